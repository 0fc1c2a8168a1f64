"""The preview of an act over many voices: how many it reaches, which are left out, and what changed meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from huixiang.kernel.actor import Actor
from huixiang.kernel.ruling import Ruling
from huixiang.sorting import policies, queries
from huixiang.sorting.happened import what_happened
from huixiang.sorting.models import InboxItem, Problem
from huixiang.sorting.pages.inbox import Row, row_of

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Words
else:
    Words = object

MAY: Mapping[str, Callable[[Actor, InboxItem], Ruling]] = {
    "join": policies.may_join,
    "open": policies.may_join,
    "answer": policies.may_answer,
    "set_aside": policies.may_set_aside,
}


@dataclass(frozen=True, slots=True)
class Line:
    """A chosen voice: whether the act reaches it, why not, and what happened since it was chosen."""

    row: Row
    item: InboxItem
    left_out: Words
    changed: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What will happen to how many. ``stale`` counts those on which somebody acted since they were chosen."""

    reached: Sequence[Line]
    left_out: Sequence[Line]
    stale: int

    @property
    def count(self) -> int:
        return len(self.reached)


def preview(
    what: str, chosen: Mapping[UUID, int | None], actor: Actor, *, at: datetime, problem: Problem | None = None
) -> Preview:
    """Sort the chosen voices into those an act would reach and the others. Two queries."""
    items = queries.items_chosen(chosen)
    feeding = queries.problems_by_voice([item.pk for item in items]) if problem else {}
    lines = []
    for item in items:
        there = problem is not None and any(fed.pk == problem.pk for fed in feeding.get(item.pk, ()))
        ruling = MAY[what](actor, item)
        left_out = _("It feeds this problem already.") if there else ruling.reason
        seen = chosen.get(item.pk)
        changed = what_happened(item, at=at) if seen is not None and seen != item.version else ""
        lines.append(Line(row_of(item), item, left_out, changed or _worth_saying(item, at)))
    return Preview(
        reached=[line for line in lines if not line.left_out],
        left_out=[line for line in lines if line.left_out],
        stale=sum(chosen.get(line.item.pk) not in {None, line.item.version} for line in lines),
    )


def _worth_saying(item: InboxItem, at: datetime) -> str:
    """What was done with the voice before, so that nobody joins or answers twice unawares."""
    return what_happened(item, at=at) if item.acted_at else ""
