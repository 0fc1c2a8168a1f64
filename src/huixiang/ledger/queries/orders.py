"""Reads of orders: the one of a problem, what a unit has to do, the list with its filters."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from huixiang.kernel.actor import EVERYWHERE, Actor
from huixiang.kernel.errors import NotFound
from huixiang.ledger.models import Order
from huixiang.ledger.states import AT_THE_UNIT, OUT_OF_HAND, OrderKind, OrderState
from huixiang.people.models import Unit
from huixiang.people.permissions import Permission
from huixiang.sorting.models import Problem

SOON = dt.timedelta(days=3)
ORPHANED = Q(unit__closed_on__isnull=False)


@dataclass(frozen=True, slots=True)
class OrderFilter:
    """Which orders to list; an empty field does not narrow."""

    state: str = ""
    unit: Unit | None = None
    late_at: dt.datetime | None = None
    orphaned: bool = False


@dataclass(frozen=True, slots=True)
class Tasks:
    """What a unit has to act on, most pressing first; each order stands in one of them only."""

    late: tuple[Order, ...] = ()
    to_sign: tuple[Order, ...] = ()
    redo: tuple[Order, ...] = ()
    today: tuple[Order, ...] = ()
    soon: tuple[Order, ...] = ()
    later: tuple[Order, ...] = ()


def order_of(problem: Problem) -> Order | None:
    """The problem's last order of the responsible unit, with its unit; None before the first hand-over."""
    return problem.orders.select_related("unit", "signed_by").filter(kind=OrderKind.LEAD).order_by("-id").first()


def require_order(problem: Problem) -> Order:
    """As ``order_of``.

    :raises NotFound: it was never handed over.
    """
    order = order_of(problem)
    if order is None:
        raise NotFound(f"order of problem {problem.pk}")
    return order


def orders_seen_by(actor: Actor) -> QuerySet[Order]:
    """The orders whose problems somebody may open: all, or those of the units they reach."""
    orders = Order.objects.select_related("problem__place", "unit")
    reach = actor.reach(Permission.READ_PROBLEMS)
    return orders if reach == EVERYWHERE else orders.filter(unit_id__in=reach)


def order_list(actor: Actor, chosen: OrderFilter) -> QuerySet[Order]:
    """The orders somebody may see that match all of the filter."""
    orders = orders_seen_by(actor)
    if chosen.state:
        orders = orders.filter(state=chosen.state)
    if chosen.unit:
        orders = orders.filter(unit__path__startswith=chosen.unit.path)
    if chosen.late_at:
        orders = orders.filter(_late(chosen.late_at))
    return orders.filter(ORPHANED).exclude(state__in=OUT_OF_HAND) if chosen.orphaned else orders


def tasks_of(actor: Actor, at: dt.datetime, *, day_ends: dt.datetime, most: int = 300) -> Tasks:
    """The orders that lie with this person's units, by what presses (1 query); at most ``most``, the first due."""
    units = actor.reach(Permission.WORK_ON_PROBLEM)
    rows = Order.objects.select_related("problem__place", "unit").filter(state__in=AT_THE_UNIT, unit_id__in=units)
    found: dict[str, list[Order]] = {name: [] for name in Tasks.__dataclass_fields__}
    for order in rows.order_by("due_at", "id")[:most]:
        found[_pressing(order, at, day_ends)].append(order)
    return Tasks(**{name: tuple(orders) for name, orders in found.items()})


def waiting_orders(actor: Actor, at: dt.datetime) -> Mapping[str, int]:
    """How many orders this person has to sign for, are late with their unit, and wait for the office (4 queries)."""
    units = actor.reach(Permission.WORK_ON_PROBLEM) if actor.may(Permission.WORK_ON_PROBLEM) else ()
    own = Order.objects.filter(unit_id__in=units) if units else Order.objects.none()
    asked = Order.objects.filter(state=OrderState.RETURN_ASKED)
    return {
        "to_sign": own.filter(state=OrderState.DISPATCHED).count(),
        "late": own.filter(_late(at)).count(),
        "returns": asked.count() if actor.may(Permission.ASSIGN_PROBLEM) else 0,
        "orphaned": orphaned_orders().count() if actor.may(Permission.ASSIGN_PROBLEM) else 0,
    }


def orphaned_orders() -> QuerySet[Order]:
    """Open orders whose unit was closed: the office has to hand them on."""
    return Order.objects.filter(ORPHANED).exclude(state__in=OUT_OF_HAND)


def _late(at: dt.datetime) -> Q:
    return Q(state__in=AT_THE_UNIT, due_at__lte=at)


def _pressing(order: Order, at: dt.datetime, day_ends: dt.datetime) -> str:
    due = order.due_at or at
    if due <= at:
        return "late"
    if order.state == OrderState.DISPATCHED:
        return "to_sign"
    if order.state == OrderState.REDO:
        return "redo"
    if due <= day_ends:
        return "today"
    return "soon" if due <= at + SOON else "later"
