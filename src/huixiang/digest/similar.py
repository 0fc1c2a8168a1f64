"""How alike two texts are, and why: the pairs of characters they share.

A suggestion for a person who looks for similar voices. It never merges anything.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from math import log
from typing import Final

from huixiang.digest.bigrams import runs
from huixiang.digest.normalise import normalise

PAIR: Final = 2
REASONS: Final = 3
COMPARED: Final = 2_000  # characters of a text that are searched for shared runs


@dataclass(frozen=True, slots=True)
class Candidate:
    """A text that may be like another; ``id`` is the caller's."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Alike:
    """A candidate's likeness from 0 to 1 and, as the reason, the longest runs both texts share."""

    id: str
    score: float
    shared: tuple[str, ...]


def likeness(a: str, b: str) -> float:
    """Measure how alike two texts are, 0 to 1: twice the shared weight by the weight of both.

    Pairs of Chinese characters weigh 1, words by half their length; order and repetition do not
    count. Two texts without any word are not alike. Source: Dice 1945, on sets of bigrams.
    """
    return _dice(_pieces(a), _pieces(b), {})


def most_alike(text: str, candidates: Sequence[Candidate], limit: int) -> tuple[Alike, ...]:
    """Name at most ``limit`` candidates that share something with the text, most alike first.

    A shared piece weighs the more the fewer candidates have it, so that 「希望解决」 says little
    and 「三号电梯」 much. Ties go by id. 2,000 candidates of 100 characters take about 90 ms.

    :raises ValueError: limit is below 0.
    """
    if limit < 0:
        raise ValueError(f"limit must not be below 0, not {limit}")
    wanted = _pieces(text)
    pieces = [_pieces(candidate.text) for candidate in candidates]
    rarity = _rarity(pieces, wanted)
    scored = [
        (-score, candidate.id, candidate.text)
        for candidate, own in zip(candidates, pieces, strict=True)
        if (score := _dice(wanted, own, rarity)) > 0
    ]
    return tuple(Alike(name, -minus, shared_runs(text, other)) for minus, name, other in nsmallest(limit, scored))


def shared_runs(a: str, b: str) -> tuple[str, ...]:
    """Name up to three of the longest runs of two or more characters found in both texts.

    Longest first, then in the order of ``a``; only the first 2,000 characters are compared.
    """
    left, right = normalise(a)[:COMPARED], normalise(b)[:COMPARED]
    kept: dict[str, None] = {}
    start = end = 0
    while start < len(left):
        end = max(end, start)
        while end < len(left) and left[start : end + 1] in right:
            end += 1
        run = left[start:end].strip(" ,.;:!?、。()\"'-")
        if len(run) > 1:
            kept[run] = None
        # The next run starts behind the character that broke this one, or within it.
        start = end if end > start else start + 1
    longest = sorted(kept, key=len, reverse=True)
    return tuple(run for place, run in enumerate(longest) if not _inside(run, longest[:place]))[:REASONS]


def _inside(run: str, longer: Collection[str]) -> bool:
    return any(run in other for other in longer)


def _pieces(text: str) -> frozenset[str]:
    found: set[str] = set()
    lone: list[str] = []
    for chinese, word in runs(text):
        if len(chinese) > 1:
            found.update(map(str.__add__, chinese, chinese[1:]))
        elif len(word) > 1:
            found.add(word)
        else:
            lone.append(chinese or word)
    # A single character says nothing beside whole words.
    return frozenset(found or lone)


def _rarity(pieces: Sequence[frozenset[str]], wanted: frozenset[str]) -> Mapping[str, float]:
    spread = Counter(piece for own in pieces for piece in own & wanted)
    top = log(1 + len(pieces))
    if not top:
        return {}
    return {piece: log((1 + len(pieces)) / (1 + count) + 1) / (top + log(2)) for piece, count in spread.items()}


def _dice(a: frozenset[str], b: frozenset[str], rarity: Mapping[str, float]) -> float:
    shared = a & b
    if not shared:
        return 0.0
    whole = _weight(a) + _weight(b)
    return 2 * sum(max(1.0, len(piece) / 2) * rarity.get(piece, 1.0) for piece in shared) / whole


def _weight(pieces: frozenset[str]) -> float:
    return len(pieces) + sum([len(piece) / 2 - 1 for piece in pieces if len(piece) > PAIR])
