"""Which encoding a text file is written in: UTF-8, UTF-16 or GB18030, with or without a mark."""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from huixiang.folio.unsafe import ContentMismatch

PIECE: Final = 1 << 20
PATIENCE: Final = 0.02  # of a file may be unreadable before it counts as no text
FEW: Final = 8
HOLES: Final = 0.1  # of the characters beyond ASCII
_CONTROLS: Final = bytes(set(range(32)) - set(b"\t\n\r\f\x1a\x1b"))


@dataclass(frozen=True, slots=True)
class Encoding:
    """A codec's name and how many characters of the file it cannot read."""

    name: str
    unreadable: int = 0

    @property
    def quick(self) -> bool:
        """Whether a reader that stops at unreadable characters will do."""
        return not self.unreadable


def encoding_of(path: Path) -> Encoding:
    """Find the encoding that reads a whole file; else the first that reads it with few holes; 1 s per 100 MB.

    :raises ContentMismatch: more than 2 % of it is unreadable in each, or it is binary.
    """
    with path.open("rb") as file:
        head = file.read(PIECE)
    best: tuple[float, Encoding] | None = None
    for name in _candidates(head):
        holes, foreign = _holes(path, name)
        # Of characters beyond ASCII: a GB18030 file of mostly Latin letters has few holes as UTF-8, but only holes.
        share = 0.0 if holes / max(foreign, 1) <= HOLES else holes / foreign
        if best is None or share < best[0]:
            best = (share, Encoding(name, holes))
    assert best is not None  # noqa: S101 - there is always a candidate
    if best[1].unreadable > max(FEW, PATIENCE * path.stat().st_size) or _is_binary(head, best[1].name):
        raise ContentMismatch(extension=path.suffix.lstrip(".").casefold()[:20])
    return best[1]


def _candidates(head: bytes) -> tuple[str, ...]:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ("utf-16",)
    nothing = head[:4096]
    if nothing[1::2].count(0) > len(nothing) // 8:
        return ("utf-16-le",)
    if nothing[::2].count(0) > len(nothing) // 8:
        return ("utf-16-be",)
    return ("utf-8-sig", "gb18030")


def _holes(path: Path, name: str) -> tuple[int, int]:
    """Count the unreadable characters and all that are not ASCII."""
    holes = foreign = 0
    for text in _decoded(path, name):
        holes += text.count("\ufffd")
        foreign += len(text) - len(text.encode("ascii", "ignore"))
    return holes, foreign


def _decoded(path: Path, name: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(name)("replace")
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield decoder.decode(piece)
    yield decoder.decode(b"", final=True)


def _is_binary(head: bytes, name: str) -> bool:
    text = head.decode(name, "replace") if name.startswith("utf-16") else head.decode("latin-1")
    controls = sum(text.count(chr(byte)) for byte in _CONTROLS)
    return controls > max(8, len(text) // 20)
