"""Find telephones, identity cards and bank cards in folded text.

Where one can begin follows from the runs of digits (``digit_runs``); only there a bounded pattern is tried. A number
behind words such as 订单号 is of a thing and stays.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

import numpy as np

from huixiang.digest.check_digits import is_bank_card, is_identity_card
from huixiang.digest.digit_runs import DIGIT, FEWEST, NUMERAL, SIGNS, WORD, DigitRuns, X, digit_runs
from huixiang.digest.folding import Folded, is_one_of
from huixiang.digest.marks import MaskKind
from huixiang.digest.spans import NOWHERE, Spans, spans_of

_GAP: Final = r"[ \-.·]{1,2}"
_EACH: Final = r"[ \-.·_]"

# 13800000000 whole, in blocks as people read it aloud, or each digit apart; +86 in front or not.
_PHONE: Final = re.compile(
    rf"1(?:[3-9]\d(?:\d(?:\d{{7}}|{_GAP}\d{{3}}{_GAP}\d{{4}}|\d{_GAP}\d{{6}}|\d{{3}}{_GAP}\d{{4}})"
    rf"|{_GAP}(?:\d{{8}}|\d{{4}}{_GAP}\d{{4}}|\d{{3}}{_GAP}\d{{5}}))"
    rf"|{_EACH}{{1,2}}[3-9](?:{_EACH}{{1,2}}\d){{9}})(?!\d)"
)
_PHONE_BLOCKS: Final = ((4, 3, 4), (5, 6), (7, 4), (3, 8), (3, 4, 4), (3, 3, 5))
_COUNTRY: Final = re.compile(rf"(?<!\d)\(?\+?(?:00)?86\)?{_EACH}?$")
_LANDLINE: Final = re.compile(
    r"0(?:10|2\d|[3-9]\d{2})(?:(?<=\(...)\) ?|(?<=\(....)\) ?|[ -]{0,3})"
    r"[2-9]\d{2,3}[ -]?\d{4}(?:(?:-|转|ext\.?)\d{1,5})?(?!\d)"
)
_LOCAL: Final = re.compile(r"[2-9]\d{2,3}[ -]?\d{4}(?![\d元])")
_LOCAL_CUE: Final = re.compile(r"(?:电话|座机|固话|致电|来电|拨打|tel)(?:号码)?[是为: ]{0,3}$", re.IGNORECASE)
_ID_CARD: Final = re.compile(
    rf"[1-8](?:\d{{5}}{_EACH}?\d{{4}}{_EACH}?\d{{2}}{_EACH}?\d{{2}}{_EACH}?\d{{3}}[\dXx]|\d{{14}}"
    rf"|(?:{_EACH}\d){{16}}{_EACH}[\dXx])(?![\dA-Za-z])"
)
_ID_PARTS: Final = re.compile(
    r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])\d{4}(?:(?:18|19|20)\d{2}|(?=\d{9}$)\d{2})"
    r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:\d{3}[\dX]|\d{3})"
)
_BLOCKS: Final = np.array((6, 10, 12, 14))  # digits of an identity card before a break
_BANK_CARD: Final = re.compile(r"(?:\d{4}(?:[ -]\d{4}){3}(?:[ -]\d{1,3})?|\d{16,19}|\d{6}[ -]\d{10,13})(?![\dA-Za-z])")
_BANKS: Final = np.array((34, 35, 37, *range(40, 70), 90, 95))
# A number of a thing, not of a person, if one of these stands right before it, and no telephone between: 工单回拨号码.
_THING: Final = re.compile(
    r"(?:订单|单号|工单|编号|流水|文号|案号|受理|运单|快递|发票|凭证|信用代码|序列|合同|批次|项目代码|条码|金额|¥|￥|〔\d{4}〕|\[\d{4}\])"
    r"[^\d\x1e拨电话机]{0,6}$"
)
_AMOUNT: Final = re.compile(r" ?(?:\.\d|元|万|亿|块钱|人民币|号文|号令|票|吨|度电|立方)")
_SEPARATORS: Final = " -.·_"
_BEFORE: Final = 14
_NEAR: Final = 7
_CUE: Final = 10


def find_numbers(folded: Folded) -> Iterator[Spans]:
    """Find cards, then telephones, with digits and then with Chinese numerals; groups may overlap."""
    signs = SIGNS[folded.codes]
    here = (signs & DIGIT) != 0
    if np.count_nonzero(here) >= FEWEST:
        yield from _all(digit_runs(folded, signs, here))
    here = (signs & (DIGIT | NUMERAL)) != 0
    if np.count_nonzero(here) >= FEWEST and (signs & NUMERAL).any():
        runs = digit_runs(folded, signs, here)
        if runs is not None:
            spelt = folded.with_numerals()
            yield from _all(replace(runs, text=spelt.plain, codes=spelt.codes))


def _all(runs: DigitRuns | None) -> Iterator[Spans]:
    if runs is not None:
        yield _identity_cards(runs)
        yield _bank_cards(runs)
        yield _mobiles(runs)
        yield _landlines(runs)
        yield _local(runs)


def _identity_cards(runs: DigitRuns) -> Spans:
    sizes, first = runs.sizes, runs.digit()
    before = SIGNS[runs.codes[runs.starts - 1]]  # before the first sign stands the zero behind the last
    whole = (sizes == 18) | (sizes == 15) | ((sizes == 17) & (SIGNS[runs.codes[runs.starts + 17]] & X != 0))
    blocks = is_one_of(sizes, _BLOCKS) & runs.single & (runs.ahead >= 17)
    unbroken = ~np.concatenate(([False], runs.single[:-1]))
    apart = runs.in_row(runs.single, 17) & runs.later(runs.single, 16) & unbroken
    begins = (first >= 1) & (first <= 8) & (before & WORD == 0) & (whole | blocks | apart)
    return _kept(runs, begins, _ID_CARD, MaskKind.ID_CARD, _judge_identity)


def _judge_identity(text: str, start: int, end: int, thing: bool) -> bool | None:
    digits = _bare(text[start:end])
    if not _ID_PARTS.fullmatch(digits):
        return None
    certain = is_identity_card(digits)
    return None if not certain and _of_a_thing(text, start, end, thing) else certain


def _bank_cards(runs: DigitRuns) -> Spans:
    sizes = runs.sizes
    before = SIGNS[runs.codes[runs.starts - 1]]
    bank = is_one_of(runs.digit() * 10 + runs.digit(1), _BANKS)
    shape = (sizes >= 16) & (sizes <= 19)
    shape |= (sizes == 4) & runs.follows((4, 4, 4))
    second = runs.later(sizes, 1)
    shape |= (sizes == 6) & runs.gap & (second >= 10) & (second <= 13)
    return _kept(runs, shape & bank & (before & WORD == 0), _BANK_CARD, MaskKind.BANK_CARD, _judge_bank_card)


def _judge_bank_card(text: str, start: int, end: int, thing: bool) -> bool | None:
    return None if _of_a_thing(text, start, end, thing) else is_bank_card(_bare(text[start:end]))


def _mobiles(runs: DigitRuns) -> Spans:
    first, second = runs.digit(), runs.digit(1)
    country = (first == 8) & (second == 6) & (runs.sizes > 2)
    abroad = (first == 0) & (second == 0) & (runs.digit(2) == 8) & (runs.digit(3) == 6) & (runs.sizes > 4)
    skip = np.where(abroad, 4, np.where(country, 2, 0))
    sizes = runs.sizes - skip
    shape = sizes == 11
    for size, *rest in _PHONE_BLOCKS:
        shape |= (sizes == size) & runs.follows(tuple(rest))
    alone = (sizes == 1) & (skip == 0)
    earlier = np.concatenate(([False], (runs.single & (runs.sizes == 1))[:-1]))
    inside = earlier & np.concatenate(([False, False], runs.single[:-2]))[: len(earlier)]
    shape |= alone & runs.in_row(runs.row, 11) & ~inside
    shape &= (runs.digit(skip) == 1) & (runs.ahead >= 11)
    return _kept(runs, shape, _PHONE, MaskKind.PHONE, _judge_thing, skip)


def _landlines(runs: DigitRuns) -> Spans:
    sizes = runs.sizes
    following = runs.later(runs.digit(), 1)
    area = ((sizes == 3) | (sizes == 4)) & (following >= 2) & (following <= 9) & (runs.later(sizes, 1) >= 3)
    shape = (
        (runs.digit() == 0)
        & (runs.ahead >= 10)
        & (area | ((sizes >= 6) & (sizes <= 8)) | ((sizes >= 10) & (sizes <= 12)))
    )
    shape &= runs.codes[runs.starts - 1] != ord(".")
    return _kept(runs, shape, _LANDLINE, MaskKind.LANDLINE, _judge_thing)


def _local(runs: DigitRuns) -> Spans:
    sizes = runs.sizes
    shape = (sizes == 7) | (sizes == 8) | (((sizes == 3) | (sizes == 4)) & runs.follows((4,)))
    shape &= runs.digit() >= 2
    shape &= np.searchsorted(runs.cues, runs.starts) > np.searchsorted(runs.cues, runs.starts - _CUE)
    return _kept(runs, shape, _LOCAL, MaskKind.LANDLINE, _judge_local)


def _judge_local(text: str, start: int, end: int, thing: bool) -> bool | None:
    del end, thing
    return False if _LOCAL_CUE.search(text[max(0, start - _CUE) : start]) else None


def _judge_thing(text: str, start: int, end: int, thing: bool) -> bool | None:
    return None if _of_a_thing(text, start, end, thing) else True


def _kept(
    runs: DigitRuns,
    begins: np.ndarray,
    pattern: re.Pattern[str],
    kind: MaskKind,
    judge: Callable[[str, int, int, bool], bool | None],
    skip: np.ndarray | int = 0,
) -> Spans:
    """Try the pattern where it can begin, unless a thing's name stands before.

    The judge says certain, uncertain, or None: not of a person.
    """
    if not begins.any():
        return NOWHERE
    text, last = runs.text, 0
    # Three lists of plain values: a tuple for each of 50,000 places would keep the garbage collector busy.
    starts, ends, certain = [], [], []
    candidates = (runs.starts + skip)[begins]
    # A word for a thing ends at most six signs before the number, so most numbers need no search for one.
    wary = np.searchsorted(runs.things, candidates) > np.searchsorted(runs.things, candidates - _NEAR)
    for start, thing in zip(candidates.tolist(), wary.tolist(), strict=True):
        if start < last or (match := pattern.match(text, start)) is None:
            continue
        last = match.end()
        sure = judge(text, start, last, thing)
        if sure is not None:
            starts.append(start if kind is MaskKind.BANK_CARD else _beginning(text, start, kind))
            ends.append(last)
            certain.append(sure)
    return spans_of(kind, starts, ends, certain)


def _beginning(text: str, start: int, kind: MaskKind) -> int:
    """Put what stands before a telephone and belongs to it into the place: +86, or the bracket of (010)."""
    if kind is MaskKind.LANDLINE:
        return start - (text[start - 1 : start] == "(" and ")" in text[start : start + 5])
    if kind is MaskKind.PHONE and "86" in text[max(0, start - 4) : start]:
        country = _COUNTRY.search(text, max(0, start - _BEFORE), start)
        return country.start() if country else start
    return start


def _bare(number: str) -> str:
    for sign in _SEPARATORS:
        if number.isdecimal():
            return number
        number = number.replace(sign, "")
    return number.upper()


def _of_a_thing(text: str, start: int, end: int, thing: bool) -> bool:
    named = thing and _THING.search(text, max(0, start - _BEFORE), start)
    return bool(named or _AMOUNT.match(text, end))
