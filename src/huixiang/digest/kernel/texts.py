"""Texts as the kernel takes them: one run of UTF-8 and where each text begins in it."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Texts:
    """n texts: text i is ``octets[starts[i]:starts[i + 1]]``, valid UTF-8."""

    octets: npt.NDArray[np.uint8]
    starts: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.starts) - 1

    def part(self, start: int, end: int) -> "Texts":
        """Give texts ``start`` to ``end``; nothing is copied."""
        return Texts(self.octets, self.starts[start : end + 1])

    def text(self, row: int) -> str:
        """Give one text as a string."""
        return self.octets[self.starts[row] : self.starts[row + 1]].tobytes().decode()


def texts_of(column: Any) -> Texts:
    """Lay an Arrow column of strings out for the kernel; a null is an empty text. Nothing is copied that need not be.

    :raises pa.ArrowInvalid: a text is not UTF-8.
    """
    if isinstance(column, pa.ChunkedArray):
        column = column.cast(pa.large_string()).combine_chunks()
    column = column.cast(pa.large_string())
    if column.null_count:
        column = column.fill_null("")
    column.validate(full=True)
    if not len(column):
        return Texts(np.zeros(0, np.uint8), np.zeros(1, np.int64))
    _, offsets, octets = column.buffers()
    starts = np.frombuffer(offsets, np.int64)[column.offset : column.offset + len(column) + 1]
    return Texts(np.frombuffer(octets, np.uint8) if octets and octets.size else np.zeros(0, np.uint8), starts)
