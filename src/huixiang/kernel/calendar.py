"""Working days: the mainland calendar with its make-up Saturdays, plus an organisation's own days."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Mapping
from dataclasses import dataclass, field

import chinese_calendar


class CalendarUnknown(ValueError):
    """The State Council has not published that year yet; the year is the message."""


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """Counts working days. ``own_days`` maps a day to whether it is worked here, against the public calendar.

    Years the public calendar does not know yet fall back to Monday to Friday; ``knows`` tells which.
    """

    own_days: Mapping[dt.date, bool] = field(default_factory=dict)

    def is_working(self, day: dt.date) -> bool:
        """Test whether people work on this day."""
        if day in self.own_days:
            return self.own_days[day]
        if not self.knows(day.year):
            return day.weekday() < 5
        return bool(chinese_calendar.is_workday(day))

    def knows(self, year: int) -> bool:
        """Test whether the public holidays of the year are published (in the library we carry)."""
        return _is_published(year)

    def add(self, start: dt.date, working_days: int) -> dt.date:
        """The last day of a limit of n working days: counting starts on the day after ``start``.

        :raises ValueError: working_days is below 1.
        """
        if working_days < 1:
            raise ValueError(f"a limit has at least one working day, not {working_days}")
        day, left = start, working_days
        while left:
            day += dt.timedelta(days=1)
            left -= self.is_working(day)
        return day

    def between(self, start: dt.date, end: dt.date) -> int:
        """Working days after ``start`` up to and including ``end``; negative when ``end`` lies before.

        Cost grows with the span: a year takes about 0.1 ms.
        """
        if end < start:
            return -self.between(end, start)
        days = (start + dt.timedelta(days=n) for n in range(1, (end - start).days + 1))
        return sum(self.is_working(day) for day in days)


# Asking costs an exception for each unknown year: too much for each day of a long span.
@functools.lru_cache(maxsize=256)
def _is_published(year: int) -> bool:
    try:
        chinese_calendar.is_workday(dt.date(year, 1, 2))
    except NotImplementedError:
        return False
    return True
