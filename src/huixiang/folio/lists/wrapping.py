"""Lines broken at the edge of the page become paragraphs again, by the place of their ends."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from unicodedata import east_asian_width

from huixiang.folio.lists.marks import find_mark
from huixiang.folio.lists.outline import Place

NARROWEST: Final = 40.0  # a text whose lines are all shorter than this (in half characters) is not wrapped
SLACK: Final = 4.0  # how far before the edge a full line may end: two characters
INDENT: Final = 3.0
SHARE: Final = 0.5
_ENDS: Final = re.compile(r"[。！？；：!?;:…”）)]$")
_SENTENCE: Final = re.compile(r"[。！？!?]$")
_LATIN: Final = re.compile(r"[A-Za-z0-9,.;:!?)]$")


@dataclass(frozen=True, slots=True)
class Piece:
    """One line as it stands on its page: where it begins and ends, in half characters from the left."""

    text: str
    place: Place
    left: float
    right: float


def width(text: str) -> int:
    """Measure a text in half characters: a Chinese one counts two."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def join_wrapped(pieces: Sequence[Piece], *, least: int = 3) -> Iterator[tuple[str, Place]]:
    """Join the lines of each paragraph; yields its words and the place of its first line.

    A line goes on in the next one if it reaches the edge (within two characters), and the next is
    neither empty nor indented nor begins with a number. Where most numbers are indented, a line
    that is not goes on even if it begins with a number or follows a full stop. Only texts where at
    least ``least`` lines reach the edge count as wrapped. Chinese is joined without a space, Latin
    with one.
    """
    edge = _edge(pieces, least)
    margin = _margin(pieces)
    indented = _numbers_are_indented(pieces, margin)
    words, first, full = "", Place(), False
    for piece in pieces:
        goes_on = full and bool(piece.text) and not _begins(piece, words, margin, indented=indented)
        if goes_on:
            words += (" " if _LATIN.search(words) and piece.text[0].isascii() else "") + piece.text
        else:
            if words:
                yield words, first
            words, first = piece.text, piece.place
        full = bool(piece.text) and edge is not None and piece.right >= edge - SLACK
    if words:
        yield words, first


def full_lines(pieces: Sequence[Piece]) -> int:
    """Count the lines that reach the edge."""
    edge = max((piece.right for piece in pieces), default=0.0)
    return sum(piece.right >= edge - SLACK for piece in pieces)


def _edge(pieces: Sequence[Piece], least: int) -> float | None:
    filled = [piece for piece in pieces if piece.text]
    edge = max((piece.right for piece in filled), default=0.0)
    full = [piece for piece in filled if piece.right >= edge - SLACK]
    # Full lines of a wrapped text mostly do not end a sentence; paragraphs of one long line each do.
    broken = [piece for piece in full if not _ENDS.search(piece.text)]
    return edge if edge >= NARROWEST and len(full) >= least and 2 * len(broken) >= len(full) else None


def _margin(pieces: Sequence[Piece]) -> float:
    lefts = sorted(piece.left for piece in pieces if piece.text)
    return lefts[len(lefts) // 20] if lefts else 0.0


def _numbers_are_indented(pieces: Sequence[Piece], margin: float) -> bool:
    lefts = [piece.left for piece in pieces if piece.text and find_mark(piece.text)]
    return bool(lefts) and sum(left >= margin + INDENT for left in lefts) > SHARE * len(lefts)


def _begins(piece: Piece, words: str, margin: float, *, indented: bool) -> bool:
    if indented or piece.left >= margin + INDENT:
        return piece.left >= margin + INDENT
    mark = find_mark(piece.text)
    numbered = mark is not None and mark.firm and (bool(_ENDS.search(words)) or mark.value == 1)
    return numbered or bool(_SENTENCE.search(words))
