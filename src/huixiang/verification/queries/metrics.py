"""Counts what metrics are made of, by unit, and finds the very rows behind each count: one table serves both.

Lead orders only, so that a problem counts once. An order counts for the unit that has it; hand-overs and returns for
the unit that was handed it or gave it back. Excluded orders are counted as excluded, and in nothing else.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum

from huixiang.kernel.actor import EVERYWHERE, Actor
from huixiang.ledger.models import Order, OrderStep
from huixiang.ledger.states import OrderKind, OrderMove, OrderState
from huixiang.people.models import Unit
from huixiang.people.permissions import Permission
from huixiang.sorting.models import InboxItem
from huixiang.sorting.states import InboxState
from huixiang.verification.metrics import Period, Tally
from huixiang.verification.models import Asking, SuppliedCount, Verdict
from huixiang.verification.states import Satisfied, SuppliedKind

NOWHERE = 0
"""The key of what lies with no unit yet."""
NOTHING = Q(pk__in=())
_EARLIER = Order.objects.filter(problem=OuterRef("problem"), kind=OrderKind.LEAD, number__lt=OuterRef("number"))
_LATER = Order.objects.filter(problem=OuterRef("problem"), kind=OrderKind.LEAD, number__gt=OuterRef("number"))
_RATED = Verdict.objects.filter(asking=OuterRef("pk"), ordinal=1)
_sides: dict[str, Callable[[], Q]] = {}


@dataclass(frozen=True, slots=True)
class Scope:
    """What is counted: a period, as it stands at a moment, of these units (None: of all), below a place (all)."""

    period: Period
    at: dt.datetime
    unit_ids: frozenset[int] | None = None
    place_path: str = ""


def register_side(name: str, condition: Callable[[], Q]) -> None:
    """Say which orders are ``suspended`` or ``excluded``: a condition on ``Order``, made anew for each count."""
    assert name in {"suspended", "excluded"}  # noqa: S101 - a programming error
    _sides[name] = condition


def tallies_by_unit(scope: Scope) -> dict[int, Tally]:
    """The counts of each unit that has any, by unit id; what lies with no unit under ``NOWHERE``.

    Ten aggregates, whatever the number of units; a month of 1,000,000 orders takes seconds (docs/benchmarks.md).
    """
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    for unit_id, name, count in _counted(scope):
        if count:
            counts[unit_id or NOWHERE][name] = count
    return {unit_id: Tally(**found) for unit_id, found in sorted(counts.items())}


def orders_counted(name: str, scope: Scope) -> QuerySet[Order]:
    """The orders behind a count of orders, the latest first."""
    basis, condition = _conditions(scope)[name]
    orders = _orders(basis, scope).filter(condition).select_related("problem", "unit")
    return orders.order_by("-pk")


def steps_counted(name: str, scope: Scope) -> QuerySet[OrderStep]:
    """The hand-overs or returns behind a count of them, the latest first."""
    steps = _steps(name, scope).select_related("order__problem", "from_unit", "to_unit")
    return steps.order_by("-pk")


def askings_counted(name: str, scope: Scope) -> QuerySet[Asking]:
    """The people asked behind a count of them, the latest first; who they are is not among it."""
    askings = _askings(scope)
    askings = askings.filter(Exists(_RATED)) if name == "rated" else askings
    return askings.select_related("claim__problem__unit").prefetch_related("verdicts").order_by("-pk")


def units_seen_by(actor: Actor) -> list[Unit]:
    """The units whose figures somebody may see, in the order of the tree: all, or those they reach."""
    reach, units = actor.reach(Permission.READ_PROBLEMS), Unit.objects.order_by("path", "id")
    return list(units if reach == EVERYWHERE else units.filter(pk__in=reach))


def items_counted(name: str, scope: Scope) -> QuerySet[InboxItem]:
    """The voices behind a count of the desk, the latest first; without their words."""
    return _items(name, scope).order_by("-number")


def supplied_counted(name: str, scope: Scope) -> QuerySet[SuppliedCount]:  # noqa: ARG001 - as the others
    """What was supplied from outside behind a count of calls, the latest first."""
    return _calls(scope).select_related("by", "place").order_by("-pk")


def amount_of(name: str, rows: QuerySet[Any]) -> int:
    """What the rows behind a count make together: as many as they are, but of calls what each row says."""
    fields = {"calls_offered": "count", "calls_answered": "part"}
    if name not in fields:
        return rows.count()
    total: int | None = rows.aggregate(total=Sum(fields[name]))["total"]
    return total or 0


def kind_of(name: str) -> str:
    """What is counted under this name: ``order``, ``step``, ``asking``, ``item`` or ``supplied``."""
    return "step" if name in STEPS else _OTHER_KINDS.get(name, "order")


_OTHER_KINDS: Mapping[str, str] = {
    "asked": "asking", "rated": "asking", "accepted": "item", "answered_at_desk": "item",
    "calls_offered": "supplied", "calls_answered": "supplied",
}  # fmt: skip


STEPS: Mapping[str, tuple[Collection[OrderMove], str]] = {
    "handed": ((OrderMove.DISPATCH, OrderMove.ALLOW_RETURN), "to_unit"),
    "returns_asked": ((OrderMove.ASK_RETURN,), "from_unit"),
    "returns_allowed": ((OrderMove.ALLOW_RETURN,), "from_unit"),
}
"""Which moves count, and for which unit of the step."""


def _counted(scope: Scope) -> Iterator[tuple[int | None, str, int]]:
    by_basis: dict[str, dict[str, Q]] = defaultdict(dict)
    for name, (basis, condition) in _conditions(scope).items():
        by_basis[basis][name] = condition
    for basis, conditions in by_basis.items():
        counts = {f"n_{name}": Count("pk", filter=condition) for name, condition in conditions.items()}
        for row in _orders(basis, scope).order_by().values("unit_id").annotate(**counts):
            yield from _named(row, "unit_id")
    for name, (_moves, unit) in STEPS.items():
        rows = _steps(name, scope).order_by().values(f"{unit}_id").annotate(**{f"n_{name}": Count("pk")})
        for row in rows:
            yield from _named(row, f"{unit}_id")
    asked = _askings(scope).order_by().values("claim__problem__unit_id")
    for answered in asked.annotate(n_asked=Count("pk"), n_rated=Count("pk", filter=Q(Exists(_RATED)))):
        yield from _named(answered, "claim__problem__unit_id")
    yield from _of_the_house(scope)


def _of_the_house(scope: Scope) -> Iterator[tuple[int | None, str, int]]:
    """What belongs to no unit: voices accepted and answered at the desk, calls. Nothing of it for chosen units."""
    if scope.unit_ids is None:
        answered = Count("pk", filter=Q(state=InboxState.ANSWERED))
        found = _items("accepted", scope).aggregate(accepted=Count("pk"), answered_at_desk=answered)
        calls = _calls(scope).aggregate(calls_offered=Sum("count"), calls_answered=Sum("part"))
        yield from ((None, name, count or 0) for name, count in (*found.items(), *calls.items()))


def _named(row: Mapping[str, Any], unit: str) -> Iterator[tuple[int | None, str, int]]:
    for name, count in row.items():
        if name.startswith("n_"):
            yield row[unit], name[2:], count


def _conditions(scope: Scope) -> dict[str, tuple[str, Q]]:
    """By count, which orders it is taken from and which of them it takes."""
    every, closed = Q(pk__isnull=False), Q(closed_at__isnull=False, closed_at__lte=scope.at)
    late = Q(reported_at__gte=F("due_at")) | Q(reported_at=None, due_at__lte=scope.at)
    pleased = {name: Q(satisfied=Satisfied[name.upper()].value) for name in ("satisfied", "basically", "dissatisfied")}
    return {
        "registered": ("registered", every),
        "repeated": ("registered", Q(Exists(_EARLIER))),
        "dispatched": ("dispatched", every),
        "signed_in_time": ("dispatched", Q(signed_at__lt=F("sign_due_at"))),
        "extended": ("dispatched", Q(extended=True)),
        "overdue": ("dispatched", late),
        "suspended": ("dispatched", _side("suspended")),
        "excluded": ("excluded", every),
        "due": ("due", every),
        "closed": ("due", closed),
        "closed_on_time": ("due", closed & Q(reported_at__lt=F("due_at"))),
        "ended": ("ended", every),
        "redone": ("ended", Q(redos__gt=0)),
        "solved_at_once": ("ended", Q(solved=True, redos=0) & ~Q(Exists(_LATER))),
        "answered": ("answered", every),
        "contacted": ("answered", Q(contacted=True)),
        "solved": ("answered", Q(solved=True)),
        **{name: ("answered", condition) for name, condition in pleased.items()},
    }


def _orders(basis: str, scope: Scope) -> QuerySet[Order]:
    """The orders of a period by what happened in it: registered, dispatched, fell due, ended, were answered."""
    begins, ends = scope.period.begins_at, scope.period.ends_at
    moments = {"registered": "registered_at", "dispatched": "dispatched_at", "due": "due_at", "ended": "closed_at"}
    orders = Order.objects.filter(kind=OrderKind.LEAD)
    if basis == "answered":
        orders = orders.filter(answered_on__range=(scope.period.first_day, scope.period.last_day))
    else:
        moment = moments.get(basis, "dispatched_at")
        orders = orders.filter(**{f"{moment}__gte": begins, f"{moment}__lt": ends})
    if basis != "answered":
        orders = orders.exclude(state=OrderState.MERGED)
    if scope.unit_ids is not None:
        orders = orders.filter(unit_id__in=scope.unit_ids)
    if scope.place_path:
        orders = orders.filter(problem__place__path__startswith=scope.place_path)
    if basis == "excluded":
        return orders.filter(_side("excluded"))
    return orders.exclude(_side("excluded")) if "excluded" in _sides and basis != "dispatched" else orders


def _steps(name: str, scope: Scope) -> QuerySet[OrderStep]:
    moves, unit = STEPS[name]
    steps = OrderStep.objects.filter(move__in=moves, at__gte=scope.period.begins_at, at__lt=scope.period.ends_at)
    return steps if scope.unit_ids is None else steps.filter(**{f"{unit}_id__in": scope.unit_ids})


def _askings(scope: Scope) -> QuerySet[Asking]:
    """Those whose time to answer ended in the period."""
    askings = Asking.objects.filter(closes_on__range=(scope.period.first_day, scope.period.last_day))
    return askings if scope.unit_ids is None else askings.filter(claim__problem__unit_id__in=scope.unit_ids)


def _items(name: str, scope: Scope) -> QuerySet[InboxItem]:
    """Voices said in the period that were accepted: they feed a problem, or were answered at the desk."""
    states = [InboxState.ANSWERED] if name == "answered_at_desk" else [InboxState.ANSWERED, InboxState.JOINED]
    days = (scope.period.first_day, scope.period.last_day)
    items = InboxItem.objects.filter(said_on__range=days, state__in=states)
    return items if scope.unit_ids is None else items.none()


def _calls(scope: Scope) -> QuerySet[SuppliedCount]:
    """The latest row of each span of days that lies within the period."""
    if scope.unit_ids is not None:
        return SuppliedCount.objects.none()
    first, last = scope.period.first_day, scope.period.last_day
    calls = SuppliedCount.objects.filter(kind=SuppliedKind.CALLS, first_day__gte=first, last_day__lte=last)
    latest = calls.order_by("first_day", "last_day", "-pk").distinct("first_day", "last_day")
    return SuppliedCount.objects.filter(pk__in=latest.values("pk"))


def _side(name: str) -> Q:
    return _sides[name]() if name in _sides else NOTHING
