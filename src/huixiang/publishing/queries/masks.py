"""What must not be public in a text, and the text without it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
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


def covered(texts: Sequence[str], *, doubtful: Sequence[bool]) -> list[str]:
    """The texts with everything certain covered, and where ``doubtful`` says so, also what only may be personal."""
    words = {
        wide: _cover_all([text for text, asked in zip(texts, doubtful, strict=True) if asked is wide], wide=wide)
        for wide in (True, False)
    }
    return [next(words[wide]) for wide in doubtful]


def _cover_all(texts: Sequence[str], *, wide: bool) -> Iterator[str]:
    if not wide:
        return iter(masked(texts))
    joined = BETWEEN.join(text.replace("\x1e", "") for text in texts)
    return iter(cover(joined, hide={found.text for found in found_in(joined)}).split(BETWEEN))
