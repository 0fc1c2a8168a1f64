"""Reads of orders: the one of a problem, what a unit has to do, the list with its filters."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from huixiang.kernel.actor import EVERYWHERE, Actor
from huixiang.kernel.errors import NotFound
from huixiang.ledger.models import Consultation, Order, OrderStep
from huixiang.ledger.queries.problems import leaders_of
from huixiang.ledger.states import AT_THE_UNIT, OUT_OF_HAND, ConsultAnswer, OrderKind, OrderMove, OrderState
from huixiang.people import queries as people
from huixiang.people.models import Unit, User
from huixiang.people.permissions import Permission
from huixiang.people.roles import Role
from huixiang.sorting import wording
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
    raised_to: Actor | None = None
    text: str = ""


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


def proposed_step(order: Order) -> OrderStep | None:
    """The last request to give an order back, with the unit that was proposed; None before the first."""
    return order.steps.select_related("other_unit").filter(move=OrderMove.ASK_RETURN).order_by("-id").first()


def leader_for(unit: Unit) -> User | None:
    """Who is responsible when a unit gets an order and nobody is named: its own leader, else one above (2 queries)."""
    return people.holders_of(Role.UNIT_LEADER, unit=unit).first() or leaders_of(unit).first()


def superior_of(unit: Unit) -> User | None:
    """The person above a unit to whom its orders are raised: a leader above, else the office; None if there is none."""
    above = leaders_of(unit.parent).first() if unit.parent else None
    return above or people.holders_of(Role.OFFICE).first()


def orders_to_archive(*, before: dt.datetime) -> QuerySet[Order]:
    """Closed orders, the first closed first, closed before a moment; those taken out of the archive stay out."""
    out = OrderStep.objects.filter(order=OuterRef("pk"), move=OrderMove.UNARCHIVE, at__gte=OuterRef("closed_at"))
    rows = Order.objects.select_related("unit").filter(state=OrderState.CLOSED, closed_at__lt=before)
    return rows.exclude(Exists(out)).order_by("closed_at", "id")


def raised_to(actor: Actor) -> QuerySet[Order]:
    """Orders that are done again and were raised to this person, the first due first."""
    last = OrderStep.objects.filter(order=OuterRef("pk"), move=OrderMove.RAISE).order_by("-id")
    rows = Order.objects.select_related("problem__place", "unit").filter(state=OrderState.REDO)
    raised = rows.annotate(superior=Subquery(last.values("person_id")[:1])).filter(superior=actor.user_id or 0)
    return raised.order_by("due_at", "id")


def parts_of(order: Order) -> QuerySet[Order]:
    """The parts of an order, those handed further down too, in the order they were given."""
    rows = Order.objects.select_related("unit", "parent__unit", "part")
    return rows.filter(problem_id=order.problem_id).exclude(kind=OrderKind.LEAD).order_by("id")


def require_part(problem: Problem, number: int) -> Order:
    """A part of the problem's order by the order's number.

    :raises NotFound: there is none.
    """
    rows = problem.orders.select_related("unit", "parent__unit", "part").exclude(kind=OrderKind.LEAD)
    order = rows.filter(number=number).first()
    if order is None:
        raise NotFound(f"part {number} of problem {problem.pk}")
    return order


def consultations_of(order: Order) -> QuerySet[Consultation]:
    """Which units were asked whose it is, with their answers, in the order they were asked."""
    return order.consultations.select_related("unit", "with_unit", "by", "answered_by")


def owner_of(problem: Problem) -> int | None:
    """The unit that said before dispatch that a problem is theirs, alone or with another; None where none did."""
    rows = Consultation.objects.filter(order__problem=problem, order__state=OrderState.CONSULTING)
    for answer in (ConsultAnswer.YES, ConsultAnswer.WITH):
        said = rows.filter(answer=answer).values_list("unit_id", flat=True).order_by("id").first()
        if said is not None:
            return said
    return None


def consultation_about(problem: Problem, consultation_id: int) -> Consultation:
    """A unit's being asked before the dispatch of this problem.

    :raises NotFound: none of this problem has that id.
    """
    rows = Consultation.objects.select_related("order", "unit")
    found = rows.filter(pk=consultation_id, order__problem=problem).first()
    if found is None:
        raise NotFound(f"consultation {consultation_id}")
    return found


def consultations_for(actor: Actor) -> QuerySet[Consultation]:
    """What this person's units are asked and have not answered while nobody has it yet, the first due first."""
    reach = actor.reach(Permission.WORK_ON_PROBLEM)
    rows = Consultation.objects.select_related("order__problem__place", "unit").filter(unit_id__in=reach, answer="")
    return rows.filter(order__state=OrderState.CONSULTING).order_by("answer_by", "id")


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
    if chosen.raised_to:
        orders = orders.filter(pk__in=raised_to(chosen.raised_to).order_by().values("pk"))
    if chosen.text.strip():
        orders = orders.filter(_says(chosen.text.strip()))
    return orders.filter(ORPHANED).exclude(state__in=OUT_OF_HAND) if chosen.orphaned else orders


def _says(text: str) -> Q:
    """The order's own number, or words of its problem."""
    number = text.lstrip("#")
    own = Q(number=int(number)) if number.isascii() and number.isdigit() and len(number) < 10 else Q(pk__in=())
    question = wording.query(text)
    return own | Q(problem__terms=question) if question else own


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
