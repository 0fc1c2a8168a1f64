"""Propose what to black out before a text is shown: numbers, addresses and names of persons.

A proposal for a person who looks at each place; never the last word. Spans are places in the
text as written. What is a name is decided in ``names``, what is a number in ``numbers``.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain
from operator import attrgetter
from types import MappingProxyType
from typing import Final

from huixiang.digest.folding import fold
from huixiang.digest.marks import Mask, MaskKind
from huixiang.digest.names import find_names
from huixiang.digest.numbers import find_numbers

WORDS: Final[Mapping[MaskKind, str]] = MappingProxyType(
    {
        MaskKind.PHONE: "［电话］",
        MaskKind.LANDLINE: "［电话］",
        MaskKind.ID_CARD: "［身份证号］",
        MaskKind.BANK_CARD: "［银行卡号］",
        MaskKind.PLATE: "［车牌］",
        MaskKind.EMAIL: "［邮箱］",
        MaskKind.WECHAT_QQ: "［微信或QQ］",
        MaskKind.NAME: "［姓名］",
        MaskKind.ADDRESS: "［住址］",
    }
)


def propose_masks(text: str, *, names: Collection[str] = ()) -> tuple[Mask, ...]:
    """Propose the places of a text that point at a person, in order, never overlapping.

    Full-width, spaced, dashed and Chinese digits (一三八……) and zero-width characters are seen
    through. ``names`` is the organisation's roster. A proposal is not ``certain`` if a check digit
    fails or only the words around speak for it. Of two that overlap, numbers go before names and
    the more telling kind before the other.

    Time is linear in the text. 200,000 hostile characters take 50 to 100 ms, and 0.3 s if every
    second one begins a name; a voice of 2,000 characters about 1.5 ms.
    """
    folded = fold(text)
    found = chain(find_numbers(folded), find_names(folded.plain, names))
    apart = sorted(_apart(found, len(folded.plain)), key=attrgetter("start"))
    return tuple(map(folded.original, apart)) if folded.places else tuple(apart)


def apply_masks(text: str, masks: Iterable[Mask], words: Mapping[MaskKind, str] = WORDS) -> str:
    """Replace each place by the word for its kind; everything else stays as it is.

    :raises ValueError: masks overlap or lie outside the text.
    """
    parts: list[str] = []
    place = 0
    for mask in sorted(masks, key=lambda mask: mask.start):
        if not place <= mask.start < mask.end <= len(text):
            raise ValueError(f"mask {mask.start} to {mask.end} overlaps another or lies outside the text")
        parts += (text[place : mask.start], words[mask.kind])
        place = mask.end
    return "".join((*parts, text[place:]))


def _apart(masks: Iterable[Mask], length: int) -> Iterator[Mask]:
    taken = bytearray(length)
    for mask in masks:
        if taken.find(1, mask.start, mask.end) < 0:
            taken[mask.start : mask.end] = b"\x01" * (mask.end - mask.start)
            yield mask
