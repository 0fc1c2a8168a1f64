"""Working days: the mainland calendar with its make-up Saturdays, plus an organisation's own days."""

from __future__ import annotations

import datetime as dt
import functools
from bisect import bisect_left, bisect_right, insort
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import chinese_calendar

FIRST: Final = dt.date(2000, 1, 1)
LAST: Final = dt.date(2099, 12, 31)
"""What is counted ahead of time; a day outside is counted one by one."""


@dataclass(frozen=True)
class WorkingCalendar:
    """Counts working days. ``own_days`` maps a day to whether it is worked here, against the public calendar.

    Years the public calendar does not know yet fall back to Monday to Friday; ``knows`` tells which. A count between
    2000 and 2099 is two look-ups in a sorted list (about 1 microsecond), however long the span.
    """

    own_days: Mapping[dt.date, bool] = field(default_factory=dict)

    def is_working(self, day: dt.date) -> bool:
        """Test whether people work on this day."""
        if day in self.own_days:
            return self.own_days[day]
        return _is_public_working_day(day)

    def knows(self, year: int) -> bool:
        """Test whether the public holidays of the year are published (in the library we carry)."""
        return _is_published(year)

    def add(self, start: dt.date, working_days: int) -> dt.date:
        """The last day of a limit of n working days: counting starts on the day after ``start``.

        :raises ValueError: working_days is below 1.
        """
        if working_days < 1:
            raise ValueError(f"a limit has at least one working day, not {working_days}")
        ahead = bisect_right(self._worked, start.toordinal()) + working_days - 1
        if start < FIRST or ahead >= len(self._worked):
            return self._add_one_by_one(start, working_days)
        return dt.date.fromordinal(self._worked[ahead])

    def on_or_after(self, day: dt.date) -> dt.date:
        """The day itself if people work on it, else the next working day."""
        ahead = bisect_left(self._worked, day.toordinal())
        if day < FIRST or ahead == len(self._worked):
            return self._add_one_by_one(day - dt.timedelta(days=1), 1)
        return dt.date.fromordinal(self._worked[ahead])

    def on_or_before(self, day: dt.date) -> dt.date:
        """The day itself if people work on it, else the last working day before it."""
        while not self.is_working(day):
            day -= dt.timedelta(days=1)
        return day

    def between(self, start: dt.date, end: dt.date) -> int:
        """Working days after ``start`` up to and including ``end``; negative when ``end`` lies before."""
        if end < start:
            return -self.between(end, start)
        if start >= FIRST and end <= LAST:
            return bisect_right(self._worked, end.toordinal()) - bisect_right(self._worked, start.toordinal())
        days = (start + dt.timedelta(days=n) for n in range(1, (end - start).days + 1))
        return sum(self.is_working(day) for day in days)

    def _add_one_by_one(self, start: dt.date, working_days: int) -> dt.date:
        day, left = start, working_days
        while left:
            day += dt.timedelta(days=1)
            left -= self.is_working(day)
        return day

    @functools.cached_property
    def _worked(self) -> Sequence[int]:
        """The ordinals of all working days, rising; made at the first count, in 0.1 ms."""
        if not self.own_days:
            return _public_working_days()
        worked = list(_public_working_days())
        for day, works in self.own_days.items():
            if not FIRST <= day <= LAST:
                continue
            place = bisect_left(worked, day.toordinal())
            there = place < len(worked) and worked[place] == day.toordinal()
            if there and not works:
                del worked[place]
            elif works and not there:
                insort(worked, day.toordinal())
        return worked


@functools.cache
def _public_working_days() -> Sequence[int]:
    days = map(dt.date.fromordinal, range(FIRST.toordinal(), LAST.toordinal() + 1))
    return tuple(day.toordinal() for day in days if _is_public_working_day(day))


def _is_public_working_day(day: dt.date) -> bool:
    if not _is_published(day.year):
        return day.weekday() < 5
    return bool(chinese_calendar.is_workday(day))


# Asking costs an exception for each unknown year: too much for each day of a long span.
@functools.lru_cache(maxsize=256)
def _is_published(year: int) -> bool:
    try:
        chinese_calendar.is_workday(dt.date(year, 1, 2))
    except NotImplementedError:
        return False
    return True
