"""The places of many texts at once: by the kernel where its library was built, else one text after the other."""

from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import Final

import numpy as np

from huixiang.digest.kernel import native
from huixiang.digest.kernel.native_places import PlaceWords, places, word_list
from huixiang.digest.place_words import BEFORE, BROKEN, ENDINGS, JOINED, NOT_NAMES
from huixiang.digest.places import NUMBERED, WIDE, WITHIN, Place, places_of

AT_ONCE: Final = 1_000  # texts laid together: bounds memory
KINDS: Final = tuple(ENDINGS)


def places_in(texts: Sequence[str]) -> list[tuple[Place, ...]]:
    """Find the places that each of n texts names, the same as ``places_of`` does. Linear; 3 microseconds a text."""
    if native.loaded() is None:
        return list(map(places_of, texts))
    found: list[tuple[Place, ...]] = []
    for start in range(0, len(texts), AT_ONCE):
        found += _places(texts[start : start + AT_ONCE])
    return found


def _places(texts: Sequence[str]) -> list[tuple[Place, ...]]:
    starts, spans = places(texts, _words())
    rows = np.repeat(np.arange(len(texts)), np.diff(starts)).tolist()
    # What Place._make does, less a Python call for each.
    named: list[Place] = [
        tuple.__new__(Place, (texts[row][start:end], KINDS[kind], start, end))
        for row, (start, end, kind) in zip(rows, spans.tolist(), strict=True)
    ]
    ends = starts.tolist()
    return [tuple(named[start:end]) for start, end in pairwise(ends)]


@cache
def _words() -> PlaceWords:
    """Lay the words of places out for the kernel."""
    kinds = {ending: kind for kind, words in ENDINGS.items() for ending in words.split()}
    endings = sorted(kinds, key=lambda word: (-len(word), word))
    guards = [(JOINED.get(ending, ""), BROKEN.get(ending, "")) for ending in endings]
    listed = word_list(endings, ["".join(pair) for pair in guards])
    at, spans = sum(map(len, endings)), []
    for before, behind in guards:
        spans.append((at, len(before), at + len(before), len(behind)))
        at += len(before) + len(behind)
    marks = [(KINDS.index(kinds[ending]), _marks(ending, kinds[ending])) for ending in endings]
    return PlaceWords(
        endings=listed,
        cuts=word_list(sorted(set(BEFORE.split()), key=lambda word: (-len(word), word))),
        no_names=word_list(sorted(set(NOT_NAMES.split()))),
        marks=np.array(marks, np.int32)[listed.order],
        guards=np.array(spans, np.int32)[listed.order],
        community=KINDS.index("community"),
        district=KINDS.index("district"),
    )


def _marks(ending: str, kind: str) -> int:
    """Give the bits by which the kernel tells endings apart, in the order of its list of them."""
    bits = (
        ending in NUMBERED,
        ending == "号线",
        ending == "市",
        ending == "县",
        kind in WIDE,
        kind == "line",
        kind == "group",
        kind in WITHIN,
        kind == "company",
    )
    return sum(1 << bit for bit, holds in enumerate(bits) if holds)
