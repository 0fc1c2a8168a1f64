"""When a day and a month of the metrics begin and end. A day of D runs from D-1 12:00 to D 12:00 by the shipped rule.

What is known by its day only (an answer of somebody who stays unknown) counts at that day's midnight, hence in the
day of its own date.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from huixiang.verification.metrics.rule import Rule


@dataclass(frozen=True, slots=True)
class Period:
    """Moments from ``begins_at`` up to but without ``ends_at``, and the days it holds, both ends included."""

    first_day: dt.date
    last_day: dt.date
    begins_at: dt.datetime
    ends_at: dt.datetime


def day_period(first: dt.date, last: dt.date, *, rule: Rule, zone: str) -> Period:
    """The days from ``first`` to ``last``, each ending at the rule's hour (0 means at midnight after it)."""
    shift = dt.timedelta(hours=rule.day_hour) if rule.day_hour else dt.timedelta(days=1)
    before = dt.timedelta(days=1)
    begins = dt.datetime.combine(first - before, dt.time(), ZoneInfo(zone)) + shift
    ends = dt.datetime.combine(last, dt.time(), ZoneInfo(zone)) + shift
    return Period(first, last, begins.astimezone(dt.UTC), ends.astimezone(dt.UTC))


def month_period(year: int, month: int, *, rule: Rule, zone: str) -> Period:
    """An assessment month: from the rule's day of the month before up to the day before it in this month.

    A rule whose month begins on the 1st means the calendar month itself.
    """
    here = dt.date(year, month, rule.month_day)
    first, last = (here, _next(here)) if rule.month_day == 1 else (_before(here), here)
    return day_period(first, last - dt.timedelta(days=1), rule=rule, zone=zone)


def month_that_holds(day: dt.date, *, rule: Rule) -> tuple[int, int]:
    """The year and month whose assessment month holds the day."""
    if rule.month_day > 1 and day.day >= rule.month_day:
        day = _next(day.replace(day=1))
    return day.year, day.month


def months_before(year: int, month: int, count: int) -> list[tuple[int, int]]:
    """This month and the ones before it, the latest first, ``count`` together."""
    last = year * 12 + month - 1
    return [((last - back) // 12, (last - back) % 12 + 1) for back in range(count)]


def _next(day: dt.date) -> dt.date:
    return day.replace(year=day.year + day.month // 12, month=day.month % 12 + 1)


def _before(day: dt.date) -> dt.date:
    return day.replace(year=day.year - (day.month == 1), month=(day.month - 2) % 12 + 1)
