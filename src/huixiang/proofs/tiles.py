"""Tiles: a log as files of 256 hashes each, which never change once full (c2sp.org/tlog-tiles).

Decides their paths, what stands in them, and how a proof is read from few of them. Level L of the tiles holds the
hashes of full subtrees of 256**L leaves.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final

from huixiang.proofs.merkle import HASH_BYTES, Node, Path, node_hash, read_path

WIDTH: Final = 256
HEIGHT: Final = 8
_ENTRIES: Final = "entries"
_PATH: Final = re.compile(
    r"tile/(entries|[0-9]|[1-5][0-9]|6[0-3])/((?:x[0-9]{3}/){0,6}[0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?", re.ASCII
)


class TileWrong(ValueError):
    """The path or the bytes are no tile."""


@dataclass(frozen=True, slots=True)
class Tile:
    """A tile: its level (None: the entries themselves), its number, and how much of it is full, 1 to 256."""

    level: int | None
    number: int
    width: int = WIDTH

    @property
    def path(self) -> str:
        """Where it stands below the log's address, such as ``tile/0/x001/234.p/17``."""
        level = _ENTRIES if self.level is None else str(self.level)
        number, rest = f"{self.number % 1000:03d}", self.number // 1000
        while rest:
            number, rest = f"x{rest % 1000:03d}/{number}", rest // 1000
        partial = f".p/{self.width}" if self.width < WIDTH else ""
        return f"tile/{level}/{number}{partial}"


def read_path_of(text: str) -> Tile:
    """Read a tile's path.

    :raises TileWrong: it is none, or not in its one form.
    """
    found = _PATH.fullmatch(text)
    if found is None:
        raise TileWrong("this is no path of a tile")
    level = None if found[1] == _ENTRIES else int(found[1])
    tile = Tile(level, int(found[2].replace("x", "").replace("/", "")), int(found[3] or WIDTH))
    if tile.path != text:
        raise TileWrong("the path of a tile has one form only")
    return tile


def tiles_of(size: int, *, since: int = 0) -> list[Tile]:
    """Every tile of a log of this size that one of size ``since`` had not, entries first, then by level.

    Grows with what was added.
    """
    found = [*_tiles_at(None, size, since)]
    level, count, before = 0, size, since
    while count:
        found += _tiles_at(level, count, before)
        level, count, before = level + 1, count // WIDTH, before // WIDTH
    return found


def _tiles_at(level: int | None, count: int, before: int) -> Iterable[Tile]:
    for number in range(before // WIDTH, -(-count // WIDTH)):
        width = min(WIDTH, count - number * WIDTH)
        if number * WIDTH + width > before:
            yield Tile(level, number, width)


def bundle(entries: Iterable[bytes]) -> bytes:
    """Entries as a tile holds them: each behind its length in two bytes."""
    return b"".join(len(entry).to_bytes(2) + entry for entry in entries)


def read_bundle(raw: bytes) -> list[bytes]:
    """The entries of a tile.

    :raises TileWrong: the bytes end inside an entry.
    """
    found, place = [], 0
    while place < len(raw):
        length = int.from_bytes(raw[place : place + 2])
        entry = raw[place + 2 : place + 2 + length]
        if place + 2 > len(raw) or len(entry) != length:
            raise TileWrong("the tile ends inside an entry")
        found.append(entry)
        place += 2 + length
    return found


def read_hashes(raw: bytes) -> list[bytes]:
    """The hashes of a tile.

    :raises TileWrong: not a whole number of hashes, or more than a tile has.
    """
    if len(raw) % HASH_BYTES or len(raw) > WIDTH * HASH_BYTES:
        raise TileWrong("a tile is up to 256 hashes of 32 bytes")
    return [raw[place : place + HASH_BYTES] for place in range(0, len(raw), HASH_BYTES)]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A run of hashes at a level of the tiles: from ``first``, ``count`` of them, within one tile."""

    level: int
    first: int
    count: int


def span_of(node: Node) -> Span:
    """What must be read for the hash of a full subtree: at most 128 hashes of one tile, side by side."""
    level, rest = divmod(node.level, HEIGHT)
    return Span(level, node.index << rest, 1 << rest)


Fetch = Callable[[list[Span]], dict[Span, list[bytes]]]
"""Reads spans, all in one go; a caller knows best how."""


@dataclass(slots=True)
class Hashes:
    """Reads proofs through ``fetch``: all that a proof needs is asked for at once."""

    fetch: Fetch
    _found: dict[Span, list[bytes]] = field(default_factory=dict)

    def proof(self, path: Path) -> list[bytes]:
        """The hashes of a proof.

        :raises TileWrong: something needed was not there.
        """
        wanted = {span_of(node) for nodes in path for node in nodes} - self._found.keys()
        if wanted:
            self._found |= self.fetch(sorted(wanted))
        return read_path(path, self._hash)

    def _hash(self, node: Node) -> bytes:
        span = span_of(node)
        hashes = self._found.get(span, [])
        if len(hashes) != span.count:
            raise TileWrong("a part of the log that the proof needs is not there")
        while len(hashes) > 1:
            hashes = [node_hash(left, right) for left, right in zip(hashes[::2], hashes[1::2], strict=True)]
        return hashes[0]
