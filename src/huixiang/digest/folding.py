"""See through the ways of writing a number, without losing the place of a single character.

NFKC would change the length of a text, so characters are folded one to one, by a table built
from NFKC; invisible ones are left out and their places remembered.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import chain, compress
from typing import Final

from huixiang.digest.marks import Mask

INVISIBLE: Final = re.compile("[\x00\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]")

# Blocks in which characters stand for a single letter, digit or sign in another shape.
_BLOCKS: Final = (
    range(0x00A0, 0x0100),
    range(0x0660, 0x066A),
    range(0x06F0, 0x06FA),
    range(0x0966, 0x0970),
    range(0x2000, 0x200B),
    range(0x2070, 0x20A0),
    range(0x2100, 0x2150),
    range(0x2460, 0x2500),
    range(0x2776, 0x2794),
    range(0x3000, 0x3001),
    range(0xFE50, 0xFE70),
    range(0xFF01, 0xFFEF),
    range(0x1D400, 0x1D800),
)


def _table() -> Iterator[tuple[int, str]]:
    for code in chain.from_iterable(_BLOCKS):
        char = chr(code)
        digit = unicodedata.digit(char, None)
        plain = unicodedata.normalize("NFKC", char) if digit is None else str(digit)
        if len(plain) == 1 and plain != char:
            yield code, plain


_DASHES: Final = dict.fromkeys(map(ord, "‐‑‒–—―−－﹣ー"), "-")
_FOLDS: Final = {**dict(_table()), **_DASHES, ord("\t"): " ", ord("【"): "[", ord("】"): "]"}
_NUMERALS: Final = str.maketrans("零〇一二三四五六七八九壹贰叁肆伍陆柒捌玖幺", "001234567891234567891")


@dataclass(frozen=True, slots=True)
class Folded:
    """A text folded to plain signs; ``places`` maps them back, empty if nothing was left out."""

    plain: str
    places: tuple[int, ...] = field(default=())

    @property
    def numerals(self) -> str:
        """The folded text with Chinese numerals as digits, of the same length."""
        return self.plain.translate(_NUMERALS)

    def original(self, mask: Mask) -> Mask:
        """Move a mask from the folded text to the text as written."""
        if not self.places:
            return mask
        return replace(mask, start=self.places[mask.start], end=self.places[mask.end - 1] + 1)


def fold(text: str) -> Folded:
    """Fold a text: other shapes of letters, digits and signs become the plain ones."""
    if not INVISIBLE.search(text):
        return Folded(text.translate(_FOLDS))
    hidden = bytearray(b"\x01") * len(text)
    for found in INVISIBLE.finditer(text):
        hidden[found.start()] = 0
    return Folded(INVISIBLE.sub("", text).translate(_FOLDS), tuple(compress(range(len(text)), hidden)))
