"""The numbers that Word counts and the text does not hold (numbering.xml), counted as Word does.

Source: ECMA-376 part 1, 17.9.
"""

import re
from dataclasses import dataclass, replace
from typing import Any, Final

from huixiang.folio.lists.docx.parts import child, local, value, whole_number
from huixiang.folio.lists.docx.styles import Styles, is_on
from huixiang.folio.lists.marks import Mark, find_mark
from huixiang.folio.lists.numerals import chinese_numeral, roman_numeral

LEVELS: Final = 9
_PLACE: Final = re.compile(r"%([1-9])")
_STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
_FORMAL: Final = str.maketrans("一二三四五六七八九十百", "壹贰叁肆伍陆柒捌玖拾佰")


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    kind: str
    text: str
    restarts: bool
    legal: bool


class Numbering:
    """Counts the lists of a document; ask once for each numbered paragraph, in order."""

    def __init__(self, tree: Any, styles: Styles) -> None:
        elements = [] if tree is None else list(tree)
        self._styles = styles
        self._abstract = {value(each, "abstractNumId"): each for each in elements if local(each) == "abstractNum"}
        self._lists = {value(each, "numId"): each for each in elements if local(each) == "num"}
        self._levels: dict[str, dict[int, _Level]] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[str] = set()

    def mark(self, key: str, level: int) -> Mark | None:
        """Count one paragraph of a list and give its number; None if the list shows none."""
        if key not in self._lists or not 0 <= level < LEVELS:
            return None
        abstract = self._abstract_of(key)
        levels = self._levels_of(key, abstract)
        if level not in levels:
            return None
        counts = self._counts.setdefault(abstract, [None] * LEVELS)
        self._begin(key, counts)
        here = counts[level]
        counts[level] = levels[level].start if here is None else here + 1
        for deeper in range(level + 1, LEVELS):
            if deeper not in levels or levels[deeper].restarts:
                counts[deeper] = None
        return _mark(levels, counts, level)

    def _abstract_of(self, key: str) -> str:
        abstract = value(child(self._lists[key], "abstractNumId"))
        link = value(child(self._abstract.get(abstract), "numStyleLink"))
        number = self._styles[link].number if link else None
        if number and number[0] in self._lists and number[0] != key:
            return value(child(self._lists[number[0]], "abstractNumId"))
        return abstract

    def _levels_of(self, key: str, abstract: str) -> dict[int, _Level]:
        if key not in self._levels:
            own = self._abstract.get(abstract)
            found = _levels([] if own is None else own)
            overrides = [child(each, "lvl") for each in self._lists[key] if local(each) == "lvlOverride"]
            found |= _levels([each for each in overrides if each is not None])
            self._levels[key] = found
        return self._levels[key]

    def _begin(self, key: str, counts: list[int | None]) -> None:
        """Take over the start numbers that a list sets for itself, when it is first used."""
        if key in self._begun:
            return
        self._begun.add(key)
        for each in self._lists[key]:
            level = whole_number(value(each, "ilvl"))
            start = whole_number(value(child(each, "startOverride")))
            if level is not None and start is not None and 0 <= level < LEVELS:
                counts[level] = start - 1


def _levels(elements: Any) -> dict[int, _Level]:
    found: dict[int, _Level] = {}
    for each in elements:
        level = whole_number(value(each, "ilvl"))
        if local(each) == "lvl" and level is not None:
            start = whole_number(value(child(each, "start")))
            found[level] = _Level(
                start=1 if start is None else start,
                kind=value(child(each, "numFmt")) or "decimal",
                text=value(child(each, "lvlText")),
                restarts=value(child(each, "lvlRestart")) != "0",
                legal=is_on(child(each, "isLgl")),
            )
    return found


def _mark(levels: dict[int, _Level], counts: list[int | None], level: int) -> Mark | None:
    own, count = levels[level], counts[level]
    suffix = f"@{level}" if level else ""
    if own.kind == "bullet":
        return Mark("•", f"•{suffix}", "bullet", None)

    def numeral(found: "re.Match[str]") -> str:
        other = levels.get(int(found[1]) - 1)
        shown = counts[int(found[1]) - 1]
        kind = "decimal" if own.legal or other is None else other.kind
        return numeral_of((other.start if other else 1) if shown is None else shown, kind)

    text = _PLACE.sub(numeral, own.text).strip()
    if not text:
        return None
    typed = find_mark(f"{text} 某")
    if typed and typed.text.strip() == text:
        return replace(typed, style=typed.style + suffix, value=count, firm=True)
    shape = _PLACE.sub("%", own.text)
    return Mark(text, f"auto {shape}{suffix}", f"auto {own.kind}", count if "%" in own.text else None)


def numeral_of(count: int, kind: str) -> str:
    """Write a number in one of Word's number formats; unknown ones as digits."""
    if kind in {
        "chineseCounting",
        "chineseCountingThousand",
        "japaneseCounting",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
    }:
        return chinese_numeral(count)
    if kind in {"chineseLegalSimplified", "ideographLegalTraditional"}:
        return chinese_numeral(count).translate(_FORMAL)
    if kind in {"ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"}:
        return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(abs(count)))
    if kind in {"upperRoman", "lowerRoman"} and 0 < count < 400:
        return roman_numeral(count) if kind == "upperRoman" else roman_numeral(count).lower()
    if kind in {"upperLetter", "lowerLetter"} and count > 0:
        letter = chr(ord("A") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter if kind == "upperLetter" else letter.lower()
    return _signs(count, kind)


def _signs(count: int, kind: str) -> str:
    ranges = {
        "decimalEnclosedCircle": ("①", 20),
        "decimalEnclosedCircleChinese": ("①", 20),
        "decimalEnclosedParen": ("⑴", 20),
        "decimalEnclosedFullstop": ("⒈", 20),
        "ideographEnclosedCircle": ("㊀", 10),
    }
    first, size = ranges.get(kind, ("", 0))
    if 0 < count <= size:
        return chr(ord(first) + count - 1)
    if kind == "ideographTraditional" and 0 < count <= len(_STEMS):
        return _STEMS[count - 1]
    if kind in {"decimalFullWidth", "decimalFullWidth2"}:
        return str(count).translate({ord(digit): chr(ord("０") + int(digit)) for digit in "0123456789"})
    return f"{count:02}" if kind == "decimalZero" else str(count)
