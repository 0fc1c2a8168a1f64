"""Find mail addresses, number plates, chat names and rooms in folded text.

As in ``numbers``, where one can begin is decided over the whole text at once, and only there a bounded
pattern is tried.
"""

import re
from collections.abc import Iterator
from typing import Final

import numpy as np

from huixiang.digest.folding import Folded, codes_at, is_one_of, marked, word_codes
from huixiang.digest.marks import MaskKind
from huixiang.digest.spans import Spans, spans_of

_EMAIL: Final = re.compile(r"[A-Za-z0-9._%+\-]{1,64} ?@ ?[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63}){1,4}")
_PLATE: Final = re.compile(
    r".[ ]?[A-HJ-NP-Za-hj-np-z][ ]?[·•\-. ]?[ ]?"
    r"(?:[DdFf][A-HJ-NP-Za-hj-np-z0-9]\d{4}|\d{5}[A-Ka-k]|[A-HJ-NP-Za-hj-np-z0-9]{4}[A-HJ-NP-Za-hj-np-z0-9挂学警港澳])(?![A-Za-z0-9])"
)
_PLATE_DIGITS: Final = 2
_CHAT: Final = re.compile(
    r"(?:微信|薇信|威信|wechat|weixin|(?<![a-z])vx|(?<![a-z])qq|扣扣|企鹅)(?:群|帐号|账号|号码|号|id){0,2}"
    r"(?:是|为|叫|同号|加|联系|:|：| |\(){0,3}([A-Za-z][A-Za-z0-9_\-]{5,19}|[1-9]\d{5,10})(?![A-Za-z0-9_元块%])",
    re.IGNORECASE,
)
_ROOM: Final = re.compile(
    r"(?:\d{1,4}(?:号楼|栋|幢|座|号院|弄)(?:\d{1,3}号楼?)?[-, ]?(?:[\d甲乙丙]{1,2}(?:单元|门|梯)[-, ]?)?"
    r"|\d{1,2}单元[-, ]?)\d{2,4}(?:室|房|户|号(?!楼)|(?!\d|[号栋幢座弄层楼元人户米平年月日次台]))"
)


def _cases(pair: str) -> list[str]:
    return [first + second for first in (pair[0], pair[0].upper()) for second in (pair[1], pair[1].upper())]


_LATIN: Final = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_AT, _LOCAL, _LABEL, _PLATE_PLACE, _LETTER, _DIGIT, _CHAT_FIRST, _ROOM_FIRST = (1 << bit for bit in range(8))
_SIGNS: Final = marked(
    {
        _AT: "@",
        _LOCAL: _LATIN + "0123456789._%+-",
        _LABEL: _LATIN + "0123456789-",
        _PLATE_PLACE: "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领",
        _LETTER: _LATIN,
        _DIGIT: "0123456789",
        _CHAT_FIRST: "微薇威扣企vVqQwW",
        _ROOM_FIRST: "号栋幢座弄单",
    }
)
_CHAT_PAIRS: Final = word_codes(["微信", "薇信", "威信", "扣扣", "企鹅", *_cases("vx"), *_cases("qq"), *_cases("we")])
_ROW_WITHIN: Final = 2 + 12 + 20  # signs from there to its end
_ID_WITHIN: Final = 24  # signs between the beginning of 微信 and the sixth of the name


def find_mail(folded: Folded) -> Iterator[Spans]:
    """Find mail addresses."""
    if "@" in folded.plain:
        begins = _mail_begins(_SIGNS[folded.codes])
        yield spans_of(MaskKind.EMAIL, *_tried(folded.plain, _EMAIL, begins), True)


def find_contacts(folded: Folded) -> Iterator[Spans]:
    """Find plates, chat names, then rooms; groups may overlap."""
    signs = _SIGNS[folded.codes]
    present = int(np.bitwise_or.reduce(signs))
    if present & _PLATE_PLACE and present & _DIGIT:
        yield _plates(folded.plain, signs)
    if present & _CHAT_FIRST and present & (_LETTER | _DIGIT):
        yield spans_of(MaskKind.WECHAT_QQ, *_tried(folded.plain, _CHAT, _chat_begins(folded, signs), 1), True)
    if present & _ROOM_FIRST and present & _DIGIT:
        yield spans_of(MaskKind.ADDRESS, *_tried(folded.plain, _ROOM, _room_begins(signs)), False)


def _tried(text: str, pattern: re.Pattern[str], begins: np.ndarray, group: int = 0) -> tuple[list[int], list[int]]:
    starts, ends, last = [], [], 0
    for start in begins.tolist():
        if start >= last and (match := pattern.match(text, start)):
            last = match.end()
            starts.append(match.start(group))
            ends.append(last)
    return starts, ends


def _mail_begins(signs: np.ndarray) -> np.ndarray:
    """Where the part before an @ begins that a domain with a dot follows."""
    at = np.flatnonzero((signs & _AT) != 0)
    # Runs of signs a local part and a label can have; a single space may stand on both sides of the @.
    outside = np.flatnonzero((signs & _LOCAL) == 0)
    no_label = np.flatnonzero((signs & _LABEL) == 0)
    end = at - (signs[at - 1] & _LOCAL == 0)
    row = np.searchsorted(outside, end) - 1
    begin = np.where(row >= 0, outside[row] + 1, 0)
    domain = at + 1 + (signs[at + 1] & _LABEL == 0)
    dot = no_label[np.searchsorted(no_label, domain)]
    named = (dot > domain) & (signs[dot] & _LOCAL != 0) & (signs[dot + 1] & _LABEL != 0)
    begins: np.ndarray = begin[named & (begin < end) & (end - begin <= 64)]
    return begins


def _ahead(signs: np.ndarray, starts: np.ndarray, within: np.ndarray | int, bit: int) -> np.ndarray:
    there = np.flatnonzero((signs & bit) != 0)
    return np.searchsorted(there, starts + within) - np.searchsorted(there, starts)


def _plates(text: str, signs: np.ndarray) -> Spans:
    place = np.flatnonzero((signs & _PLATE_PLACE) != 0)
    lettered = (signs[place + 1] & _LETTER != 0) | (signs[place + 2] & _LETTER != 0)
    place = place[lettered]
    place = place[_ahead(signs, place, 13, _DIGIT) >= _PLATE_DIGITS]
    found = spans_of(MaskKind.PLATE, *_tried(text, _PLATE, place), True)
    # At most three letters may stand behind the place, so fewer digits mean an English word.
    return found.take(_ahead(signs, found.starts, found.ends - found.starts, _DIGIT) >= _PLATE_DIGITS)


def _chat_begins(folded: Folded, signs: np.ndarray) -> np.ndarray:
    first = np.flatnonzero((signs & _CHAT_FIRST) != 0)
    first = first[_ahead(signs, first, _ID_WITHIN, _LETTER | _DIGIT) >= 6]
    # A name ends, so a row of letters without an end is none.
    outside = np.flatnonzero((signs & _LABEL) == 0)
    first = first[np.searchsorted(outside, first + 2) < np.searchsorted(outside, first + _ROW_WITHIN)]
    begins: np.ndarray = first[is_one_of(codes_at(folded.codes, first, 2), _CHAT_PAIRS)]
    return begins


def _room_begins(signs: np.ndarray) -> np.ndarray:
    """Where a number of a house begins that a room's number of two digits or more follows."""
    digits = np.zeros(len(signs) + 1, bool)
    digits[1:] = (signs & _DIGIT) != 0
    turns = np.flatnonzero(digits[1:] != digits[:-1])
    starts, ends = turns[::2], turns[1::2]
    rooms = starts[(ends - starts >= 2) & (ends - starts <= 4)]
    house = (ends - starts <= 4) & (signs[ends] & _ROOM_FIRST != 0)
    starts, ends = starts[house], ends[house]
    after = np.searchsorted(rooms, ends)
    near = np.append(rooms, np.iinfo(np.int64).max)[after] <= ends + 16
    begins: np.ndarray = starts[near]
    return begins
