from __future__ import annotations

import datetime as dt

import pytest

from huixiang.kernel.calendar import WorkingCalendar


class TestWorkingCalendar:
    @pytest.mark.parametrize(
        ("start", "limit", "end"),
        [
            (dt.date(2026, 3, 2), 5, dt.date(2026, 3, 9)),
            (dt.date(2026, 2, 13), 1, dt.date(2026, 2, 14)),
            (dt.date(2026, 2, 13), 2, dt.date(2026, 2, 24)),
        ],
        ids=["over a weekend", "on a make-up Saturday", "over the Spring Festival"],
    )
    def test_counts_a_limit(self, start: dt.date, limit: int, end: dt.date) -> None:
        assert WorkingCalendar().add(start, limit) == end

    def test_follows_the_organisations_own_days(self) -> None:
        closed = WorkingCalendar(own_days={dt.date(2026, 3, 3): False})

        assert closed.add(dt.date(2026, 3, 2), 1) == dt.date(2026, 3, 4)

    def test_falls_back_to_weekdays_in_years_not_published(self) -> None:
        calendar = WorkingCalendar()

        assert not calendar.knows(2090)
        assert calendar.is_working(dt.date(2090, 10, 2))

    def test_refuses_a_limit_of_nothing(self) -> None:
        with pytest.raises(ValueError, match="at least one"):
            WorkingCalendar().add(dt.date(2026, 3, 2), 0)

    def test_measures_backwards_as_negative(self) -> None:
        assert WorkingCalendar().between(dt.date(2026, 3, 9), dt.date(2026, 3, 2)) == -5
