"""Finds the period a sentence names: 2026年1月至3月, 一季度, 上半年, 3月1日至15日, 今年以来, 截至3月2日."""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from huixiang.folio.lists.numerals import chinese_value

_YEAR: Final = r"(?:(?P<year>(?:19|20)\d{2})年|(?P<this>今年|本年)|(?P<last>去年|上年))?"
_TO: Final = r"\s?(?:至|到|—+|-|－|~|～)\s?"
_END: Final = r"(?:底|末)?"
_MONTHS: Final = 12


@dataclass(frozen=True, slots=True)
class Period:
    """Days, both included; None is open. ``text`` is how it was written, at ``start``."""

    since: date | None
    until: date | None
    text: str
    start: int


_Read = Callable[[re.Match[str], date], tuple[date | None, date | None]]


def period_in(text: str, *, today: date) -> Period | None:
    """The last period a sentence names; where no year is written, that of ``today``. None if it names none."""
    found: list[Period] = []
    for pattern, read in _PATTERNS:
        for match in pattern.finditer(text):
            if any(each.start <= match.start() < each.start + len(each.text) for each in found):
                continue
            try:
                since, until = read(match, today)
            except ValueError:  # no such day
                continue
            found.append(Period(since, until, match[0], match.start()))
    return max(found, key=lambda each: each.start, default=None)


def _year(match: re.Match[str], today: date) -> int:
    if match["year"]:
        return int(match["year"])
    return today.year - 1 if match["last"] else today.year


def _days(match: re.Match[str], today: date) -> tuple[date, date]:
    year, month = _year(match, today), int(match["m1"])
    last_year = int(match["y2"]) if match["y2"] else year
    return date(year, month, int(match["d1"])), date(last_year, int(match["m2"] or month), int(match["d2"]))


def _up_to(match: re.Match[str], today: date) -> tuple[None, date]:
    year, month = _year(match, today), int(match["m1"])
    return None, date(year, month, int(match["d1"]) if match["d1"] else monthrange(year, month)[1])


def _months(match: re.Match[str], today: date) -> tuple[date, date]:
    return _from_to(_year(match, today), int(match["m1"]), int(match["m2"]))


def _quarter(match: re.Match[str], today: date) -> tuple[date, date]:
    number = int(match["q"]) if match["q"].isdigit() else chinese_value(match["q"]) or 1
    return _from_to(_year(match, today), 3 * number - 2, 3 * number)


def _half(match: re.Match[str], today: date) -> tuple[date, date]:
    return _from_to(_year(match, today), *((1, 6) if match["half"] == "上" else (7, 12)))


def _month(match: re.Match[str], today: date) -> tuple[date, date]:
    month = int(match["m1"])
    return _from_to(_year(match, today), month, month)


def _whole_year(match: re.Match[str], today: date) -> tuple[date, date]:
    return _from_to(_year(match, today), 1, 12)


def _from_to(year: int, first: int, last: int) -> tuple[date, date]:
    if not 1 <= last <= _MONTHS:
        raise ValueError("no such month")
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


_PATTERNS: Final[tuple[tuple[re.Pattern[str], _Read], ...]] = (
    (
        re.compile(
            rf"{_YEAR}(?P<m1>\d{{1,2}})月(?P<d1>\d{{1,2}})日?{_TO}"
            r"(?:(?P<y2>(?:19|20)\d{2})年)?(?:(?P<m2>\d{1,2})月)?(?P<d2>\d{1,2})日"
        ),
        _days,
    ),
    (re.compile(rf"截[至止到]\s?{_YEAR}(?P<m1>\d{{1,2}})月(?:(?P<d1>\d{{1,2}})日|{_END})"), _up_to),
    (re.compile(rf"{_YEAR}(?P<m1>\d{{1,2}})月?{_TO}(?P<m2>\d{{1,2}})月(?!\d)"), _months),
    (re.compile(rf"{_YEAR}第?(?P<q>[一二三四1-4])季度"), _quarter),
    (re.compile(rf"{_YEAR}(?P<half>[上下])半年"), _half),
    (re.compile(rf"{_YEAR}(?P<m1>\d{{1,2}})月(?:份|以来|内)?(?!\d)"), _month),
    (
        re.compile(r"(?:(?P<year>(?:19|20)\d{2})年度?|(?P<this>今年|本年)|(?P<last>去年|上年))(?:全年|以来)?"),
        _whole_year,
    ),
)
