"""Propose what to black out before a text is shown: numbers, addresses and names of persons.

A proposal for a person who looks at each place; never the last word. Spans are places in the text as written. What is
a name is decided in ``names``, what is a number in ``numbers`` and ``contacts``.
"""

import gc
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import chain, repeat
from types import MappingProxyType
from typing import Final

from huixiang.digest.contacts import find_contacts, find_mail
from huixiang.digest.folding import fold
from huixiang.digest.marks import Mask, MaskKind
from huixiang.digest.names import find_names
from huixiang.digest.numbers import find_numbers
from huixiang.digest.spans import KINDS, Spans, without_overlap

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
_MANY: Final = 5_000


def propose_masks(text: str, *, names: Collection[str] = ()) -> tuple[Mask, ...]:
    """Propose the places of a text that point at a person, in order, never overlapping.

    Full-width, spaced, dashed and Chinese digits (一三八……) and zero-width characters are seen
    through. ``names`` is the organisation's roster. A proposal is not ``certain`` if a check digit
    fails or only the words around speak for it. Of two that overlap, numbers go before names and
    the more telling kind before the other.

    Time is linear in the text; docs/algorithms/masking.md has the figures.
    """
    found = propose_spans(text, names)
    alike = len(found) > 0 and (found.kinds == found.kinds[0]).all()
    kinds = repeat(KINDS[found.kinds[0]], len(found)) if alike else KINDS[found.kinds].tolist()
    rows = zip(found.starts.tolist(), found.ends.tolist(), kinds, found.certain.tolist(), strict=True)
    # What Mask._make does, less a Python call for each: a hostile text holds 100,000 places.
    with _without_collecting(len(found)):
        return tuple(map(tuple.__new__, repeat(Mask), rows))


@contextmanager
def _without_collecting(places: int) -> Iterator[None]:
    """Let no collection run while very many places are laid out: plain values form no cycles, yet double the time.

    Safe between threads: whoever found collecting on turns it on again.
    """
    collecting = gc.isenabled() and places > _MANY
    if collecting:
        gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def propose_spans(text: str, names: Collection[str]) -> Spans:
    """Propose the same as arrays: for many texts laid together, which a sign that is in none of them must part."""
    folded = fold(text)
    finders = (find_mail(folded), find_numbers(folded), find_contacts(folded), find_names(folded, names))
    found = without_overlap(chain.from_iterable(finders))
    if not len(found):
        return found
    return Spans(*folded.original(found.starts, found.ends), found.kinds, found.certain)


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
