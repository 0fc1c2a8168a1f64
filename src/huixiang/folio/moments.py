"""Days and times as people and programs write them in tables, read as local wall time.

Decides only what is certain: a day that does not exist, a year outside 1900 to 2100 and a day-month order that could
be read in two ways stay unread.
"""

import re
from datetime import datetime, timedelta, tzinfo
from typing import Any, Final
from unicodedata import normalize
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
from pyarrow import compute

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2100
HOME: Final = ZoneInfo("Asia/Shanghai")
SERIALS: Final = (20_000.0, 73_415.0)  # Excel's days from 1954 to 2100; smaller numbers are years or counts
_compute: Final[Any] = compute

_PLAIN: Final = (
    r"^(?P<y>\d{4})[-/.年](?P<m>\d{1,2})[-/.月](?P<d>\d{1,2})日?"
    r"(?:[ T]{1,3}(?P<h>\d{1,2}):(?P<i>\d{1,2})(?::(?P<s>\d{1,2})(?:\.0{1,9})?)?)?$"
)
_MOMENT: Final = re.compile(
    r"(?P<y>\d{4})(?:[-/.年]|\s)(?P<m>\d{1,2})(?:[-/.月]|\s)(?P<d>\d{1,2})[日号]?"
    r"(?:\s*[(（]?(?:星期|周)[一二三四五六日天][)）]?)?"
    r"(?:[\sT]*(?P<half>上午|早上|凌晨|中午|下午|晚上|AM|PM|am|pm)?\s*(?P<h>\d{1,2})[:时点](?:(?P<i>\d{1,2})[:分]?)?"
    r"(?:(?P<s>\d{1,2})(?:[.,]\d{1,9})?秒?)?\s*(?P<late>AM|PM|am|pm)?)?\s*(?P<zone>Z|z|UTC|[+-]\d{2}:?(?:\d{2})?)?"
)
_COMPACT: Final = re.compile(
    r"(?P<y>(?:19|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})(?:[T ]?(?P<h>\d{2}):?(?P<i>\d{2})(?::?(?P<s>\d{2}))?)?(?P<zone>Z)?"
)
_SERIAL: Final = re.compile(r"\d{5}(?:\.\d+)?")
_HAN: Final = re.compile(
    r"([〇零一二三四五六七八九○]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})[日号]"
)
_DIGITS: Final = dict(zip("〇零○一二三四五六七八九", (0, 0, 0, *range(1, 10)), strict=True))
_AFTERNOON: Final = frozenset({"下午", "晚上", "PM", "pm"})
_MIDNIGHT: Final = frozenset({"凌晨", "上午", "早上", "AM", "am"})


def read_moments(texts: pa.Array, *, epoch_1904: bool = False, zone: tzinfo = HOME) -> pa.Array:
    """Read a string column as timestamp[s] without zone; what cannot be read is null. 1 s per million usual ones.

    Moments that name their zone are turned into wall time in ``zone``.
    """
    texts = _compute.utf8_trim_whitespace(_compute.fill_null(texts.cast(pa.string()), ""))
    parts = _compute.extract_regex(texts, _PLAIN)
    known = _compute.is_valid(parts).to_numpy(zero_copy_only=False)
    seconds = np.full(len(texts), np.iinfo(np.int64).min, np.int64)
    if known.any():
        seconds[known] = _seconds(parts.filter(pa.array(known)))
    for place in np.flatnonzero(~known):
        found = read_moment(texts[int(place)].as_py(), epoch_1904=epoch_1904, zone=zone)
        if found is not None:
            seconds[place] = int((found - datetime(1970, 1, 1)).total_seconds())  # noqa: DTZ001 - wall time
    return pa.array(seconds, mask=seconds == np.iinfo(np.int64).min).cast(pa.timestamp("s"))


def read_moment(text: str, *, epoch_1904: bool = False, zone: tzinfo = HOME) -> datetime | None:
    """Read one moment as wall time; None if it cannot be read with certainty.

    2019/2/28 11:25:05, 2013.3.5, 2019年2月28日 下午3点, 二〇一三年三月五日, 20190228, Excel's number of a day (of the
    calendar from 1904 if ``epoch_1904``), ISO 8601 with its zone.
    """
    text = " ".join(normalize("NFKC", text[:80]).split())
    text = _HAN.sub(_western, text)
    if _SERIAL.fullmatch(text):
        return _from_serial(float(text), epoch_1904=epoch_1904)
    found = _MOMENT.fullmatch(text) or _COMPACT.fullmatch(text)
    return _from_parts(found.groupdict(), zone) if found else None


def _from_parts(parts: dict[str, str | None], zone: tzinfo) -> datetime | None:
    hour = int(parts.get("h") or 0)
    half = parts.get("half") or parts.get("late")
    if half in _AFTERNOON and hour < 12:
        hour += 12
    elif half in _MIDNIGHT and hour == 12:
        hour = 0
    year, month, day, minute, second = (int(parts.get(name) or 0) for name in "ymdis")
    try:
        moment = datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 - wall time
        if parts.get("zone"):
            moment = _at_home(moment, parts["zone"] or "", zone)
    except (ValueError, OverflowError):
        return None
    return moment if FIRST_YEAR <= moment.year <= LAST_YEAR else None


def _at_home(moment: datetime, written: str, zone: tzinfo) -> datetime:
    offset = timedelta()
    if written[0] in "+-":
        digits = written[1:].replace(":", "").ljust(4, "0")
        offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
        offset = -offset if written[0] == "-" else offset
    utc = (moment - offset).replace(tzinfo=ZoneInfo("UTC"))
    return utc.astimezone(zone).replace(tzinfo=None)


def _from_serial(days: float, *, epoch_1904: bool) -> datetime | None:
    # Excel counts a 29 February 1900 that never was, so its day 0 lies on 30 December 1899.
    if not SERIALS[0] <= days <= SERIALS[1]:
        return None
    start = datetime(1904, 1, 1) if epoch_1904 else datetime(1899, 12, 30)  # noqa: DTZ001 - wall time
    return start + timedelta(seconds=round(days * 86_400))


def _western(found: re.Match[str]) -> str:
    year = "".join(str(_DIGITS[char]) for char in found[1])
    return f"{year}年{_small(found[2])}月{_small(found[3])}日"


def _small(han: str) -> int:
    """Read 一 to 九十九; what makes no sense is 0, which no calendar has."""
    tens, ten, ones = han.partition("十")
    if not ten:
        return _DIGITS[han] if len(han) == 1 else 0
    if len(tens) > 1 or len(ones) > 1:
        return 0
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)


def _seconds(parts: pa.Array) -> np.ndarray[Any, np.dtype[np.int64]]:
    """Turn the parts of moments into seconds since 1970; the least int64 where there is no such moment."""
    fields = {name: _numbers(parts, name) for name in "ymdhis"}
    year, month, day = (fields[name] for name in "ymd")
    months = (year - 1970) * 12 + np.clip(month, 1, 12) - 1
    first = months.astype("M8[M]").astype("M8[D]").astype(np.int64)
    length = (months + 1).astype("M8[M]").astype("M8[D]").astype(np.int64) - first
    sound = (year >= FIRST_YEAR) & (year <= LAST_YEAR) & (month >= 1) & (month <= 12) & (day >= 1) & (day <= length)
    sound &= (fields["h"] < 24) & (fields["i"] < 60) & (fields["s"] < 60)
    seconds = (((first + day - 1) * 24 + fields["h"]) * 60 + fields["i"]) * 60 + fields["s"]
    return np.where(sound, seconds, np.iinfo(np.int64).min)


def _numbers(parts: pa.Array, name: str) -> np.ndarray[Any, np.dtype[np.int64]]:
    texts = _compute.struct_field(parts, name)
    texts = _compute.if_else(_compute.equal(_compute.binary_length(texts), 0), "0", texts)
    return _compute.fill_null(texts.cast(pa.int64()), 0).to_numpy(zero_copy_only=False)  # type: ignore[no-any-return]
