"""Reads the ledger as a table: more conditions than the short list, orders that an index carries, views people keep."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from django.db.models import Q, QuerySet

from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import NotFound
from huixiang.ledger.models import CoUnit, LedgerView, Measure, Suspension
from huixiang.ledger.queries.problems import ProblemFilter, problem_list
from huixiang.ledger.states import MeasureState, SuspensionState
from huixiang.people.models import User
from huixiang.sorting.models import Problem
from huixiang.sorting.models.desk import DUE_OR_LAST

SORTS: Final[Mapping[str, tuple[str, ...]]] = {
    "newest": ("-last_act_at", "-pk"),
    "due": ("due_or_last", "pk"),
    "number": ("-number",),
    "voices": ("-voices_count", "-pk"),
}
"""The orders of the table; those without a deadline come last in the order of deadlines."""
COUNTED: Final = 10_000
"""Rows are counted up to here; beyond, the page says that there are more."""


@dataclass(frozen=True, slots=True)
class TableFilter(ProblemFilter):
    """Which problems the table shows; days include both ends."""

    due_from: dt.date | None = None
    due_to: dt.date | None = None
    leader: User | None = None
    suspended: bool = False
    reopened: bool = False


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the problems of a page, by their ids: helping units, measures (done, all), reviews."""

    helping: Mapping[int, Sequence[str]] = field(default_factory=dict)
    measures: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    reviews: Mapping[int, dt.date] = field(default_factory=dict)


def table_rows(actor: Actor, chosen: TableFilter) -> QuerySet[Problem]:
    """The problems somebody may see that match all of the filter, with ``due_or_last`` to order by."""
    found = problem_list(actor, chosen).annotate(due_or_last=DUE_OR_LAST)
    if chosen.due_from:
        found = found.filter(due_on__gte=chosen.due_from)
    if chosen.due_to:
        found = found.filter(due_on__lte=chosen.due_to)
    if chosen.leader:
        found = found.filter(leader=chosen.leader)
    if chosen.suspended:
        standing = Suspension.objects.filter(state=SuspensionState.STANDING)
        found = found.filter(pk__in=standing.values("problem_id"))
    return found.filter(reopened_count__gt=0) if chosen.reopened else found


def counted(rows: QuerySet[Problem], most: int = COUNTED) -> int:
    """How many rows there are, counted up to one more than ``most``."""
    return rows.order_by()[: most + 1].count()


def beside(problems: Sequence[Problem]) -> Beside:
    """What stands beside some problems (3 queries)."""
    ids = [problem.pk for problem in problems]
    helping: dict[int, list[str]] = defaultdict(list)
    for one in CoUnit.objects.filter(problem_id__in=ids, ended_at=None).select_related("unit").order_by("id"):
        helping[one.problem_id].append(one.unit.label)
    measures: dict[int, tuple[int, int]] = {}
    states = Measure.objects.filter(problem_id__in=ids).exclude(state=MeasureState.DROPPED).order_by()
    for problem_id, state in states.values_list("problem_id", "state"):
        done, every = measures.get(problem_id, (0, 0))
        measures[problem_id] = (done + (state == MeasureState.DONE), every + 1)
    standing = Suspension.objects.filter(problem_id__in=ids, state=SuspensionState.STANDING)
    return Beside(helping, measures, dict(standing.values_list("problem_id", "review_on")))


def ledger_views(actor: Actor) -> QuerySet[LedgerView]:
    """Somebody's own views and those others share, by name."""
    return LedgerView.objects.filter(Q(user_id=actor.user_id or 0) | Q(shared=True)).select_related("user")


def first_view(actor: Actor) -> LedgerView | None:
    """The view that opens by itself for this person, if any."""
    return LedgerView.objects.filter(user_id=actor.user_id or 0, first=True).first()


def own_view(actor: Actor, view_id: int) -> LedgerView:
    """A view of this person's own.

    :raises NotFound: it is another's, or not there.
    """
    view = LedgerView.objects.filter(pk=view_id, user_id=actor.user_id or 0).first()
    if view is None:
        raise NotFound(f"ledger view {view_id}")
    return view


def numbered(actor: Actor, numbers: Sequence[int]) -> list[Problem]:
    """The problems with these numbers that somebody may see, in the order of their numbers."""
    return list(problem_list(actor, ProblemFilter()).filter(number__in=numbers).order_by("number"))
