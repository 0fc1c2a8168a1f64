"""Counts in time as bars and as words."""

from __future__ import annotations

import datetime as dt

from huixiang.sorting.pages.bars import draw_bars, every_month, steps_of


class TestSteps:
    def test_begin_with_the_first_voice(self) -> None:
        assert steps_of({"2026-01": 0, "2026-02": 2, "2026-03": 1}) == [("2026年2月", 2), ("2026年3月", 1)]

    def test_three_months_apart_are_quarters(self) -> None:
        assert steps_of({"2025-10": 1, "2026-01": 3}) == [("2025年四季度", 1), ("2026年一季度", 3)]

    def test_that_are_missing_count_nothing(self) -> None:
        assert steps_of({"2026-01": 1, "2026-02": 1, "2026-04": 2})[2] == ("2026年3月", 0)

    def test_of_a_matter_without_a_time_are_none(self) -> None:
        assert steps_of({}) == []

    def test_of_months_close_the_gaps_over_a_year_end(self) -> None:
        counts = {dt.date(2025, 12, 1): 2, dt.date(2026, 2, 1): 1}

        assert every_month(counts) == [("2025年12月", 2), ("2026年1月", 0), ("2026年2月", 1)]


class TestBars:
    def test_say_the_same_in_words(self) -> None:
        bars = draw_bars([("2026年1月", 1), ("2026年2月", 4)])

        assert bars is not None
        assert bars.words == "从2026年1月到2026年2月，最多的是2026年2月：4 条。"
        assert [bar.height for bar in bars.bars] == [6, 26]

    def test_of_nothing_are_not_drawn(self) -> None:
        assert draw_bars([]) is None
