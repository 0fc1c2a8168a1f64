"""Chinese, Roman and enclosed numerals: from sign to value and back."""

from string import ascii_uppercase
from typing import Final
from unicodedata import normalize, numeric

LETTERS: Final = ascii_uppercase
DIGITS: Final = "零一二三四五六七八九"
_FORMAL: Final = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰〇", "一二三四五六七八九十百零")
_ROMAN: Final = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_HUNDRED, _TEN = 100, 10


def chinese_value(text: str) -> int | None:
    """Read a Chinese numeral up to 999: 十 is 10, 二十一 21, 一〇 10, 一百零五 105; None if it is none."""
    plain = text.translate(_FORMAL)
    if "十" not in plain and "百" not in plain:
        digits = "".join(str(DIGITS.find(char)) for char in plain)
        return int(digits) if digits.isdigit() and len(digits) == len(plain) else None
    hundreds, has_hundreds, below = plain.rpartition("百")
    tens, has_tens, ones = below.removeprefix("零").rpartition("十")
    parts = (
        _digit(hundreds, missing=0 if not has_hundreds else None),
        _digit(tens, missing=1 if has_tens else 0),
        _digit(ones, missing=0),
    )
    if None in parts:
        return None
    return sum(count * (part or 0) for count, part in zip((_HUNDRED, _TEN, 1), parts, strict=True))


def chinese_numeral(value: int) -> str:
    """Write 1 to 999 as it is counted: 10 is 十, 21 二十一, 105 一百零五; others as digits."""
    if not 0 < value < _HUNDRED * _TEN:
        return str(value)
    hundreds, below = divmod(value, _HUNDRED)
    tens, ones = divmod(below, _TEN)
    text = f"{DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (DIGITS[ones] if ones else "")


def roman_value(text: str) -> int | None:
    """Read a Roman numeral in capitals up to 399; None if it is not written as it should be."""
    value, rest = 0, text
    for count, sign in _ROMAN:
        while rest.startswith(sign):
            value, rest = value + count, rest[len(sign) :]
    return value if value and not rest and roman_numeral(value) == text else None


def roman_numeral(value: int) -> str:
    """Write 1 to 399 in Roman capitals."""
    text = ""
    for count, sign in _ROMAN:
        times, value = divmod(value, count)
        text += sign * times
    return text


def enclosed_value(sign: str) -> tuple[int, str]:
    """Read ① ⑴ ⒈ ㈠ ❶: its value, and a sample of its kind that names the style."""
    plain = normalize("NFKC", sign).strip("().")
    kind = "①"
    for first, last in ("⑴⒇", "⒈⒛", "㈠㈩", "㊀㊉", "❶❿", "➀➉", "➊➓", "⓵⓾", "⓫⓴"):
        if first <= sign <= last:
            kind = first
    value = chinese_value(plain)
    if value is None:
        value = int(numeric(sign))
    return value, "❶" if kind == "⓫" else kind


def _digit(text: str, *, missing: int | None) -> int | None:
    if not text:
        return missing
    place = DIGITS.find(text)
    return place if len(text) == 1 and place >= 0 else None
