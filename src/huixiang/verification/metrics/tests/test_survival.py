"""The survival curve against a published one: remission of 21 patients (Freireich and others 1963), in weeks."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, strategies as st

from huixiang.verification.metrics import Step, median_day, survival

ENDED = Counter([6, 6, 6, 7, 10, 13, 16, 22, 23])
OPEN = Counter([6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35])
AGES = st.lists(st.integers(0, 60), max_size=40)


class TestSurvival:
    def test_reproduces_the_published_curve(self) -> None:
        steps = survival(ENDED, OPEN)

        assert [(step.day, step.at_risk, round(step.open_share, 3)) for step in steps] == [
            (6, 21, 0.857),
            (7, 17, 0.807),
            (10, 15, 0.753),
            (13, 12, 0.690),
            (16, 11, 0.627),
            (22, 7, 0.538),
            (23, 6, 0.448),
        ]

    def test_knows_when_half_were_over(self) -> None:
        assert median_day(survival(ENDED, OPEN)) == 23

    def test_has_no_half_while_most_are_open(self) -> None:
        assert median_day(survival({3: 1}, {5: 9})) is None

    def test_reaches_nothing_when_all_ended(self) -> None:
        assert survival({4: 2}, {}) == [Step(day=4, at_risk=2, ended=2, open_share=0.0)]

    def test_of_nothing_is_empty(self) -> None:
        assert survival({}, {}) == []

    def test_refuses_an_age_below_zero(self) -> None:
        with pytest.raises(ValueError, match="negative"):
            survival({-1: 1}, {})

    @given(ended=AGES, still_open=AGES)
    def test_never_rises(self, ended: list[int], still_open: list[int]) -> None:
        shares = [step.open_share for step in survival(Counter(ended), Counter(still_open))]

        assert shares == sorted(shares, reverse=True)
        assert all(0 <= share <= 1 for share in shares)
