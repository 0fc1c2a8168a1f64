"""Keeps a problem from whom one of its voices accuses: the unit, those below it, people placed there (art. 30)."""

from __future__ import annotations

from collections.abc import Collection

from huixiang.ledger.models import CoUnit
from huixiang.listening import queries as listening_queries, services as listening
from huixiang.people.models import Unit, User
from huixiang.sorting import queries as sorting
from huixiang.sorting.events import PartsJoined
from huixiang.sorting.models import Problem


def require_unaccused(problem: Problem, units: Collection[Unit], leader: User | None = None) -> None:
    """Do nothing when no voice of the problem accuses these units, or the unit its leader is placed in.

    Three queries at most. :raises NotAllowed: one does; nothing was written.
    """
    placed = listening_queries.units_of([leader.pk]).values() if leader else ()
    voice_ids = list(sorting.voices_of(problem).values_list("pk", flat=True))
    listening.require_may_go(voice_ids, [*units, *placed])


def keep_from_helpers(event: PartsJoined) -> None:
    """Refuse that a voice joins a problem which a unit it accuses helps with; the joining is undone with it.

    :raises NotAllowed: see ``require_unaccused``.
    """
    helping = CoUnit.objects.filter(problem=event.problem_id, ended_at=None).select_related("unit")
    listening.require_may_go(event.voice_ids, [row.unit for row in helping])
