"""How a character is compared: one table, code point to code point, for the kernel and the pure path alike.

Only letters and digits count; width, case, accents and the traditional script do not. What stands for several
characters (㎡) stays as it is, so that every character keeps its place.
"""

import unicodedata
from functools import cache
from importlib.resources import files
from typing import Final

import numpy as np
import numpy.typing as npt

CODES: Final = 0x110000

# Han and Hangul syllables stand for themselves; so do the planes of rare Han, whatever this Unicode version knows.
_PLAIN: Final = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000), range(0xAC00, 0xD7A4), range(0x20000, 0x40000))
_LOOKED_UP: Final = (range(0x3400), range(0xA000, 0xAC00), range(0xF900, 0x20000))


@cache
def fold_table() -> npt.NDArray[np.uint32]:
    """Give for each of the 0x110000 code points the one it is compared as, 0 for none; takes 0.1 s once.

    Source: Unicode NFKD and lower case as the running Python knows them; ``traditional.txt`` for the script.
    """
    table = np.zeros(CODES, dtype=np.uint32)
    for block in _PLAIN:
        table[block.start : block.stop] = np.arange(block.start, block.stop)
    for block in _LOOKED_UP:
        table[block.start : block.stop] = [_folded(code) for code in block]
    for old, new in traditional():
        table[ord(old)] = ord(new)
    table = table[table]  # a compatibility form of a traditional character (U+F914)
    table.setflags(write=False)
    return table


@cache
def traditional() -> tuple[tuple[str, str], ...]:
    """Give the traditional characters known here, each with its simplified form."""
    text = files(__package__).joinpath("traditional.txt").read_text(encoding="utf-8")
    return tuple((pair[0], pair[1]) for line in text.splitlines() if line[:1] != "#" for pair in line.split())


def _folded(code: int) -> int:
    char = chr(code)
    kept = [part for part in unicodedata.normalize("NFKD", char).lower() if part.isalnum()]
    if len(kept) == 1:
        return ord(kept[0])
    return code if kept else 0
