"""Which replies say the same although their messages do not: families of near copies.

Signs that tell one matter from another (numbers, quotes, letters of masked names) are left out before comparing.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from huixiang.digest.progress import Progress, silent

COPIED: Final = 0.6  # of all triples of signs that two replies have, so many they share at least
SAME_MATTER: Final = 0.3  # messages that share so many are about one matter
_GRAM: Final = 3
_BANDS, _ROWS = 32, 3  # two replies that share 0.6 meet in a band in more than 999 of 1,000 cases
_LEAST: Final = 4  # triples of a reply that can be compared
_GROUPS: Final = 8  # messages a family is told apart by
PARTS: Final = re.compile(r"[\s“”\"‘’A-Za-z\d０-９：:（）()，。,.！!、\x00]")
_SEED: Final = 20_240_506


@dataclass(frozen=True, slots=True, eq=False)
class Copies:
    """For each reply the row of the first of its family (-1: in none), and how many say the same of another matter."""

    family: np.ndarray
    others: np.ndarray


def find_copies(asked: Sequence[str], answers: Sequence[str], *, progress: Progress = silent) -> Copies:
    """Find families of near copies among the replies to different matters.

    Near means that two replies share 0.6 of all their triples of signs; messages that share 0.3 count as one matter. A
    family is what such pairs join. Linear: each reply is compared with two of every band it falls into, at most.
    """
    family = _families(answers, progress)
    others = np.zeros(len(answers), np.int64)
    members: dict[int, list[int]] = {}
    for row, first in enumerate(family):
        members.setdefault(first, []).append(row)
    for rows in members.values():
        if len(rows) > 1:
            matters = _matters([asked[row] for row in rows])
            sizes = np.bincount(matters)
            others[rows] = len(rows) - sizes[matters]
    return Copies(np.where(others > 0, family, -1), others)


def _families(answers: Sequence[str], progress: Progress) -> np.ndarray:
    distinct: dict[str, int] = {}
    row_of: list[int] = []  # of each distinct text, the first row that holds it
    place = np.zeros(len(answers), np.int64)
    for row, answer in enumerate(answers):
        bare = PARTS.sub("", answer)
        if bare not in distinct:
            distinct[bare] = len(row_of)
            row_of.append(row)
        place[row] = distinct[bare]
    heads = _joined(list(distinct), progress)
    return np.array(row_of, np.int64)[heads][place] if row_of else place


def _joined(texts: Sequence[str], progress: Progress) -> np.ndarray:
    """Give each distinct text the first text of its family."""
    rng = np.random.default_rng(_SEED)
    factors = rng.integers(1, 2**63, _BANDS * _ROWS, dtype=np.uint64) | np.uint64(1)
    head = list(range(len(texts)))
    grams: list[np.ndarray] = []
    buckets: dict[tuple[int, int], tuple[int, int]] = {}
    for number, text in enumerate(texts):
        grams.append(triples_of(text))
        if len(grams[number]) < _LEAST:
            continue
        for other in _met(number, _bands(grams[number], factors), buckets):
            if share_of(grams[number], grams[other]) >= COPIED:
                _join(head, number, other)
        if number % 2_000 == 0:
            progress("copies", number, len(texts))
    return np.array([_top(head, number) for number in range(len(texts))], np.int64)


def _met(number: int, bands: Sequence[int], buckets: dict[tuple[int, int], tuple[int, int]]) -> list[int]:
    """Give the first and the last text that fell into the same bands, and fall in."""
    met: set[int] = set()
    for band, key in enumerate(bands):
        first, last = buckets.get((band, key), (number, number))
        met |= {first, last}
        buckets[band, key] = first, number
    return sorted(met - {number})


def triples_of(text: str) -> np.ndarray:
    """Give the triples of signs of a text, each once, rising; none for fewer than three signs."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
    if len(codes) < _GRAM:
        return np.zeros(0, np.uint64)
    first, second, third = codes[:-2], codes[1:-1], codes[2:]
    return np.unique(first << np.uint64(42) | second << np.uint64(21) | third)


def _bands(grams: np.ndarray, factors: np.ndarray) -> list[int]:
    """Draw the least of the triples in 96 orders (Broder 1997), and lay three to a band."""
    mixed = (grams ^ (grams >> np.uint64(29))) * np.uint64(0x9E3779B97F4A7C15)
    mixed ^= mixed >> np.uint64(32)
    least = np.array([(mixed * factor >> np.uint64(16)).min() for factor in factors], np.uint64)
    rows = least.reshape(_BANDS, _ROWS)
    return [int(key) for key in rows[:, 0] ^ (rows[:, 1] * np.uint64(31)) ^ (rows[:, 2] * np.uint64(1_000_003))]


def share_of(one: np.ndarray, other: np.ndarray) -> float:
    """Give how much of all triples of two texts both have; 0 where their lengths alone forbid ``COPIED``."""
    if min(len(one), len(other)) < COPIED * max(len(one), len(other)):
        return 0.0
    both = len(np.intersect1d(one, other, assume_unique=True))
    return both / (len(one) + len(other) - both)


def _top(head: list[int], number: int) -> int:
    while head[number] != number:
        head[number] = head[head[number]]
        number = head[number]
    return number


def _join(head: list[int], one: int, other: int) -> None:
    first, second = sorted((_top(head, one), _top(head, other)))
    head[second] = first


def _matters(asked: Sequence[str]) -> np.ndarray:
    """Number the matters: a message joins the first of eight matters whose first message is like it."""
    leaders: list[np.ndarray] = []
    numbers = []
    for text in asked:
        own = triples_of(PARTS.sub("", text))
        like = next((at for at, leader in enumerate(leaders) if _likeness(own, leader) >= SAME_MATTER), len(leaders))
        if like == len(leaders) < _GROUPS:
            leaders.append(own)
        # With eight matters told apart, whether a ninth is another one changes no mark, only the count.
        numbers.append(like)
    return np.array(numbers, np.int64)


def _likeness(one: np.ndarray, other: np.ndarray) -> float:
    both = len(np.intersect1d(one, other, assume_unique=True))
    every = len(one) + len(other) - both
    return both / every if every else 1.0
