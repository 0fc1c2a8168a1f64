"""The kernel in numpy alone: the same results bit for bit, for machines without a C compiler."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from huixiang.digest.kernel.folds import fold_table
from huixiang.digest.kernel.shapes import COMPARED, KEYS, LONG, PRIME, SHORT, Families, GramSets, Sketches
from huixiang.digest.kernel.texts import Texts

Whole = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint64]

_AT_ONCE: Final = 4_000_000  # octets worked on at once: bounds the memory of the many passes


@dataclass(frozen=True, slots=True)
class _Letters:
    """Folded characters of n texts, one behind the other."""

    codes: Hashes
    starts: Whole


def sketch(texts: Texts) -> Sketches:
    """Sketch each text; see ``Sketches``. Cost is linear, about 2 Mchar/s."""
    parts = [_sketch(_letters(texts.part(*bounds))) for bounds in _bounds(texts)]
    return Sketches(
        np.concatenate([part.keys for part in parts] or [np.zeros(0, np.uint64)]),
        _joined_starts([part.starts for part in parts]),
        np.concatenate([part.whole for part in parts] or [np.zeros(0, np.uint64)]),
        np.concatenate([part.chars for part in parts] or [np.zeros(0, np.int32)]),
    )


def gram_sets(texts: Texts) -> GramSets:
    """Give each text's set of short grams; see ``GramSets``. Cost is linear but for the sorting of each set."""
    parts = [_gram_sets(_letters(texts.part(*bounds))) for bounds in _bounds(texts)]
    return GramSets(
        np.concatenate([part.grams for part in parts] or [np.zeros(0, np.uint32)]),
        _joined_starts([part.starts for part in parts]),
    )


def shared(sets: GramSets, lefts: Whole, rights: Whole) -> npt.NDArray[np.int32]:
    """Count for each pair of texts the grams that both have."""
    found = np.zeros(len(lefts), dtype=np.int32)
    starts, grams = sets.starts, sets.grams
    for place, (left, right) in enumerate(zip(lefts.tolist(), rights.tolist(), strict=True)):
        ours, theirs = grams[starts[left] : starts[left + 1]], grams[starts[right] : starts[right + 1]]
        if len(ours) and len(theirs):
            at = np.searchsorted(theirs, ours)
            found[place] = np.count_nonzero(theirs[np.minimum(at, len(theirs) - 1)] == ours)
    return found


def longest_runs(texts: Texts, lefts: Whole, rights: Whole) -> npt.NDArray[np.int64]:
    """Give for each pair where in the left text the longest run of folded characters both have begins and ends.

    Offsets count octets from the text's start, (0, 0) if nothing is shared; of equal runs the first in the left
    text counts. Only the first 2,000 folded characters of each are compared.
    """
    found = np.zeros((len(lefts), 2), dtype=np.int64)
    for place, (left, right) in enumerate(zip(lefts.tolist(), rights.tolist(), strict=True)):
        ours, places = _folded(texts.text(left))
        start, end = _longest(ours, _folded(texts.text(right))[0])
        if end > start:
            found[place] = places[start][0], places[end - 1][1]
    return found


def families(lefts: Whole, rights: Whole, scores: npt.NDArray[np.float32], rows: int) -> Families:
    """Join, in the order of the rows, each to the family whose first row it is most like; see ``repeats.families``.

    Pairs come in the order of their right rows, then of their left ones; a score of 0 says that they are not alike.
    """
    firsts, found = list(range(rows)), [0.0] * rows
    unknown: list[tuple[int, int]] = []
    known = dict(zip(zip(lefts.tolist(), rights.tolist(), strict=True), scores.tolist(), strict=True))
    for (left, row), likeness in known.items():
        if likeness <= 0:
            continue
        first = firsts[left]
        score = known.get((first, row))
        if score is None:
            unknown.append((first, row))
        elif score > found[row] or (score > 0 and score == found[row] and first < firsts[row]):
            firsts[row], found[row] = first, score
    return Families(np.array(firsts, np.int64), np.array(found, np.float32), np.array(unknown, np.int64).reshape(-1, 2))


def _longest(ours: str, theirs: str) -> tuple[int, int]:
    best = (0, 0)
    for start in range(len(ours)):
        end = start + best[1] - best[0] + 1
        while end <= len(ours) and ours[start:end] in theirs:
            best = (start, end)
            end += 1
    return best


def _folded(text: str) -> tuple[str, list[tuple[int, int]]]:
    table = fold_table()
    kept: list[str] = []
    places: list[tuple[int, int]] = []
    octet = 0
    for char in text:
        width = len(char.encode())
        code = int(table[ord(char)])
        if code:
            kept.append(chr(code))
            places.append((octet, octet + width))
            if len(kept) == COMPARED:
                break
        octet += width
    return "".join(kept), places


def _bounds(texts: Texts) -> list[tuple[int, int]]:
    """Cut the texts into runs of about ``_AT_ONCE`` octets."""
    lots = (texts.starts[1:] - texts.starts[0]) // _AT_ONCE
    cuts = np.flatnonzero(np.diff(lots)) + 1
    return list(zip((0, *cuts.tolist()), (*cuts.tolist(), len(texts)), strict=True)) if len(texts) else []


def _letters(texts: Texts) -> _Letters:
    first, last = int(texts.starts[0]), int(texts.starts[-1])
    octets = texts.octets[first:last]
    codes = np.frombuffer(octets.tobytes().decode().encode("utf-32-le"), np.uint32)
    folded = fold_table()[codes]
    leading = np.concatenate([[0], np.cumsum((octets & 0xC0) != 0x80)])
    kept = np.concatenate([[0], np.cumsum(folded != 0)])
    return _Letters(folded[folded != 0].astype(np.uint64), kept[leading[texts.starts - first]])


def _sketch(letters: _Letters) -> Sketches:
    rows, hashes = _grams(letters, LONG, _rolled)
    order = np.lexsort((hashes, rows))
    rows, hashes = _distinct(rows[order], hashes[order])
    count = len(letters.starts) - 1
    first = np.searchsorted(rows, np.arange(count))
    least = np.arange(len(rows)) - first[rows] < KEYS
    return Sketches(hashes[least], _starts(rows[least], count), _wholes(letters), _lengths(letters).astype(np.int32))


def _gram_sets(letters: _Letters) -> GramSets:
    rows, hashes = _grams(letters, SHORT, _packed)
    both = np.unique((rows.astype(np.uint64) << np.uint64(32)) | (hashes >> np.uint64(32)))
    rows = (both >> np.uint64(32)).astype(np.int64)
    return GramSets((both & np.uint64(0xFFFFFFFF)).astype(np.uint32), _starts(rows, len(letters.starts) - 1))


def _grams(letters: _Letters, width: int, combine: Callable[[Hashes, Hashes], Hashes]) -> tuple[Whole, Hashes]:
    """Hash the grams of each text; a text shorter than a gram gives one, filled up with zeros."""
    lengths = _lengths(letters)
    counts = np.where(lengths > 0, np.maximum(lengths - width + 1, 1), 0)
    rows = np.repeat(np.arange(len(lengths)), counts)
    at = np.arange(len(rows)) - np.repeat(np.cumsum(counts) - counts, counts) + letters.starts[rows]
    ends = letters.starts[rows + 1]
    padded = np.concatenate([letters.codes, np.zeros(width, np.uint64)])
    hashes = np.zeros(len(rows), dtype=np.uint64)
    for step in range(width):
        hashes = combine(hashes, np.where(at + step < ends, padded[at + step], np.uint64(0)))
    return rows, mixed(hashes)


def _rolled(hashes: Hashes, codes: Hashes) -> Hashes:
    return hashes * np.uint64(PRIME) + codes


def _packed(hashes: Hashes, codes: Hashes) -> Hashes:
    return (hashes << np.uint64(21)) | codes


def _wholes(letters: _Letters) -> Hashes:
    """Hash each text: the sum of its codes times the powers of the prime, mixed with its length."""
    lengths = _lengths(letters)
    at = np.arange(len(letters.codes)) - np.repeat(letters.starts[:-1], lengths)
    powers = np.full(int(lengths.max(initial=0)) + 1, PRIME, dtype=np.uint64)
    powers[0] = 1
    terms = np.concatenate([letters.codes * np.cumprod(powers)[at], np.zeros(1, np.uint64)])
    sums: Hashes = np.add.reduceat(terms, letters.starts[:-1])
    return mixed(np.where(lengths > 0, sums ^ lengths.astype(np.uint64), np.uint64(0)))


def mixed(hashes: Hashes) -> Hashes:
    """Spread each number over all 64 bits; no two different ones meet. Source: the finaliser of MurmurHash3."""
    hashes = (hashes ^ (hashes >> np.uint64(33))) * np.uint64(0xFF51AFD7ED558CCD)
    hashes = (hashes ^ (hashes >> np.uint64(33))) * np.uint64(0xC4CEB9FE1A85EC53)
    return hashes ^ (hashes >> np.uint64(33))


def _distinct(rows: Whole, hashes: Hashes) -> tuple[Whole, Hashes]:
    fresh = np.ones(len(rows), dtype=bool)
    fresh[1:] = (rows[1:] != rows[:-1]) | (hashes[1:] != hashes[:-1])
    return rows[fresh], hashes[fresh]


def _lengths(letters: _Letters) -> Whole:
    return np.diff(letters.starts)


def _starts(rows: Whole, count: int) -> Whole:
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(np.bincount(rows, minlength=count)[:count])])


def _joined_starts(parts: list[Whole]) -> Whole:
    joined = [np.zeros(1, np.int64)]
    for part in parts:
        joined.append(part[1:] + joined[-1][-1])
    return np.concatenate(joined)
