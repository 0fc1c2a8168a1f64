"""Days that end at noon, months that begin on the 19th, and the calendar's own."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from hypothesis import given, strategies as st

from huixiang.verification.metrics import (
    SHIPPED,
    Rule,
    day_period,
    month_period,
    month_that_holds,
    months_before,
)

SHANGHAI = "Asia/Shanghai"
CALENDAR = dataclasses.replace(SHIPPED, day_hour=0, month_day=1)
DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2032, 12, 31))


class TestDayPeriod:
    def test_runs_from_noon_to_noon(self) -> None:
        period = day_period(dt.date(2026, 3, 2), dt.date(2026, 3, 2), rule=SHIPPED, zone=SHANGHAI)

        assert period.begins_at == dt.datetime(2026, 3, 1, 4, tzinfo=dt.UTC)
        assert period.ends_at == dt.datetime(2026, 3, 2, 4, tzinfo=dt.UTC)

    def test_runs_from_midnight_when_the_rule_says_so(self) -> None:
        period = day_period(dt.date(2026, 3, 2), dt.date(2026, 3, 2), rule=CALENDAR, zone=SHANGHAI)

        assert period.begins_at == dt.datetime(2026, 3, 1, 16, tzinfo=dt.UTC)
        assert period.ends_at == dt.datetime(2026, 3, 2, 16, tzinfo=dt.UTC)

    @given(day=DAYS)
    @pytest.mark.parametrize("rule", [SHIPPED, CALENDAR], ids=["noon", "midnight"])
    def test_days_follow_each_other_without_gap(self, rule: Rule, day: dt.date) -> None:
        next_day = day + dt.timedelta(days=1)

        today = day_period(day, day, rule=rule, zone=SHANGHAI)
        tomorrow = day_period(next_day, next_day, rule=rule, zone=SHANGHAI)

        assert today.ends_at == tomorrow.begins_at


class TestMonthPeriod:
    @pytest.mark.parametrize(
        ("month", "first", "last"),
        [
            ((2026, 3), dt.date(2026, 2, 19), dt.date(2026, 3, 18)),
            ((2026, 1), dt.date(2025, 12, 19), dt.date(2026, 1, 18)),
        ],
    )
    def test_begins_on_the_19th_of_the_month_before(
        self, month: tuple[int, int], first: dt.date, last: dt.date
    ) -> None:
        period = month_period(*month, rule=SHIPPED, zone=SHANGHAI)

        assert (period.first_day, period.last_day) == (first, last)

    def test_is_the_calendar_month_when_the_rule_says_so(self) -> None:
        period = month_period(2026, 12, rule=CALENDAR, zone=SHANGHAI)

        assert (period.first_day, period.last_day) == (dt.date(2026, 12, 1), dt.date(2026, 12, 31))

    @given(day=DAYS)
    def test_every_day_is_in_the_month_that_holds_it(self, day: dt.date) -> None:
        for rule in (SHIPPED, CALENDAR):
            period = month_period(*month_that_holds(day, rule=rule), rule=rule, zone=SHANGHAI)

            assert period.first_day <= day <= period.last_day

    def test_months_are_counted_backwards_over_the_year(self) -> None:
        assert months_before(2026, 2, 3) == [(2026, 2), (2026, 1), (2025, 12)]
