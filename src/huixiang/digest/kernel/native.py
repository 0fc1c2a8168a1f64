"""The kernel in C: hands Arrow's buffers to the library as they are, without Python's lock."""

import ctypes
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from huixiang.digest.kernel.building import library, stamp
from huixiang.digest.kernel.folds import fold_table
from huixiang.digest.kernel.shapes import KEYS, Families, GramSets, Sketches
from huixiang.digest.kernel.texts import Texts

Whole = npt.NDArray[np.int64]


class Refused(ValueError):
    """The library refused a text or pair: it is no UTF-8, or lies outside the arrays."""


@cache
def loaded(path: Path | None = None) -> Any:
    """Load the library; None if there is none, if it does not load here, or if it was built from another source."""
    try:
        found = ctypes.CDLL(str(path or library()))
        found.hx_stamp.restype = ctypes.c_uint64
    except (OSError, AttributeError):
        return None
    if found.hx_stamp() != stamp():
        return None  # it may lack what this source calls, or do it otherwise
    return found


def sketch(texts: Texts) -> Sketches:
    """Sketch each text; see ``Sketches``. Cost is linear.

    :raises Refused: a text is no UTF-8.
    """
    count = len(texts)
    keys, starts = np.empty(count * KEYS, np.uint64), np.empty(count + 1, np.int64)
    whole, chars = np.empty(count, np.uint64), np.empty(count, np.int32)
    call("hx_sketch", *given_texts(texts), fold_table(), keys, starts, whole, chars)
    return Sketches(keys[: starts[-1]].copy(), starts, whole, chars)


def gram_sets(texts: Texts) -> GramSets:
    """Give each text's set of short grams; see ``GramSets``. Cost is linear.

    :raises Refused: a text is no UTF-8.
    """
    room = max(0, int(texts.starts[-1] - texts.starts[0])) + len(texts)
    grams, starts = np.empty(room, np.uint32), np.empty(len(texts) + 1, np.int64)
    call("hx_gram_sets", *given_texts(texts), fold_table(), grams, starts)
    return GramSets(grams[: starts[-1]].copy(), starts)


def shared(sets: GramSets, lefts: Whole, rights: Whole) -> npt.NDArray[np.int32]:
    """Count for each pair of texts the grams that both have."""
    found = np.empty(len(lefts), np.int32)
    grams, starts = np.ascontiguousarray(sets.grams), np.ascontiguousarray(sets.starts)
    call("hx_shared", grams, len(grams), starts, len(starts) - 1, *given_pairs(lefts, rights), found)
    return found


def longest_runs(texts: Texts, lefts: Whole, rights: Whole) -> npt.NDArray[np.int64]:
    """Give where in the left text of each pair the longest run both share begins and ends; see the pure path."""
    found = np.empty((len(lefts), 2), np.int64)
    call("hx_longest_runs", *given_texts(texts), fold_table(), *given_pairs(lefts, rights), found)
    return found


def families(lefts: Whole, rights: Whole, scores: npt.NDArray[np.float32], rows: int) -> Families:
    """Join each row to the family whose first row it is most like; see the pure path.

    :raises Refused: a pair does not come in order or lies outside the rows.
    """
    firsts, found = np.arange(rows, dtype=np.int64), np.zeros(rows, np.float32)
    unknown, count = np.empty((len(lefts), 2), np.int64), np.zeros(1, np.int64)
    ours, theirs, pairs = given_pairs(lefts, rights)
    likenesses = np.ascontiguousarray(scores, np.float32)
    call("hx_families", ours, theirs, likenesses, pairs, rows, firsts, found, unknown, count)
    return Families(firsts, found, unknown[: count[0]].copy())


def given_texts(texts: Texts) -> tuple[Any, ...]:
    """Lay texts out as the library takes them."""
    octets = np.ascontiguousarray(texts.octets)
    return octets, len(octets), np.ascontiguousarray(texts.starts), len(texts)


def given_pairs(lefts: Whole, rights: Whole) -> tuple[Any, ...]:
    """Lay pairs out as the library takes them; both sides are as long."""
    ours, theirs = np.ascontiguousarray(lefts, np.int64), np.ascontiguousarray(rights, np.int64)
    if len(ours) != len(theirs):
        raise ValueError("each left text needs its right one")
    return ours, theirs, len(ours)


def call(name: str, *arguments: Any) -> None:
    """Call one function of the library with whole numbers and arrays, which it reads and writes where they lie.

    :raises Refused: it refused one of the texts, pairs or rows.
    :raises MemoryError: it found no memory.
    """
    given = [
        ctypes.c_int64(argument) if isinstance(argument, int) else ctypes.c_void_p(argument.ctypes.data)
        for argument in arguments
    ]
    function = getattr(loaded(), name)
    function.restype = ctypes.c_int64
    refused = function(*given)
    if refused < 0:
        raise MemoryError(f"{name} found no memory")
    if refused:
        raise Refused(f"number {refused - 1} is no valid text, pair or row")
