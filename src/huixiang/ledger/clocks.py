"""When a limit ends: hours, natural days or working days, first and last day, pauses. Pure; which limit applies is not.

Sources of the rules: 民法典 201 and 203 (the day itself does not count, a last day that is a day of rest moves on),
信访工作条例 (natural days), hotline ordinances (working days, hours). An organisation may decide otherwise.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from huixiang.kernel.calendar import WorkingCalendar

DAY = dt.timedelta(days=1)


class Clock(StrEnum):
    """What a limit is counted in."""

    HOURS = "hours"
    NATURAL_DAYS = "natural_days"
    WORKING_DAYS = "working_days"


class FirstDay(StrEnum):
    """The first day counted: the one after, or the day itself."""

    NEXT = "next"
    SAME = "same"


class RestDay(StrEnum):
    """What becomes of a last day on which nobody works: it moves on, stays, or moves back."""

    FORWARD = "forward"
    STAY = "stay"
    BACK = "back"


# Asked for at each of very many deadlines; looked up in the enumeration they would cost a tenth of it.
_HOURS, _WORKING_DAYS, _SAME = Clock.HOURS, Clock.WORKING_DAYS, FirstDay.SAME
_FORWARD, _BACK = RestDay.FORWARD, RestDay.BACK


@dataclass(frozen=True, slots=True)
class Limit:
    """An amount of time to do something in. ``first`` and ``rest`` mean nothing to a limit in hours."""

    amount: int
    clock: Clock = Clock.WORKING_DAYS
    first: FirstDay = FirstDay.NEXT
    rest: RestDay = RestDay.FORWARD

    def __post_init__(self) -> None:
        if self.amount < 1:
            raise ValueError(f"a limit is at least one, not {self.amount}")


@dataclass(frozen=True, slots=True)
class Pause:
    """A span in which the clock stood still, because the speaker was waited for. Both moments aware."""

    begin: dt.datetime
    end: dt.datetime


class Deadline(NamedTuple):
    """The last day, and the moment from which it is late: the midnight that ends the day, or the end of the hours."""

    day: dt.date
    late_from: dt.datetime

    def is_late(self, at: dt.datetime) -> bool:
        """Test whether the deadline has passed at a moment."""
        return at >= self.late_from


def deadline(
    limit: Limit, start: dt.datetime, *, calendar: WorkingCalendar, zone: dt.tzinfo, pauses: Sequence[Pause] = ()
) -> Deadline:
    """Count a limit from a moment (aware) in the organisation's zone.

    A pause lengthens a limit in hours by its own length, as far as it lies within the running limit; a limit in days by
    each counted day at whose end it was running. Pauses that overlap count once. Without pauses about 3 microseconds.
    """
    if limit.clock is _HOURS:
        late_from = _after_hours(start, limit.amount, pauses)
        return Deadline(late_from.astimezone(zone).date(), late_from)
    day = _last_day(limit, start.astimezone(zone).date(), calendar, _paused_days(pauses, zone) if pauses else ())
    return until_end_of(day, zone)


def after_working_hours(
    start: dt.datetime, hours: int, *, calendar: WorkingCalendar, zone: dt.tzinfo, opens: int = 9, closes: int = 17
) -> dt.datetime:
    """The moment so many working hours after another one: only the hours from ``opens`` to ``closes`` of working days.

    :raises ValueError: no hours, or no office hours. Costs a step for each day.
    """
    if hours < 1 or not 0 <= opens < closes <= 24:
        raise ValueError(f"cannot count {hours} working hours from {opens} to {closes}")
    left, local = dt.timedelta(hours=hours), start.astimezone(zone)
    day = calendar.on_or_after(local.date())
    while True:
        begin = dt.datetime.combine(day, dt.time(opens), zone)
        end = begin + dt.timedelta(hours=closes - opens)
        begin = min(max(begin, local), end)
        if end - begin >= left:
            return (begin + left).astimezone(dt.UTC)
        left -= end - begin
        day = calendar.on_or_after(day + DAY)


# Kept, because very many deadlines end on few days.
@functools.lru_cache(maxsize=10_000)
def until_end_of(day: dt.date, zone: dt.tzinfo) -> Deadline:
    """A deadline that is a day: late from the midnight that ends it."""
    return Deadline(day, dt.datetime.combine(day + DAY, dt.time(), tzinfo=zone).astimezone(dt.UTC))


def _after_hours(start: dt.datetime, hours: int, pauses: Sequence[Pause]) -> dt.datetime:
    end = start.astimezone(dt.UTC) + dt.timedelta(hours=hours)
    if not pauses:
        return end
    for pause in _apart(pauses):
        begin = max(pause.begin, start)
        if begin < end and pause.end > begin:
            end += pause.end - begin
    return end


def _last_day(limit: Limit, first: dt.date, calendar: WorkingCalendar, paused: Sequence[dt.date]) -> dt.date:
    """Count on until as many days were counted as the limit has, those of pauses left out."""
    base = first - DAY if limit.first is _SAME else first
    working = limit.clock is _WORKING_DAYS
    if not paused:
        return calendar.add(base, limit.amount) if working else _rested(base + limit.amount * DAY, limit.rest, calendar)
    kept = [day for day in paused if day > base and (not working or calendar.is_working(day))]
    amount = limit.amount
    while True:
        last = calendar.add(base, amount) if working else base + amount * DAY
        wanted = limit.amount + sum(day <= last for day in kept)
        if wanted == amount:
            return last if working else _rested(last, limit.rest, calendar)
        amount = wanted


def _rested(day: dt.date, rest: RestDay, calendar: WorkingCalendar) -> dt.date:
    if rest is _FORWARD:
        return calendar.on_or_after(day)
    return calendar.on_or_before(day) if rest is _BACK else day


def _paused_days(pauses: Iterable[Pause], zone: dt.tzinfo) -> list[dt.date]:
    """The days at whose end a pause was running, each once, rising."""
    days: set[dt.date] = set()
    for pause in pauses:
        begin, end = pause.begin.astimezone(zone).date(), pause.end.astimezone(zone).date()
        days.update(begin + number * DAY for number in range((end - begin).days))
    return sorted(days)


def _apart(pauses: Iterable[Pause]) -> list[Pause]:
    """The same time as pauses that do not overlap, the earliest first."""
    apart: list[Pause] = []
    for pause in sorted(pauses, key=lambda one: one.begin):
        if apart and pause.begin <= apart[-1].end:
            apart[-1] = Pause(apart[-1].begin, max(apart[-1].end, pause.end))
        else:
            apart.append(pause)
    return apart
