"""Counts in time as small bars, with the same in words for whoever does not see them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.utils.translation import gettext as _

from huixiang.web.dates import month_words, quarter_words

HEIGHT = 28
STEP = 6
YEAR, QUARTER = 12, 3
MOST = 24
"""Bars that are drawn at most: the latest."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar, as SVG wants it; an empty one is a line at the foot."""

    x: int
    y: int
    height: int
    words: str


@dataclass(frozen=True, slots=True)
class Bars:
    """The bars from left to right, and in words where they begin, end and are highest."""

    bars: Sequence[Bar]
    width: int
    words: str


def draw_bars(counts: Sequence[tuple[str, int]]) -> Bars | None:
    """Draw counts under the names of their months or quarters, oldest first; None for none."""
    shown = counts[-MOST:]
    if not shown:
        return None
    highest, top = max(shown, key=lambda step: step[1]), max(count for _step, count in shown) or 1
    bars = [_bar(at, name, count, top) for at, (name, count) in enumerate(shown)]
    words = _("From %(first)s to %(last)s; most in %(most)s: %(count)s.") % {
        "first": shown[0][0], "last": shown[-1][0], "most": highest[0], "count": highest[1],
    }  # fmt: skip
    return Bars(bars, len(bars) * STEP, words)


def _bar(at: int, name: str, count: int, top: int) -> Bar:
    height = max(round((HEIGHT - 2) * count / top), 1)
    return Bar(at * STEP, HEIGHT - height, height, f"{name}: {count}")


def steps_of(trend: Mapping[str, object]) -> list[tuple[str, int]]:
    """Read the trend of a matter, counts by the first month of each step (YYYY-MM), from the first voice to the last.

    Steps that are all three months apart are quarters; steps that are missing are zero.
    """
    counts = {_month(step): int(str(count)) for step, count in trend.items() if count}
    if not counts:
        return []
    months = sorted(_month(step) for step in trend)
    apart = {_between(first, second) for first, second in pairwise(months)}
    size = QUARTER if apart and all(gap % QUARTER == 0 for gap in apart) else 1
    names = quarter_words if size == QUARTER else month_words
    return [(names(month), counts.get(month, 0)) for month in _steps(min(counts), max(counts), size)]


def every_month(counts: Mapping[date, int]) -> list[tuple[str, int]]:
    """Counts by month, in words, with a zero for each month between the first and the last that has none."""
    if not counts:
        return []
    return [(month_words(month), counts.get(month, 0)) for month in _steps(min(counts), max(counts), 1)]


def _steps(first: date, last: date, size: int) -> list[date]:
    steps = [first.month - 1 + more for more in range(0, _between(first, last) + 1, size)]
    return [date(first.year + step // YEAR, step % YEAR + 1, 1) for step in steps]


def _between(first: date, last: date) -> int:
    return (last.year - first.year) * YEAR + last.month - first.month


def _month(text: str) -> date:
    year, _dash, month = text.partition("-")
    return date(int(year), int(month[:2]), 1)
