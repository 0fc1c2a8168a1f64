"""Heat, bursts and trends of matters laid out by hand."""

import numpy as np
import pytest

from huixiang.digest.matters.heat import Said, burst, heat, span, speakers, trend, within


def said(rows: list[tuple[int, float, int, int]], count: int) -> Said:
    matter, day, speaker, likes = (np.array(column) for column in zip(*rows, strict=True))
    return Said(matter.astype(np.int64), day.astype(float), speaker.astype(np.int64), likes.astype(np.int64), count)


class TestHeat:
    def test_counts_people_before_voices_and_likes(self) -> None:
        many_people = [(0, 10.0, person, 0) for person in range(6)]
        one_person = [(1, 10.0, 9, 2_000) for _ in range(12)]

        hot = heat(said(many_people + one_person, 2), now=10.0)

        assert hot[0] > hot[1]

    def test_caps_likes(self) -> None:
        few, many = said([(0, 1.0, 1, 20)], 1), said([(0, 1.0, 1, 2_097)], 1)

        assert heat(few, 1.0) == heat(many, 1.0)

    def test_falls_with_silence_but_never_to_nothing(self) -> None:
        voice = said([(0, 0.0, 1, 0)], 1)

        fresh, after_half, old = (float(heat(voice, now)[0]) for now in (0.0, 180.0, 10_000.0))

        assert (round(after_half / fresh, 2), round(old / fresh, 2)) == (0.7, 0.4)


class TestWithin:
    def test_counts_the_busiest_days_of_each_matter(self) -> None:
        days = [(0, day, 1, 0) for day in (0.0, 5.0, 89.0, 200.0)] + [(1, day, 1, 0) for day in (0.0, 91.0)]

        assert within(said(days, 2), 90).tolist() == [3, 1]

    def test_leaves_out_unknown_days(self) -> None:
        assert within(said([(0, float("nan"), 1, 0)], 1), 90).tolist() == [0]


class TestBurst:
    @pytest.mark.parametrize(("days", "high"), [([100.0] * 12, True), ([30.0 * step for step in range(12)], False)])
    def test_tells_a_rush_from_an_even_flow(self, days: list[float], high: bool) -> None:
        score = float(burst(said([(0, day, 1, 0) for day in days], 1), whole=360.0)[0])

        assert (score > 2) is high


class TestTrend:
    def test_counts_by_month_on_one_axis(self) -> None:
        counts, steps = trend(said([(0, 0.0, 1, 0), (0, 40.0, 1, 0), (1, 70.0, 1, 0)], 2))

        assert steps == ("1970-01", "1970-02", "1970-03")
        assert counts.tolist() == [[1, 1, 0], [0, 0, 1]]

    def test_counts_by_quarter_over_many_years(self) -> None:
        counts, steps = trend(said([(0, 0.0, 1, 0), (0, 1_500.0, 1, 0)], 1))

        assert (steps[:2], counts.sum()) == (("1970-01", "1970-04"), 2)


def test_speakers_and_span() -> None:
    rows = said([(0, 3.0, 1, 0), (0, 5.0, 1, 0), (0, float("nan"), 2, 0)], 1)

    assert speakers(rows).tolist() == [2]
    assert [edge.tolist() for edge in span(rows)] == [[3.0], [5.0]]
