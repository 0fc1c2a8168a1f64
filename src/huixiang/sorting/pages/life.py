"""The life of a voice or a problem as a timeline, each act with the button that undoes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from huixiang.journal import words as journal_words
from huixiang.kernel.actor import Actor
from huixiang.kernel.ruling import Ruling
from huixiang.sorting import policies
from huixiang.sorting.models import Problem
from huixiang.sorting.queries import Happening

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Words
else:
    Words = object


@dataclass(frozen=True, slots=True)
class LifeEntry:
    """One act: the day, who, what, and how to take it back; ``source`` is the problem its voices came from."""

    on: date
    who: str
    act: Words
    act_id: int | None = None
    ruling: Ruling | None = None
    source: Problem | None = None


def life_of(happenings: Sequence[Happening], actor: Actor) -> list[LifeEntry]:
    """The timeline, newest last. An undone act stays, without its button."""
    return [_entry(happening, actor) for happening in happenings]


def _entry(happening: Happening, actor: Actor) -> LifeEntry:
    entry, act = happening.entry, happening.act
    open_act = act if act is not None and act.undone_at is None else None
    return LifeEntry(
        on=entry.at,
        who=entry.actor_name or _("The system"),
        act=journal_words.action_words(entry.action),
        act_id=open_act.pk if open_act else None,
        ruling=policies.may_undo(actor, open_act) if open_act else None,
        source=happening.source,
    )
