"""Deadlines: hours, natural and working days, first and last day, pauses; and over the whole published calendar."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from huixiang.kernel.calendar import WorkingCalendar
from huixiang.ledger.clocks import Clock, FirstDay, Limit, Pause, RestDay, deadline

SHANGHAI = ZoneInfo("Asia/Shanghai")
PUBLISHED = WorkingCalendar()
FIRST, LAST = dt.date(2004, 1, 1), dt.date(2026, 11, 1)


def local(*parts: int) -> dt.datetime:
    return dt.datetime(*parts, tzinfo=SHANGHAI)  # type: ignore[misc,arg-type]


def last_day(limit: Limit, start: dt.datetime, *pauses: Pause) -> dt.date:
    return deadline(limit, start, calendar=PUBLISHED, zone=SHANGHAI, pauses=pauses).day


class TestWorkingDays:
    def test_count_from_the_next_day(self) -> None:
        assert last_day(Limit(5), local(2026, 3, 2, 23, 59)) == dt.date(2026, 3, 9)

    def test_may_count_the_day_itself(self) -> None:
        assert last_day(Limit(5, first=FirstDay.SAME), local(2026, 3, 2, 9)) == dt.date(2026, 3, 6)

    def test_begin_on_the_first_working_day_of_a_holiday(self) -> None:
        assert last_day(Limit(1, first=FirstDay.SAME), local(2026, 2, 16, 9)) == dt.date(2026, 2, 24)

    def test_are_late_from_midnight_on(self) -> None:
        due = deadline(Limit(1), local(2026, 3, 2, 9), calendar=PUBLISHED, zone=SHANGHAI)

        assert not due.is_late(local(2026, 3, 3, 23, 59))
        assert due.is_late(local(2026, 3, 4, 0, 0))

    def test_take_the_day_of_the_organisations_zone(self) -> None:
        assert last_day(Limit(1), dt.datetime(2026, 3, 2, 17, tzinfo=dt.UTC)) == dt.date(2026, 3, 4)


class TestNaturalDays:
    @pytest.mark.parametrize(
        ("rest", "day"),
        [
            (RestDay.FORWARD, dt.date(2026, 10, 8)),
            (RestDay.STAY, dt.date(2026, 10, 3)),
            (RestDay.BACK, dt.date(2026, 9, 30)),
        ],
    )
    def test_that_end_in_a_holiday_follow_the_rule(self, rest: RestDay, day: dt.date) -> None:
        assert last_day(Limit(15, Clock.NATURAL_DAYS, rest=rest), local(2026, 9, 18, 9)) == day

    def test_reach_over_a_year(self) -> None:
        assert last_day(Limit(60, Clock.NATURAL_DAYS), local(2025, 12, 20, 9)) == dt.date(2026, 2, 24)


class TestHours:
    def test_run_through_the_night(self) -> None:
        due = deadline(Limit(2, Clock.HOURS), local(2026, 3, 2, 23), calendar=PUBLISHED, zone=SHANGHAI)

        assert (due.day, due.late_from) == (dt.date(2026, 3, 3), local(2026, 3, 3, 1))


class TestPause:
    def test_lengthens_hours_by_its_length(self) -> None:
        waited = Pause(local(2026, 3, 2, 10), local(2026, 3, 2, 15))
        due = deadline(Limit(4, Clock.HOURS), local(2026, 3, 2, 9), calendar=PUBLISHED, zone=SHANGHAI, pauses=[waited])

        assert due.late_from == local(2026, 3, 2, 18)

    def test_behind_the_end_changes_nothing(self) -> None:
        late = Pause(local(2026, 3, 2, 14), local(2026, 3, 2, 15))
        due = deadline(Limit(4, Clock.HOURS), local(2026, 3, 2, 9), calendar=PUBLISHED, zone=SHANGHAI, pauses=[late])

        assert due.late_from == local(2026, 3, 2, 13)

    def test_that_overlaps_another_counts_once(self) -> None:
        pauses = (Pause(local(2026, 3, 3, 9), local(2026, 3, 5, 9)), Pause(local(2026, 3, 4, 9), local(2026, 3, 6, 9)))

        assert last_day(Limit(5), local(2026, 3, 2, 9), *pauses) == dt.date(2026, 3, 12)

    def test_over_a_weekend_costs_no_working_day(self) -> None:
        weekend = Pause(local(2026, 3, 7, 9), local(2026, 3, 8, 9))

        assert last_day(Limit(5), local(2026, 3, 2, 9), weekend) == dt.date(2026, 3, 9)

    def test_within_a_day_costs_none(self) -> None:
        assert last_day(Limit(5), local(2026, 3, 2, 9), Pause(local(2026, 3, 3, 9), local(2026, 3, 3, 17))) == dt.date(
            2026, 3, 9
        )


days = st.dates(min_value=FIRST, max_value=LAST)


class TestTheWholeCalendar:
    @given(start=days, amount=st.integers(1, 60))
    def test_a_limit_ends_on_the_working_day_it_counts_to(self, start: dt.date, amount: int) -> None:
        end = last_day(Limit(amount), local(start.year, start.month, start.day, 12))

        counted = [start + dt.timedelta(days=n) for n in range(1, (end - start).days + 1)]
        assert PUBLISHED.is_working(end)
        assert sum(PUBLISHED.is_working(day) for day in counted) == amount

    def test_every_day_is_followed_by_its_next_working_day(self) -> None:
        span = [FIRST + dt.timedelta(days=n) for n in range((LAST - FIRST).days)]

        for day in span:
            end = PUBLISHED.add(day, 1)
            assert PUBLISHED.is_working(end)
            assert not any(PUBLISHED.is_working(day + dt.timedelta(days=n)) for n in range(1, (end - day).days))

    @given(start=days, amount=st.integers(1, 60), length=st.integers(0, 20))
    def test_a_pause_never_shortens(self, start: dt.date, amount: int, length: int) -> None:
        begin = local(start.year, start.month, start.day, 12)
        pause = Pause(begin + dt.timedelta(days=1), begin + dt.timedelta(days=1 + length))

        assert last_day(Limit(amount), begin, pause) >= last_day(Limit(amount), begin)


def test_a_limit_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        Limit(0)
