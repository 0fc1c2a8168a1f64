"""The kernel in C, for names of places; which words end or cut a name the caller says, and it has the pure path."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, chain
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from huixiang.digest.kernel.native import call

PLANE: Final = 0x10000
CODES: Final = 0x110000
DECIMAL, DIGIT, HAN, NAMED, NUMERAL, CAPITAL = (1 << bit for bit in range(6))

Array = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class WordList:
    """Words to look up by their first character; ``order`` says where each word stood in what they were made of."""

    first: Array
    groups: Array
    words: Array
    codes: Array
    order: Array


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """The endings of names (each with its kind and marks, and the characters that may not stand before and behind it),

    the words that never are part of a name, and the names that are none. ``community`` and ``district`` are kinds.
    """

    endings: WordList
    cuts: WordList
    no_names: WordList
    marks: Array
    guards: Array
    community: int
    district: int


def word_list(words: Sequence[str], more: Sequence[str] = ()) -> WordList:
    """Lay words out; of those with one first character the earlier is tried first. ``more`` codes go behind theirs."""
    order = sorted(range(len(words)), key=lambda place: words[place][0])
    laid = [words[place] for place in order]
    starts = [place for place, word in enumerate(laid) if not place or word[0] != laid[place - 1][0]]
    first = np.zeros(PLANE, np.uint16)
    first[[ord(laid[start][0]) for start in starts]] = np.arange(1, len(starts) + 1)
    ends = list(accumulate(map(len, laid), initial=0))
    spans = np.array([(start, len(word)) for start, word in zip(ends[:-1], laid, strict=True)], np.int32)
    codes = np.array(list(map(ord, chain.from_iterable([*laid, *more]))), np.uint32)
    return WordList(first, np.array([*starts, len(laid)], np.int32), spans, codes, np.array(order, np.int64))


def places(texts: Sequence[str], words: PlaceWords) -> tuple[Array, Array]:
    """Find the places each text names: where those of each text begin (n + 1); start, end and kind of each. Linear."""
    codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32)
    starts = np.fromiter(accumulate(map(len, texts), initial=0), np.int64, len(texts) + 1)
    found, found_starts = np.empty((len(codes), 3), np.int32), np.empty(len(texts) + 1, np.int64)
    lists = (words.endings, words.cuts, words.no_names)
    given = [np.array([getattr(one, part).ctypes.data for one in lists], np.uintp) for part in WordList.__slots__[:4]]
    told = (*given, words.marks, words.guards, words.community, words.district)
    call("hx_places", codes, len(codes), starts, len(texts), signs(), *told, found, found_starts)
    return found_starts, found[: found_starts[-1]].copy()


@cache
def signs() -> npt.NDArray[np.uint8]:
    """Say of each of the 0x110000 code points what it is in a name, as Python and its patterns understand it."""
    characters = np.arange(CODES, dtype=np.uint32).view("U1")
    found = np.zeros(CODES, np.uint8)
    found[np.char.isdecimal(characters)] |= DECIMAL | NUMERAL
    found[np.char.isdigit(characters)] |= DIGIT
    found[0x4E00:0xA000] |= HAN | NAMED
    found[list(map(ord, "一二三四五六七八九十"))] |= NUMERAL
    for first, last in ("AZ", "az", "09"):
        found[ord(first) : ord(last) + 1] |= NAMED
    found[ord("A") : ord("Z") + 1] |= CAPITAL
    return found
