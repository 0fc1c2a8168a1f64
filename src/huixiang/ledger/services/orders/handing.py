"""Hands a problem's order to a unit: the first time, again to another one, or anew after it was redone."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from huixiang.kernel.actor import Actor
from huixiang.ledger.clocks import Deadline
from huixiang.ledger.models import LimitRule, Order
from huixiang.ledger.queries import Asked
from huixiang.ledger.services.accused import require_unaccused
from huixiang.ledger.services.orders.giving import hand_on
from huixiang.ledger.services.orders.moving import Why, is_open, lead_order, move_order, new_order
from huixiang.ledger.services.orders.timing import due_for
from huixiang.ledger.states import LimitStep, OrderMove
from huixiang.people.models import Unit
from huixiang.sorting.models import Problem


@dataclass(frozen=True, slots=True)
class HandOver:
    """To whom, until when, by which limit, why."""

    unit: Unit
    due: Deadline
    asked: Asked
    rule: LimitRule | None = None
    reason: str | Why = ""


def hand_over(
    problem: Problem, to: HandOver, *, by: Actor, at: dt.datetime, move: OrderMove = OrderMove.DISPATCH
) -> Order:
    """Dispatch the problem's order in the caller's transaction; the problem is locked. Registers it the first time.

    The first deadline of all stays on record as ``first_due_at``. Another unit than before is one more hop; the same
    one stays designated.

    :raises NotAllowed: a voice of the problem accuses the unit; nothing was written.
    """
    require_unaccused(problem, [to.unit])
    order = lead_order(problem.pk)
    if order is None or not is_open(order):
        order = new_order(problem.pk, at=at, nature=to.asked.nature, urgency=to.asked.urgency)
    asked = Asked(to.asked.nature or order.nature, to.asked.urgency or order.urgency, to.unit)
    house = by.organisation_id
    sign, give_back = (
        due_for(step, asked, at, organisation_id=house).deadline for step in (LimitStep.SIGN, LimitStep.RETURN)
    )
    moved = order.unit_id not in {None, to.unit.pk}
    move_order(
        order, move, at=at, by=by, reason=to.reason, rule=to.rule, unit=to.unit, due_at=to.due.late_from,
        first_due_at=order.first_due_at or to.due.late_from, dispatched_at=at, sign_due_at=sign.late_from,
        return_due_at=give_back.late_from, signed_at=None, signed_by=None, extended=False,
        designated=order.designated and not moved, nature=asked.nature, urgency=asked.urgency, hops=order.hops + moved,
    )  # fmt: skip
    if moved:
        hand_on(order, by=by, at=at)
    return order
