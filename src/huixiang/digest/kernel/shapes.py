"""What the kernel gives back, and the numbers both its paths must agree on."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

SHORT: Final = 3  # characters of a gram that is compared
LONG: Final = 8  # characters of a gram by which texts find each other
KEYS: Final = 16  # most long grams kept of a text
COMPARED: Final = 2_000  # folded characters of a text that are searched for the longest shared run
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
