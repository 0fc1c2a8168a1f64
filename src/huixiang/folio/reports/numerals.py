"""Reads a number as reports write it: 1,234.5, 3.2万, 五百二十, 两千零八, 百分之八十八点九."""

from decimal import Decimal
from typing import Final

from huixiang.folio.lists.numerals import DIGITS

CHINESE: Final = "零〇一二两三四五六七八九十百千万亿"
_STEPS: Final = {"十": 10, "百": 100, "千": 1_000}
_LARGE: Final = (("亿", 100_000_000), ("万", 10_000))
FULL_WIDTH: Final = str.maketrans("０１２３４５６７８９％．，", "0123456789%.,")


def number_value(text: str) -> Decimal | None:
    """Read Arabic digits with commas and a multiplier behind them, or a Chinese numeral; None if it is neither."""
    plain = text.translate(FULL_WIDTH).replace(",", "")
    digits = plain.rstrip("千万亿百")
    if digits and digits[0].isdigit() and digits.replace(".", "", 1).isdigit():
        value = Decimal(digits)
        for sign in plain[len(digits) :]:
            value *= _STEPS.get(sign) or dict(_LARGE)[sign]
        return value
    whole, point, rest = plain.partition("点")
    value_of_whole = _chinese(whole)
    if value_of_whole is None or (point and not all(sign in DIGITS for sign in rest)):
        return None
    decimals = "".join(str(DIGITS.find(sign)) for sign in rest)
    return Decimal(f"{value_of_whole}.{decimals}" if decimals else value_of_whole)


def _chinese(text: str) -> int | None:
    plain = text.replace("〇", "零").replace("两", "二")
    if not plain or any(sign not in DIGITS and sign not in _STEPS and sign not in "万亿" for sign in plain):
        return None
    if all(sign in DIGITS for sign in plain):
        return int("".join(str(DIGITS.find(sign)) for sign in plain))
    for sign, worth in _LARGE:
        above, found, below = plain.partition(sign)
        if found:
            return (_chinese(above) or 1) * worth + (_chinese(below.removeprefix("零")) or 0)
    section, digit = 0, 0
    for sign in plain:
        if sign in _STEPS:
            section, digit = section + (digit or 1) * _STEPS[sign], 0
        else:
            digit = DIGITS.find(sign)
    return section + digit
