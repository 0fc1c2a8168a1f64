"""The number in front of a line: which styles there are, what it counts, and whether it is firm.

Decides by the line alone. A mark that could also begin a sentence (「3、5号楼」「1.5米」) is not
firm; whether it counts is decided in ``settling`` by the numbers around it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from unicodedata import normalize

from huixiang.folio.lists.numerals import LETTERS, chinese_value, enclosed_value, roman_value

LONGEST: Final = 999  # a larger number in front of a line is a year or a quantity


@dataclass(frozen=True, slots=True)
class Mark:
    """A number or bullet as written; equal ``style`` means one kind of number, however deep.

    ``script`` (chinese, arabic, enclosed, letter, roman, bullet ...) tells what kind of count it
    is. ``value`` is None for bullets. ``firm`` is False where it might be part of a sentence.
    """

    text: str
    style: str
    script: str
    value: int | None
    firm: bool = True


_CHINESE: Final = "[一二三四五六七八九十百零〇]{1,6}"
_FORMAL: Final = "[壹贰叁肆伍陆柒捌玖拾]{1,4}"
_STEM: Final = "[甲乙丙丁戊己庚辛壬癸]"
_ARABIC: Final = "[0-9０-９]{1,3}"
_NUMBER: Final = f"(?P<n>{_CHINESE}|{_FORMAL}|{_ARABIC})"
_DOTTED: Final = "[0-9]{1,2}(?:[.][0-9]{1,2}){1,4}|[０-９]{1,2}(?:．[０-９]{1,2}){1,4}"
_SPACE: Final = r"[ \t\u3000\xa0]{0,4}"
_END: Final = rf"{_SPACE}(?P<d>[、.．﹒,，:：。·])"
_OPEN, _CLOSE = r"[（(〔\[【﹙]", r"[）)〕\]】﹚]"
_ENCLOSED: Final = "[①-⒛㈠-㈩㊀-㊉❶-❿➀-➓㉑-㉟㊱-㊿⓵-⓾⓫-⓴]"

# A classifier or unit right after a bare number: the number counts things and leads no item.
_COUNTED: Final = re.compile(
    r"[0-9０-９]|[个名条项年月日天周时分秒点号次户起件栋幢楼层室米吨元亩公克斤里辆台平倍万亿余多%％‰°℃]|[a-zA-Z]{1,2}(?![a-zA-Z])"
)
_BUILDING: Final = re.compile(r"[班号楼栋幢期组]|单元")
_GOES_ON: Final = re.compile(
    r"[0-9０-９]|[一二三四五六七八九十百](?:[、，,号月日楼栋单期级路]|[一二三四五六七八九十百])"
)

Finder = Callable[["re.Match[str]", str], Mark | None]


def find_mark(line: str) -> Mark | None:
    """Find the number or bullet that begins a line; None if it begins with words.

    Leading spaces do not count; ``line.lstrip().startswith(mark.text)`` holds. Styles and their
    grammar are listed in docs/algorithms/lists.md.
    """
    text = line.lstrip()
    for pattern, make in _FINDERS:
        found = pattern.match(text)
        mark = make(found, text[found.end() :]) if found else None
        if mark is not None:
            return mark
    return None


def value_of(number: str) -> tuple[str, int | None]:
    """Tell the script and value of a bare numeral: 三 is ('chinese', 3); value None if it is none."""
    plain = normalize("NFKC", number)
    if plain.isascii() and plain.isdigit():
        return "arabic", int(plain)
    if re.fullmatch(_FORMAL, number):
        return "formal", chinese_value(number)
    if re.fullmatch(_STEM, number):
        return "stem", "甲乙丙丁戊己庚辛壬癸".index(number) + 1
    return "chinese", chinese_value(number)


def _numbered(found: "re.Match[str]", shape: str, *, firm: bool) -> Mark | None:
    script, value = value_of(found["n"])
    if value is None or not 0 < value <= LONGEST:
        return None
    return Mark(found[0].rstrip(), shape.replace("x", script), script, value, firm)


def _bracketed(found: "re.Match[str]", after: str) -> Mark | None:
    kind = {"[": "[x]", "【": "【x】"}.get(found["o"], "（x）")
    return _numbered(found, kind, firm=bool(found["d"].strip()) or not _BUILDING.match(after))


def _delimited(found: "re.Match[str]", after: str) -> Mark | None:
    sign = normalize("NFKC", found["d"])
    counts_on = after[:1].isdigit() and sign in ".·:"
    if counts_on and found["d"] != "．":
        return None  # 1.5米, 2013.3.5, 8:30
    return _numbered(
        found, f"x{'.' if sign == '·' else sign}", firm=sign in "、." and not counts_on and not _continues(after)
    )


def _continues(after: str) -> bool:
    """Tell whether what follows a number and its sign may go on counting: 3、5号楼, 一、二月份."""
    return bool(_GOES_ON.match(after))


def _half(found: "re.Match[str]", after: str) -> Mark | None:
    return _numbered(found, "x）", firm=not _COUNTED.match(after))


def _dotted(found: "re.Match[str]", after: str) -> Mark | None:
    parts = normalize("NFKC", found["n"]).split(".")
    if _COUNTED.match(after) and not found["d"].strip():
        return None
    return Mark(
        found[0].rstrip(), ".".join("1" for _ in parts), f"dotted {'.'.join(parts[:-1])}", int(parts[-1]), False
    )


def _ordinal(found: "re.Match[str]", _after: str) -> Mark | None:
    return _numbered(found, f"第x{found['u']}", firm=found["u"] in {"部分", "章", "节"})


def _worded(found: "re.Match[str]", _after: str) -> Mark | None:
    return _numbered(found, f"{found['w']}x", firm=True)


def _enclosed(found: "re.Match[str]", _after: str) -> Mark | None:
    value, shape = enclosed_value(found["n"])
    return Mark(found[0].rstrip(), shape, "enclosed", value)


def _spaced(found: "re.Match[str]", after: str) -> Mark | None:
    return None if _COUNTED.match(after) else _numbered(found, "x ", firm=False)


def _letter(found: "re.Match[str]", _after: str) -> Mark | None:
    letter, sign = normalize("NFKC", found["n"]), normalize("NFKC", found["d"])
    shape = "A" if letter.isupper() else "a"
    return Mark(found[0].rstrip(), f"{shape}{sign}", f"letter {shape}", LETTERS.index(letter.upper()) + 1, False)


def _roman(found: "re.Match[str]", _after: str) -> Mark | None:
    plain = normalize("NFKC", found["n"])
    value = roman_value(plain.upper())
    if value is None:
        return None
    return Mark(found[0].rstrip(), f"I{normalize('NFKC', found['d'])}", "roman", value, plain != found["n"])


def _bullet(found: "re.Match[str]", _after: str) -> Mark | None:
    sign = found[0].strip()
    return Mark(sign, "-" if sign in "-*+·" else sign, "bullet", None)


_FINDERS: Final[tuple[tuple["re.Pattern[str]", Finder], ...]] = (
    (re.compile(rf"(?P<o>{_OPEN}){_SPACE}{_NUMBER}{_SPACE}{_CLOSE}(?P<d>{_SPACE}[、.．,，:：]?){_SPACE}"), _bracketed),
    (re.compile(rf"(?P<n>{_ENCLOSED}){_SPACE}[、.．]?{_SPACE}"), _enclosed),
    (
        re.compile(rf"(?P<n>{_DOTTED})(?P<d>[、.．]|[ \t\u3000]){_SPACE}"),
        _dotted,
    ),
    (re.compile(rf"{_NUMBER}{_END}{_SPACE}"), _delimited),
    (re.compile(rf"(?P<n>{_STEM})(?P<d>[、.．]){_SPACE}"), _delimited),
    (re.compile(rf"{_NUMBER}[）)]{_SPACE}[、.．]?{_SPACE}"), _half),
    (re.compile(rf"第{_NUMBER}(?P<u>部分|章|节|条|项|类|款){_SPACE}[、.．:：]?{_SPACE}"), _ordinal),
    (re.compile(rf"(?P<w>问题|意见|建议|事项|清单){_SPACE}{_NUMBER}{_SPACE}[、.．:：]{_SPACE}"), _worded),
    (re.compile(rf"(?P<n>[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ]|[IVX]{{1,5}})(?P<d>[、.．]){_SPACE}"), _roman),
    (re.compile(rf"(?P<n>[A-Za-zＡ-Ｚａ-ｚ])(?P<d>[、.．）)]){_SPACE}(?![A-Za-z0-9])"), _letter),
    (re.compile(r"[•●○◆◇■▪▲△★☆➢➤‣◦][ \t\u3000\xa0]{0,8}|[-*+·][ \t\u3000\xa0]{1,8}"), _bullet),
    (re.compile(rf"{_NUMBER}[ \t\u3000\xa0]{{1,8}}(?=\S)"), _spaced),
)
