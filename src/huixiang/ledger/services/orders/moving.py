"""The one place where an order moves: by the table of moves, with a step that says from where to where and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Max
from django.utils.translation import gettext as _

from huixiang.journal import services as journal
from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import NotFound, Refusal
from huixiang.kernel.tenancy import current_organisation_id
from huixiang.ledger.models import Order, OrderStep
from huixiang.ledger.states import ORDER_MOVES, OUT_OF_HAND, OrderKind, OrderMove, OrderState, Said
from huixiang.people.models import Unit, User
from huixiang.sorting import services as sorting

_NUMBERS = 20_260_305  # our own key space among PostgreSQL's advisory locks


class Why(NamedTuple):
    """Why an order moves: somebody's words, or a sentence of the system by its name and values; and whom it names."""

    words: str = ""
    said: Said | None = None
    facts: Mapping[str, object] = MappingProxyType({})
    other_unit: Unit | None = None
    person: User | None = None


class OrderMovedOn(Refusal):
    """The order no longer stands where this could be done; nothing was written."""


def locked_order(order_id: int) -> Order:
    """The order, locked to the end of the transaction under the lock of its problem, as everybody locks them.

    :raises NotFound: there is none here.
    """
    problem_id = Order.objects.filter(pk=order_id).values_list("problem_id", flat=True).first()
    if problem_id is not None:
        sorting.lock_problem(problem_id)
    rows = Order.objects.select_for_update(of=("self",)).select_related("unit", "problem", "parent__unit")
    order = rows.filter(pk=order_id).first()
    if order is None:
        raise NotFound(f"order {order_id}")
    return order


def lead_order(problem_id: int) -> Order | None:
    """The last order of the responsible unit, locked; None before the first hand-over."""
    rows = Order.objects.select_for_update(of=("self",)).select_related("unit")
    return rows.filter(problem_id=problem_id, kind=OrderKind.LEAD).order_by("-id").first()


def is_open(order: Order) -> bool:
    """Test whether somebody still has to act on it."""
    return OrderState(order.state) not in OUT_OF_HAND


def new_order(problem_id: int, *, at: dt.datetime, **facts: Any) -> Order:
    """Register an order under the organisation's next number; held until the transaction ends, so there are no gaps."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_NUMBERS, current_organisation_id()])
    number = (Order.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    order = Order.objects.create(number=number, problem_id=problem_id, registered_at=at, last_act_at=at, **facts)
    OrderStep.objects.create(order=order, move=OrderMove.REGISTER, after=order.state, at=at)
    return order


def move_order(
    order: Order, move: OrderMove, *, at: dt.datetime, by: Actor | None = None, reason: str | Why = "", **fields: Any
) -> OrderStep:
    """Move a locked order and save it with these fields; the step notes unit, deadline and nature before and after.

    ``by`` is None where the order follows its problem: the journal of the problem says who acted.

    :raises OrderMovedOn: the table has no such move from where it stands; nothing was written.
    """
    before = OrderState(order.state)
    if move not in ORDER_MOVES[before]:
        raise OrderMovedOn(_("This order has moved on: this step is no longer possible. Load the page again."))
    then = (order.unit_id, order.due_at, order.nature)
    order.state = fields.pop("state", ORDER_MOVES[before][move]).value
    order.last_act_at = max(order.last_act_at, at)
    for name, value in fields.items():
        setattr(order, name, value)
    rule = fields.pop("rule", None)
    why = reason if isinstance(reason, Why) else Why(reason)
    order.save(update_fields=["state", "last_act_at", *fields])
    return OrderStep.objects.create(
        order=order, move=move, before=before, after=order.state, reason=why.words, by_id=by.user_id if by else None,
        at=at, from_unit_id=then[0], to_unit_id=order.unit_id, due_before=then[1], due_after=order.due_at,
        nature_before=then[2], nature_after=order.nature, rule=rule,
        said=why.said or "", said_facts=dict(why.facts), other_unit=why.other_unit, person=why.person,
    )  # fmt: skip


def record(action: str, order: Order, *, by: Actor, at: dt.datetime, before: OrderState, **facts: object) -> None:
    """Write the act into the journal of the order's problem."""
    after = {"order": order.number, "order_state": str(order.state), **facts}
    journal.record(
        action, about=f"problem:{order.problem_id}", by=by, at=at, before={"order_state": before.value}, after=after
    )
