"""The voices of one problem as rows, what each adds to the one they are compared with, and the preview of a change."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from huixiang.listening.models import Voice
from huixiang.sorting import queries, services
from huixiang.sorting.models import InboxItem, Part, Problem
from huixiang.sorting.pages.changes import changes_of
from huixiang.sorting.pages.inbox import Row, row_of
from huixiang.sorting.services import Piece

SHORT = 160
"""Characters of words that are shown whole; longer ones are folded."""
SAID = 3
"""Added pieces that stand in the line of a folded voice."""
PIECE = 40


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One voice of a problem: its words in pieces, and in short what it adds to the one it is compared with.

    ``excerpt`` if only a piece of it feeds the problem; ``base`` when it is the one the others are compared with.
    """

    row: Row
    excerpt: str
    part: Part
    pieces: Sequence[Piece]
    adds: Sequence[str]
    base: bool
    folded: bool


@dataclass(frozen=True, slots=True)
class Regrouping:
    """What would change: which voices go, how many stay, and everything that follows, in sentences."""

    rows: Sequence[Row]
    going: int
    staying: int
    changes: Sequence[str]


def group_rows(parts: Collection[Part], base: Voice | None) -> list[GroupRow]:
    """The rows of a page of links, each compared with the base."""
    pieces = services.differences(base.words if base else "", [part.voice.words for part in parts])
    return [_group_row(part, said, base) for part, said in zip(parts, pieces, strict=True)]


def _group_row(part: Part, pieces: Sequence[Piece], base: Voice | None) -> GroupRow:
    same = base is not None and part.voice_id == base.pk
    added = [piece.text.strip() for piece in pieces if piece.added]
    return GroupRow(
        row=row_of(_item(part)),
        excerpt=part.excerpt,
        part=part,
        pieces=pieces,
        adds=[text[:PIECE] for text in sorted(added, key=len, reverse=True)[:SAID]],
        base=same,
        folded=len(part.voice.words) > SHORT,
    )


def _item(part: Part) -> InboxItem:
    return part.voice.item


def regrouping(problem: Problem, what: str, chosen: Mapping[UUID, int | None], *, into: Problem | None) -> Regrouping:
    """Count and say before anything is changed. Three queries."""
    if what == "merge":
        going = queries.voice_ids_of(problem)
        return Regrouping((), len(going), 0, changes_of(what, problem, going, into=into))
    rows = [row_of(item) for item in queries.items_chosen(chosen)]
    going = [UUID(row.id) for row in rows]
    changes = changes_of(what, problem, going, into=into)
    return Regrouping(rows, len(rows), problem.voices_count - len(rows), changes)
