"""The numbers that decide what is a repeat; each was chosen on read pairs, see docs/algorithms/repeats.md."""

import hashlib
from dataclasses import astuple, dataclass
from functools import cache
from typing import Final

from huixiang.digest.kernel.folds import fold_table
from huixiang.digest.kernel.shapes import KEYS, LONG, PRIME, SHORT


@dataclass(frozen=True, slots=True)
class Rules:
    """``least`` is the least likeness of a repeat, 0 to 1.

    ``near`` is how many earlier texts each text is compared with among those that share one long gram with it.
    """

    least: float = 0.56
    near: int = 8

    def mark(self) -> str:
        """Give a mark that changes when texts sketched or joined under these rules would come out differently."""
        return hashlib.sha256(f"{astuple(self)} {_kernel_mark()}".encode()).hexdigest()[:16]


RULES: Final = Rules()


@cache
def _kernel_mark() -> str:
    numbers = f"{SHORT} {LONG} {KEYS} {PRIME}".encode()
    return hashlib.sha256(numbers + fold_table().tobytes()).hexdigest()
