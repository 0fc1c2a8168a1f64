"""Reads the rows of a paper a thousand at a time, so that a long one needs no memory; tells how far it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from huixiang.folio.papers.paper import Cell

AT_ONCE: Final = 1_000

Row = Mapping[str, Cell]
Said = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Filling:
    """How the cells of a paper are written.

    ``source_of`` gives the code of the figure behind a problem's voices; ``cover_doubtful`` covers names and homes that
    are not certain to be some; ``zone`` is that of the organisation.
    """

    source_of: Callable[[int], str]
    cover_doubtful: bool
    zone: str


def in_pieces(ids: Sequence[int], read: Callable[[Sequence[int]], Iterator[Row]], said: Said) -> Iterator[Row]:
    """The rows of these ids in their order; ``said`` is told after each piece how many are done."""
    for first in range(0, len(ids), AT_ONCE):
        piece = ids[first : first + AT_ONCE]
        yield from read(piece)
        said(first + len(piece))
