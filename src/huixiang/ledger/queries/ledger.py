"""The problem list as a table: which rows, in which order, how many, and what each chosen column has to load."""

from __future__ import annotations

import datetime as dt
import functools
import operator
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from django.db.models import F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from huixiang.kernel.actor import Actor
from huixiang.ledger.models import CoUnit, LedgerColumns, LedgerView, Measure, Order, Suspension
from huixiang.ledger.queries.problems import ProblemFilter, problem_list
from huixiang.ledger.states import MeasureState, OrderKind, SuspensionState
from huixiang.listening.models import Place
from huixiang.people.models import User
from huixiang.people.permissions import Permission
from huixiang.sorting.models import Label, Problem
from huixiang.sorting.models.desk import NO_DAY

COUNTED: Final = 10_000
"""More rows than this are not counted: the page says "more than"."""
COUNTED_ONE_BY_ONE: Final = 2_000
"""The same where words or what is beside the problem decide: then no index counts alone."""
MOST_PLACES: Final = 50
SORTS: Final = {
    "number": "number",
    "due": "due_key",
    "opened": "opened_on",
    "voices": "voices_count",
    "act": "last_act_at",
}
"""What the table can be put in order by, and the field behind it; each has an index, none may be null."""
USUAL_SORT: Final = "-act"


@dataclass(frozen=True, slots=True)
class LedgerFilter:
    """Which problems the table shows: what the list filters by, and more; an empty field does not narrow."""

    common: ProblemFilter
    kind: str = ""
    label: Label | None = None
    leader: User | None = None
    where: str = ""
    due_from: dt.date | None = None
    due_to: dt.date | None = None
    suspended: bool = False


def ledger_rows(actor: Actor, chosen: LedgerFilter) -> QuerySet[Problem]:
    """The problems somebody may see that match all of the filter, with ``due_key`` to put them in order by."""
    rows = problem_list(actor, chosen.common).annotate(due_key=_due_key(chosen)).filter(_days(chosen))
    if chosen.kind or chosen.label:
        rows = rows.filter(pk__in=_orders(chosen).values("problem_id"))
    if chosen.leader:
        rows = rows.filter(leader=chosen.leader)
    if chosen.where.strip():
        rows = rows.filter(_at_places(chosen.where.strip()))
    if chosen.suspended:
        standing = Suspension.objects.filter(state=SuspensionState.STANDING)
        rows = rows.filter(pk__in=standing.order_by().values("problem_id"))
    return rows


def sort_fields(sort: str) -> tuple[str, str]:
    """The fields to order by for a sort as it stands in an address ("-act"); an unknown one is the usual one."""
    name = sort.removeprefix("-")
    if name not in SORTS:
        return sort_fields(USUAL_SORT)
    sign = "-" if sort.startswith("-") else ""
    return f"{sign}{SORTS[name]}", f"{sign}pk"


def most_counted(chosen: LedgerFilter) -> int:
    """Up to how many matching rows are counted for the page."""
    one_by_one = chosen.common.text.strip() or chosen.common.mine or chosen.kind or chosen.label or chosen.leader
    return COUNTED_ONE_BY_ONE if one_by_one else COUNTED


def count_up_to(rows: QuerySet[Problem], most: int = COUNTED) -> int:
    """How many rows there are; ``most + 1`` for any number above ``most``.

    Costs at most that many rows, of an index alone where the conditions allow it.
    """
    return rows.order_by().values("pk")[: most + 1].count()


def with_columns(rows: QuerySet[Problem], columns: Collection[str]) -> QuerySet[Problem]:
    """Load what some columns need: one query each for measures and helping units, whatever the number of rows."""
    if "measures" in columns:
        kept = Measure.objects.exclude(state=MeasureState.DROPPED)
        rows = rows.prefetch_related(Prefetch("measures", kept, to_attr="measures_kept"))
    if "helping" in columns:
        now = CoUnit.objects.filter(ended_at=None).select_related("unit")
        rows = rows.prefetch_related(Prefetch("co_units", now, to_attr="helping_now"))
    if "kind" in columns:
        leads = Order.objects.filter(problem=OuterRef("pk"), kind=OrderKind.LEAD).order_by("-id")
        rows = rows.annotate(nature=Subquery(leads.values("nature")[:1]))
    return rows


def ledger_views(actor: Actor) -> QuerySet[LedgerView]:
    """The views somebody can open: their own, and for the office those shared with it; by name."""
    seen = Q(user_id=actor.user_id or 0)
    return LedgerView.objects.filter(seen | Q(shared=True) if actor.may(Permission.ASSIGN_PROBLEM) else seen)


def ledger_columns_of(actor: Actor) -> LedgerColumns | None:
    """What somebody chose for the problem list; None as long as they chose nothing."""
    return LedgerColumns.objects.select_related("opens_with").filter(user_id=actor.user_id or 0).first()


def _due_key(chosen: LedgerFilter) -> F | Coalesce:
    """What stands for the day, never null; between some days the day itself, which has an index of its own."""
    # Under row security PostgreSQL takes no condition upon the other one to its index.
    return F("due_on") if chosen.due_from or chosen.due_to else Coalesce("due_on", NO_DAY)


def _days(chosen: LedgerFilter) -> Q:
    condition = Q()
    if chosen.due_from:
        condition &= Q(due_on__gte=chosen.due_from)
    if chosen.due_to:
        condition &= Q(due_on__lte=chosen.due_to)
    return condition


def _orders(chosen: LedgerFilter) -> QuerySet[Order]:
    orders = Order.objects.filter(kind=OrderKind.LEAD).order_by()
    if chosen.kind:
        orders = orders.filter(nature=chosen.kind)
    return orders.filter(label__path__startswith=chosen.label.path) if chosen.label else orders


def _at_places(where: str) -> Q:
    """In a place whose name has these words, or below one; of more than 50 such places only the first."""
    paths = Place.objects.filter(name__icontains=where).values_list("path", flat=True)[:MOST_PLACES]
    below = [Q(path__startswith=path) for path in paths if path]
    if not below:
        return Q(pk__in=())
    # Known beforehand, PostgreSQL reads those of a place in their order; of a subquery it would have to try them all.
    return Q(
        place_id__in=list(Place.objects.filter(functools.reduce(operator.or_, below)).values_list("pk", flat=True))
    )
