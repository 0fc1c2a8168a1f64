"""What the kernel gives back, and the numbers both its paths must agree on."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

SHORT: Final = 3  # characters of a gram that is compared
LONG: Final = 8  # characters of a gram by which texts find each other
KEYS: Final = 16  # most long grams kept of a text
COMPARED: Final = 2_000  # folded characters of a text that are searched for the longest shared run
BITS: Final = 24  # of the number that a pair of neighbouring characters goes by
BUCKETS: Final = 1 << BITS  # such numbers; a few of the rarest pairs share one
PRIME: Final = 0x9E3779B97F4A7C15  # odd, bits well mixed: the golden ratio's fraction


@dataclass(frozen=True, slots=True)
class Sketches:
    """Of n texts: the least hashes of their long grams, rising, those of text i at ``starts[i]:starts[i + 1]``.

    ``whole`` is one hash of all folded characters, ``chars`` their number; a text without any has no keys.
    """

    keys: npt.NDArray[np.uint64]
    starts: npt.NDArray[np.int64]
    whole: npt.NDArray[np.uint64]
    chars: npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Families:
    """For each row the first row of its family (itself, if it repeats none) and how alike the two are.

    ``unknown`` are pairs (first row, row) whose likeness would have been needed, one in each row of the array.
    """

    firsts: npt.NDArray[np.int64]
    scores: npt.NDArray[np.float32]
    unknown: npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class GramSets:
    """Of n texts: the different hashes of their short grams, rising, those of text i at ``starts[i]:starts[i + 1]``."""

    grams: npt.NDArray[np.uint32]
    starts: npt.NDArray[np.int64]

    def sizes(self) -> npt.NDArray[np.int64]:
        """Give how many different grams each text has."""
        return np.diff(self.starts)


@dataclass(frozen=True, slots=True)
class PairCounts:
    """Of n texts: the numbers of their pairs of neighbouring characters, rising, each with how often it counts.

    Those of text i stand at ``starts[i]:starts[i + 1]``; counts end at 255.
    """

    starts: npt.NDArray[np.int64]
    pairs: npt.NDArray[np.int32]
    counts: npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Rows:
    """n sparse rows of whole numbers: those of row i stand at ``starts[i]:starts[i + 1]``, their columns rising."""

    starts: npt.NDArray[np.int64]
    columns: npt.NDArray[np.int32]
    weights: npt.NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.starts) - 1

    def part(self, start: int, end: int) -> "Rows":
        """Give rows ``start`` to ``end``; nothing is copied."""
        return Rows(self.starts[start : end + 1], self.columns, self.weights)


@dataclass(frozen=True, slots=True)
class Weights:
    """How pairs are weighed: ``often`` by their count (256), ``rare`` by their number, each row to length ``unit``.

    ``columns`` gives the column of each pair's number, -1 for one that is left out after weighing.
    """

    often: npt.NDArray[np.float32]
    rare: npt.NDArray[np.float32]
    columns: npt.NDArray[np.int32]
    unit: int


@dataclass(frozen=True, slots=True)
class Axes:
    """Directions: ``axes`` has a row for each known column, ``known`` says for each column which one (-1 for none)."""

    known: npt.NDArray[np.int32]
    axes: npt.NDArray[np.float32]
