"""How many days a reply took: natural days, and working days by a calendar that the caller brings."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

Workday = Callable[[dt.date], bool]
_LONGEST: Final = 36_525  # days; a reply after a hundred years is a slip of the pen
_FRIDAY: Final = 4


@dataclass(frozen=True, slots=True)
class Waiting:
    """Days a reply took; None where they cannot be told, and then ``note`` says why."""

    natural: int | None
    working: int | None
    note: str


def monday_to_friday(day: dt.date) -> bool:
    """Count Monday to Friday as working days: for callers without a calendar of holidays."""
    return day.weekday() <= _FRIDAY


def waiting(
    asked: Sequence[dt.datetime | None], answered: Sequence[dt.datetime | None], workday: Workday
) -> list[Waiting]:
    """Count the days between each question and its reply.

    Natural days are whole days of the calendar: the same day is 0. Working days are those after the day of the question
    up to and including the day of the reply. A reply before its question has no days. Of each day in somebody's span
    ``workday`` is asked once.
    """
    spans = [_span(one, other) for one, other in zip(asked, answered, strict=True)]
    days = [span for span in spans if isinstance(span, tuple)]
    if not days:
        return [span if isinstance(span, Waiting) else Waiting(None, None, "") for span in spans]
    worked = _worked(days, workday)
    return [span if isinstance(span, Waiting) else _between(span, worked) for span in spans]


def _span(asked: dt.datetime | None, answered: dt.datetime | None) -> "tuple[dt.date, dt.date] | Waiting":
    if asked is None or answered is None:
        return Waiting(None, None, "留言或答复没有时间" if asked is None and answered is None else _missing(asked))
    first, last = asked.date(), answered.date()
    if last < first:
        return Waiting(None, None, "答复时间早于留言时间")
    if (last - first).days > _LONGEST:
        return Waiting(None, None, "两个时间相差超过一百年")
    return first, last


def _missing(asked: dt.datetime | None) -> str:
    return "留言没有时间" if asked is None else "答复没有时间"


def _worked(days: Sequence[tuple[dt.date, dt.date]], workday: Workday) -> dict[dt.date, int]:
    """Number the working days up to each day that begins or ends a span, over the stretches between them."""
    reach: dict[dt.date, dt.date] = {}
    for first, last in days:
        reach[first] = max(last, reach.get(first, last))
    numbers: dict[dt.date, int] = {}
    count, before, covered = 0, dt.date.min, dt.date.min
    for day in sorted({day for span in days for day in span}):
        # Days that lie in nobody's span are passed over: they change no difference.
        if covered > before:
            count += sum(workday(before + dt.timedelta(days=ahead)) for ahead in range(1, (day - before).days + 1))
        numbers[day] = count
        before, covered = day, max(covered, reach.get(day, day))
    return numbers


def _between(span: tuple[dt.date, dt.date], worked: dict[dt.date, int]) -> Waiting:
    first, last = span
    return Waiting((last - first).days, worked[last] - worked[first], "")
