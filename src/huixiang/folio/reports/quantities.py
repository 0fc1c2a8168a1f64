"""Finds the quantities in a sentence: a number with what it counts, and how exactly it is meant.

Dates, ordinals, file numbers, telephone numbers and set phrases (八项规定, 四风) are none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from huixiang.folio.reports.numerals import CHINESE, number_value


class Bound(StrEnum):
    """How a number is meant: exactly, as a bit more (余, 多, 以上), as not quite (近, 不到), as about (约)."""

    EXACT = "exact"
    MORE = "more"
    LESS = "less"
    ABOUT = "about"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a text from ``start`` up to ``end``, its ``counter`` included: 52 with 条, 88.9 with %.

    ``places`` is how many decimals were written.
    """

    start: int
    end: int
    text: str
    value: Decimal
    counter: str
    bound: Bound = Bound.EXACT

    @property
    def places(self) -> int:
        """How many decimals were written."""
        exponent = self.value.as_tuple().exponent
        return -exponent if isinstance(exponent, int) and exponent < 0 else 0

    def allows(self, true: Decimal) -> bool:
        """Test whether the true value is what these words say.

        Exact: equal when rounded to as many decimals. 50余: from 50 up to below 60, one step of the last digit written
        that is not zero. 近50: from 90 % up to 50. 约50: within 10 %.
        """
        if self.bound is Bound.EXACT:
            return round(true, self.places) == self.value
        if self.bound is Bound.MORE:
            return self.value <= true < self.value + self._step
        tenth = self.value / 10
        if self.bound is Bound.LESS:
            return self.value - tenth <= true <= self.value
        return abs(true - self.value) <= tenth

    @property
    def _step(self) -> Decimal:
        digits = str(int(self.value))
        return Decimal(10) ** (len(digits) - len(digits.rstrip("0"))) if int(self.value) else Decimal(1)


COUNTERS: Final = (
    "万元", "亿元", "元", "人次", "件次", "件", "条", "个", "项", "户", "家", "份", "封", "起", "名", "位", "人", "次",
    "篇", "期", "场", "宗", "处", "类", "亩", "公里", "米", "万人", "%",
)  # fmt: skip
SET_PHRASES: Final = re.compile(
    "八项规定|四风|三严三实|两方案一计划|三会一课|四个(?:意识|自信|全面)|两个(?:维护|确立|责任)|六项纪律|五位一体|"
    "三个(?:环节|区分开来)|两代表一委员|一个(?:都|也|人都)|四菜一汤|十不准"
)
_BEFORE: Final = {
    "近": Bound.LESS, "将近": Bound.LESS, "不到": Bound.LESS, "不足": Bound.LESS,
    "约": Bound.ABOUT, "大约": Bound.ABOUT, "约为": Bound.ABOUT,
    "超过": Bound.MORE, "逾": Bound.MORE, "超": Bound.MORE,
}  # fmt: skip
_AFTER: Final = {"余": Bound.MORE, "多": Bound.MORE, "以上": Bound.MORE, "左右": Bound.ABOUT, "上下": Bound.ABOUT}
_COUNTER: Final = "|".join(map(re.escape, COUNTERS))
_QUANTITY: Final = re.compile(
    rf"(?P<before>将近|近|不到|不足|大约|约为|约|超过|逾|超)?"
    rf"(?P<number>百分之[{CHINESE}点]+|[0-9０-９][0-9０-９,，]*(?:[.．][0-9０-９]+)?[百千万亿]*?|[{CHINESE}]+)"
    rf"(?P<more>余|多)?(?P<counter>％|{_COUNTER})?(?P<after>以上|左右|上下)?"
)
_DATE_AFTER: Final = re.compile(r"\s*(?:年|月|日|号(?!召)|时|点钟|季度|世纪|周年|[:：]\s?[0-9]{2})")
_ORDINAL: Final = re.compile(r"[第〔\[（(]\s?$|(?:编号|序号|第|电话|热线|图|表|附件|NO\.?)[:：]?\s?$", re.IGNORECASE)
_GLUED: Final = re.compile(r"[A-Za-z0-9.\-/:：]$")
_LONGEST: Final = 12
_YEARS: Final = (1900, 2100)


def quantities_in(text: str) -> tuple[Quantity, ...]:
    """The quantities of a sentence in order. Cost: linear in the text."""
    skipped = [match.span() for match in SET_PHRASES.finditer(text)]
    return tuple(each for each in _found(text) if not any(start <= each.start < end for start, end in skipped))


def _found(text: str) -> Iterator[Quantity]:
    for match in _QUANTITY.finditer(text):
        number = match["number"]
        value = number_value(number.removeprefix("百分之"))
        counter = "%" if number.startswith("百分之") else (match["counter"] or "").replace("％", "%")
        if value is not None and _counts(match, counter, value):
            written = match[0].strip()
            yield Quantity(match.start(), match.end(), written, value, counter, _bound(match))


def _bound(match: re.Match[str]) -> Bound:
    after = _AFTER.get(match["more"] or match["after"] or "")
    return after or _BEFORE.get(match["before"] or "", Bound.EXACT)


def _counts(match: re.Match[str], counter: str, value: Decimal) -> bool:
    """Tell a quantity from a date, an ordinal, part of a name, or a word such as 一个."""
    text, number = match.string, match["number"]
    before, after = text[: match.start("number")], text[match.end("number") :]
    if _ORDINAL.search(before) or (_GLUED.search(before[-1:]) and not re.search(r"[\u4e00-\u9fff][:：]$", before)):
        return False
    if number[0] in CHINESE:
        return bool(counter) and number not in {"一", "零", "〇"}
    if not counter and (_DATE_AFTER.match(after) or re.match(r"[A-Za-z0-9〕\]/\-]", after)):
        return False
    if len(number) >= _LONGEST or (not counter and len(number) >= 7):
        return False
    return bool(counter) or not (len(number) == 4 and _YEARS[0] <= value <= _YEARS[1])
