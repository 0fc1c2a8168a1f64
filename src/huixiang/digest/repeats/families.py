"""Who repeats whom: each repeat is itself like the first voice of its family, so that likeness never drifts."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

Rows = npt.NDArray[np.int64]
Scores = npt.NDArray[np.float32]
# Takes lefts and rights, gives back those of them that are repeats of each other, with their scores.
Compare = Callable[[Rows, Rows], tuple[Rows, Rows, Scores]]

ROUNDS = 8


@dataclass(slots=True)
class _Known:
    scores: dict[tuple[int, int], float] = field(default_factory=dict)  # a pair that is no repeat: 0
    earlier: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))

    def learn(self, lefts: Rows, rights: Rows, scores: Scores) -> None:
        found = zip(lefts.tolist(), rights.tolist(), strict=True)
        self.scores.update(zip(found, scores.tolist(), strict=True))
        for left, right in zip(lefts.tolist(), rights.tolist(), strict=True):
            self.earlier[right].add(left)

    def rule_out(self, pairs: Iterable[tuple[int, int]]) -> None:
        for pair in pairs:
            self.scores.setdefault(pair, 0.0)


def families(lefts: Rows, rights: Rows, scores: Scores, compare: Compare) -> dict[int, tuple[int, float]]:
    """Give for each row that repeats another the first row of its family and how alike the two are.

    In the order of the rows, each joins, of the families of the rows it is alike, the one whose first row it is
    most alike (of equal ones the earliest), and founds its own if it is like none of those first rows. Pairs not
    compared so far are asked for in at most eight rounds.
    """
    known = _Known()
    known.learn(lefts, rights, scores)
    for _ in range(ROUNDS):
        joined, unknown = _join(known)
        if not unknown:
            break
        asked = np.array(sorted(unknown), dtype=np.int64)
        known.learn(*compare(asked[:, 0], asked[:, 1]))
        known.rule_out(unknown)
    return joined


def _join(known: _Known) -> tuple[dict[int, tuple[int, float]], set[tuple[int, int]]]:
    joined: dict[int, tuple[int, float]] = {}
    unknown: set[tuple[int, int]] = set()
    for row in sorted(known.earlier):
        firsts = {joined[left][0] if left in joined else left for left in known.earlier[row]}
        unknown.update((first, row) for first in firsts if (first, row) not in known.scores)
        score, back = max((known.scores.get((first, row), 0.0), -first) for first in firsts)
        if score > 0:
            joined[row] = (-back, score)
    return joined, unknown
