"""The Merkle tree of RFC 6962 and 9162: growing it, proving a leaf or an earlier size, checking such proofs.

A tree is a list of leaf hashes; nothing of it is stored here. Proofs are first named as full subtrees (``Node``), so
that a caller can fetch them in few reads (see tiles.py); which bytes a leaf holds is left to entries.py.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

HASH_BYTES: Final = 32
EMPTY_ROOT: Final = hashlib.sha256(b"").digest()
LONGEST_PROOF: Final = 63
"""Hashes in a proof at most: sizes stay below 2^63."""


class ProofWrong(ValueError):
    """The proof does not lead to the root."""


@dataclass(frozen=True, slots=True)
class Node:
    """A full subtree: the leaves from ``index * 2**level``, ``2**level`` of them."""

    level: int
    index: int


Read = Callable[[Node], bytes]
Path = list[list[Node]]
"""A proof before its hashes are read: each element is the full subtrees, left to right, one hash is folded from."""


def leaf_hash(entry: bytes) -> bytes:
    """The hash of a leaf: ``SHA-256(0 entry)``."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of a node: ``SHA-256(1 left right)``."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def fold(hashes: Sequence[bytes]) -> bytes:
    """The root over full subtrees, given left to right, each no larger than the one before; of none the empty root."""
    if not hashes:
        return EMPTY_ROOT
    root = hashes[-1]
    for left in reversed(hashes[:-1]):
        root = node_hash(left, root)
    return root


@dataclass(slots=True)
class Frontier:
    """A tree from its right edge alone: ``hashes`` are those of its full subtrees, largest first, one for each 1 bit
    of ``size``. Enough to append and to know the root.
    """

    size: int = 0
    hashes: list[bytes] = field(default_factory=list)

    def __post_init__(self) -> None:
        if self.size < 0 or len(self.hashes) != self.size.bit_count():
            raise ValueError("a frontier has one hash for each 1 bit of its size")

    @property
    def root(self) -> bytes:
        """The root of the tree; at most 63 hashes."""
        return fold(self.hashes)

    def append(self, leaf: bytes) -> list[tuple[Node, bytes]]:
        """Grow by one leaf hash; gives the full subtrees this completed, above the leaf, smallest first.

        Two hashes on average.
        """
        completed: list[tuple[Node, bytes]] = []
        level, index, found = 0, self.size, leaf
        while index & 1:
            found = node_hash(self.hashes.pop(), found)
            level, index = level + 1, index >> 1
            completed.append((Node(level, index), found))
        self.hashes.append(found)
        self.size += 1
        return completed


def subtrees(begin: int, end: int) -> list[Node]:
    """The full subtrees that cover the leaves from ``begin`` up to ``end``, left to right; none when they are equal."""
    found = []
    while begin < end:
        level = (end - begin).bit_length() - 1
        if begin:
            level = min(level, (begin & -begin).bit_length() - 1)
        found.append(Node(level, begin >> level))
        begin += 1 << level
    return found


def inclusion_path(index: int, size: int) -> Path:
    """What proves that a leaf is in the tree of this size, from its sibling upwards (RFC 9162, 2.1.3.1).

    :raises ValueError: no such leaf in a tree of this size.
    """
    if not 0 <= index < size:
        raise ValueError("the leaf is not in a tree of this size")
    path, begin, end = [], 0, size
    while end - begin > 1:
        middle = begin + _split(end - begin)
        if index < middle:
            path.append(subtrees(middle, end))
            end = middle
        else:
            path.append(subtrees(begin, middle))
            begin = middle
    return path[::-1]


def consistency_path(old: int, new: int) -> Path:
    """What proves that the tree of size ``new`` begins with that of size ``old`` (RFC 9162, 2.1.4.1); none for equals.

    :raises ValueError: ``old`` is below 1 or above ``new``.
    """
    if not 0 < old <= new:
        raise ValueError("the old size is from 1 to the new one")
    path, begin, end = [], 0, new
    while end != old:
        middle = begin + _split(end - begin)
        if old <= middle:
            path.append(subtrees(middle, end))
            end = middle
        else:
            path.append(subtrees(begin, middle))
            begin = middle
    if begin:  # else the old root itself, which the verifier knows
        path.append(subtrees(begin, end))
    return path[::-1]


def read_path(path: Path, read: Read) -> list[bytes]:
    """The hashes of a proof, each folded from the full subtrees it names."""
    return [fold([read(node) for node in nodes]) for nodes in path]


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> None:
    """Check that a leaf hash stands at ``index`` in the tree of this size and root (RFC 9162, 2.1.3.2).

    :raises ProofWrong: it does not, or the proof is no proof.
    """
    if not 0 <= index < size or not _hashes(proof):
        raise ProofWrong("the leaf is not in a tree of this size")
    place, last, found = index, size - 1, leaf
    for step in proof:
        if last == 0:
            raise ProofWrong("the proof is too long")
        if place & 1 or place == last:
            found = node_hash(step, found)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            found = node_hash(found, step)
        place, last = place >> 1, last >> 1
    if last or found != root:
        raise ProofWrong("the proof does not lead to the root")


def verify_consistency(old: int, new: int, proof: Sequence[bytes], old_root: bytes, new_root: bytes) -> None:
    """Check that the tree of the new size and root begins with the old one (RFC 9162, 2.1.4.2).

    Every tree begins with the empty one, which needs no proof.

    :raises ProofWrong: it does not, or the proof is no proof.
    """
    if not 0 <= old <= new or not _hashes(proof):
        raise ProofWrong("the old size is above the new one")
    if old in {0, new}:
        if proof or (old == new and old_root != new_root) or (old == 0 and old_root != EMPTY_ROOT):
            raise ProofWrong("the trees are not the same")
        return
    steps = list(proof) if old & (old - 1) else [old_root, *proof]
    if not steps:
        raise ProofWrong("the proof is too short")
    found_old, found_new = _consistent(old - 1, new - 1, steps)
    if found_old != old_root or found_new != new_root:
        raise ProofWrong("the proof does not lead to the roots")


def _consistent(place: int, last: int, steps: Sequence[bytes]) -> tuple[bytes, bytes]:
    while place & 1:
        place, last = place >> 1, last >> 1
    found_old = found_new = steps[0]
    for step in steps[1:]:
        if last == 0:
            raise ProofWrong("the proof is too long")
        if place & 1 or place == last:
            found_old, found_new = node_hash(step, found_old), node_hash(step, found_new)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            found_new = node_hash(found_new, step)
        place, last = place >> 1, last >> 1
    if last:
        raise ProofWrong("the proof is too short")
    return found_old, found_new


def _split(size: int) -> int:
    """The largest power of two below ``size``."""
    return 1 << ((size - 1).bit_length() - 1)


def _hashes(proof: Sequence[bytes]) -> bool:
    return len(proof) <= LONGEST_PROOF and all(len(step) == HASH_BYTES for step in proof)
