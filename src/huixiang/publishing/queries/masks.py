"""What must not be public in a text, and the text without it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from huixiang.digest.marks import Mask
from huixiang.digest.masking import WORDS
from huixiang.sorting import services as sorting

BETWEEN = "\n\x1e\n"


@dataclass(frozen=True, slots=True)
class Found:
    """Something personal found in a text: where, what kind, and whether the kind is beyond doubt."""

    mask: Mask
    text: str


def found_in(text: str) -> tuple[Found, ...]:
    """What a person should look at before this text is public, in order, never overlapping."""
    return tuple(Found(mask, text[mask.start : mask.end]) for mask in sorting.propose_masks(text))


def cover(text: str, *, hide: Collection[str], show: Collection[str] = ()) -> str:
    """The text with every found thing covered that is in ``hide``, or is certain and not in ``show``."""
    for found in reversed(found_in(text)):
        if found.text in hide or (found.mask.certain and found.text not in show):
            text = text[: found.mask.start] + WORDS[found.mask.kind] + text[found.mask.end :]
    return text


def masked(texts: Sequence[str]) -> tuple[str, ...]:
    """The texts with everything certain covered, for words nobody masked by hand; one proposal for all of them."""
    if not any(texts):
        return tuple(texts)
    joined = BETWEEN.join(text.replace("\x1e", "") for text in texts)
    return tuple(cover(joined, hide=()).split(BETWEEN))
