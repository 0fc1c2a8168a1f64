"""The voices of one problem as rows, and the preview of a change to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from huixiang.sorting import queries
from huixiang.sorting.models import InboxItem, Part, Problem
from huixiang.sorting.pages.inbox import Row, row_of


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One voice of a problem, with its excerpt if only a piece of it feeds the problem."""

    row: Row
    excerpt: str
    part: Part


@dataclass(frozen=True, slots=True)
class Regrouping:
    """What would change: which voices go, how many stay, how many the other problem would have."""

    rows: Sequence[Row]
    going: int
    staying: int
    joining: int


def group_rows(parts: Iterable[Part]) -> list[GroupRow]:
    """The rows of a page of links."""
    return [GroupRow(row_of(_item(part)), part.excerpt, part) for part in parts]


def _item(part: Part) -> InboxItem:
    return part.voice.item


def regrouping(problem: Problem, what: str, chosen: Mapping[UUID, int | None], *, into: Problem | None) -> Regrouping:
    """Count before anything is changed. Two queries."""
    if what == "merge":
        return Regrouping((), problem.voices_count, 0, (into.voices_count if into else 0) + problem.voices_count)
    rows = [row_of(item) for item in queries.items_chosen(chosen)]
    return Regrouping(rows, len(rows), problem.voices_count - len(rows), (into.voices_count if into else 0) + len(rows))
