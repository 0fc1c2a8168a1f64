"""Reads amounts of yuan as people type them, and writes them. What can be read in two ways is refused, never guessed.

Standard library only; the sentence of a refusal is the form's business.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Final

SCALES: Final = {"": Decimal(1), "千": Decimal(1_000), "万": Decimal(10_000), "亿": Decimal(100_000_000)}
MOST: Final = Decimal(10**13)
FEN: Final = Decimal("0.01")
_PLAIN: Final = re.compile(r"(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?", re.ASCII)
_AMOUNT: Final = re.compile(r"(?P<number>[\d.,]*\d)(?P<scale>[千万亿]?)", re.ASCII)
_DIGITS: Final = dict(
    zip("零〇一二三四五六七八九壹贰叁肆伍陆柒捌玖两", (0, 0, *range(1, 10), *range(1, 10), 2), strict=True)
)
_STEPS: Final = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1_000, "仟": 1_000}
_BIG: Final = {"万": 10_000, "亿": 100_000_000}


class UnclearAmount(ValueError):
    """The text is no amount, or could be several: ``readings`` in yuan, smallest first, perhaps none."""

    def __init__(self, text: str, readings: tuple[Decimal, ...] = ()) -> None:
        super().__init__(text)
        self.text = text
        self.readings = readings


def read_yuan(text: str) -> Decimal:
    """The amount in yuan to the fen: ``1,204,000``, ``120.4万元``, ``1.2亿``, full-width digits, ``叁万元整``.

    :raises UnclearAmount: no amount, several possible ones, a part of a fen, or ten billion wan and more.
    """
    bare = _bare(text)
    if bare and all(char in _DIGITS or char in _STEPS or char in _BIG for char in bare):
        return _within(text, Decimal(_numerals(text, bare)))
    found = _AMOUNT.fullmatch(bare)
    if found is None:
        raise UnclearAmount(text)
    number, scale = found["number"], SCALES[found["scale"]]
    if not _PLAIN.fullmatch(number):
        raise UnclearAmount(text, _readings(number, scale))
    return _within(text, Decimal(number.replace(",", "")) * scale)


def write_yuan(amount: Decimal) -> str:
    """The amount with thousands apart: ``1,204,000`` or ``1,204,000.50``; ``read_yuan`` reads it back."""
    return f"{amount:,.0f}" if amount == amount.to_integral_value() else f"{amount:,.2f}"


def write_numerals(amount: int) -> str:
    """A whole amount below a trillion in numerals: 三万, 十二万零五百 without the 零 (``三万五百``)."""
    for word, size in (("亿", 100_000_000), ("万", 10_000)):
        if amount >= size:
            return write_numerals(amount // size) + word + (write_numerals(amount % size) if amount % size else "")
    words, left = "", amount
    for word, size in (("千", 1_000), ("百", 100), ("十", 10)):
        count, left = divmod(left, size)
        words += f"{'一二三四五六七八九'[count - 1]}{word}" if count else ""
    return words + ("一二三四五六七八九"[left - 1] if left else "")


def _bare(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).strip()
    # A gap between figures may be a slip of the hand or a mark of thousands: it is kept as a mark, never closed.
    plain = re.sub(r"\s", "", re.sub(r"(?<=[0-9])\s+(?=[0-9])", ",", folded))
    plain = plain.removeprefix("人民币").removeprefix("¥")
    return plain.removesuffix("整").removesuffix("正").removesuffix("元").removesuffix("圆")


def _within(text: str, amount: Decimal) -> Decimal:
    kept = amount.quantize(FEN) if amount < MOST else MOST
    if kept != amount or amount >= MOST:
        raise UnclearAmount(text)
    return kept


def _readings(number: str, scale: Decimal) -> tuple[Decimal, ...]:
    """What was perhaps meant: marks between thousands, the last mark before the fraction, or no marks at all."""
    texts = {number.replace(",", "").replace(".", "")}
    if number.count(".") <= 1:
        texts.add(number.replace(",", ""))
    if number.count(",") == 1:
        texts.add(number.replace(".", "").replace(",", "."))
    amounts = {Decimal(text) * scale for text in texts if re.fullmatch(r"\d+(?:\.\d+)?", text)}
    return tuple(sorted(amount.quantize(FEN) for amount in amounts if amount < MOST and amount == amount.quantize(FEN)))


def _numerals(text: str, bare: str) -> int:
    """The value of numerals; written anew they must be the same, so that a jumble is refused."""
    value = _sum_numerals(bare)
    said = "".join(_usual(char) for char in bare if _DIGITS.get(char) != 0)
    written = write_numerals(value)
    if not said or said not in {written, written.removeprefix("一") if written.startswith("一十") else written}:
        raise UnclearAmount(text)
    return value


def _usual(char: str) -> str:
    if char in _DIGITS:
        return "零一二三四五六七八九"[_DIGITS[char]]
    return {"拾": "十", "佰": "百", "仟": "千"}.get(char, char)


def _sum_numerals(bare: str) -> int:
    whole = part = digit = 0
    for char in bare:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _STEPS:
            part, digit = part + max(digit, 1) * _STEPS[char], 0
        else:
            whole, part, digit = (
                (whole + part + digit) * _BIG[char] if char == "亿" else whole + (part + digit) * _BIG[char],
                0,
                0,
            )
    return whole + part + digit
