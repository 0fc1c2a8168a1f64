"""Closed orders go into the archive once the time to look back is over. Nothing is deleted; the office can undo it."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from huixiang.kernel.actor import Actor, system
from huixiang.kernel.tenancy import current_organisation_id
from huixiang.ledger.clocks import Clock
from huixiang.ledger.models import LimitRule, Order
from huixiang.ledger.policies import orders as policies
from huixiang.ledger.queries.orders import orders_to_archive
from huixiang.ledger.services.orders.moving import locked_order, move_order, record
from huixiang.ledger.services.orders.timing import USUAL, asked_of, due_for
from huixiang.ledger.services.words import required
from huixiang.ledger.states import LimitStep, OrderMove, OrderState


@transaction.atomic
def archive_orders(*, at: dt.datetime, most: int = 2_000) -> int:
    """Put closed orders whose time to be looked back on is over into the archive, at most so many; returns how many.

    The time is the limit set for it that counted when the order was closed, else 180 days. Run again at once it puts
    in none. Costs three queries for an order that may be due, and five for each put in.
    """
    house, put = current_organisation_id(), 0
    for order in orders_to_archive(before=at - _shortest()).iterator(chunk_size=500):
        closed = order.closed_at or at
        due = due_for(LimitStep.LOOK_BACK, asked_of(order), closed, organisation_id=house)
        if due.deadline.is_late(at):
            _archive(order.pk, by=system(house), at=at)
            put += 1
        if put >= most:
            break
    return put


@transaction.atomic
def unarchive_order(*, order_id: int, reason: str, by: Actor, at: dt.datetime) -> Order:
    """Take an order out of the archive again, for the office; it is closed as before, and stays out.

    :raises NotAllowed: the policy says no: not the office, or it is not there. :raises WordsMissing: no reason.
    """
    order = locked_order(order_id)
    policies.may_unarchive(by, order).require()
    move_order(order, OrderMove.UNARCHIVE, at=at, by=by, reason=required(reason), archived_at=None)
    record("ledger.order.unarchived", order, by=by, at=at, before=OrderState.ARCHIVED)
    return order


def _archive(order_id: int, *, by: Actor, at: dt.datetime) -> None:
    order = locked_order(order_id)
    if OrderState(order.state) is not OrderState.CLOSED:  # opened again since it was read
        return
    move_order(order, OrderMove.ARCHIVE, at=at, archived_at=at)
    record("ledger.order.archived", order, by=by, at=at, before=OrderState.CLOSED)


def _shortest() -> dt.timedelta:
    """No order closed later than this can be due: the shortest time any rule gives, in whole days."""
    limits = [rule.limit for rule in LimitRule.objects.filter(step=LimitStep.LOOK_BACK)] + [USUAL[LimitStep.LOOK_BACK]]
    return min(
        dt.timedelta(hours=x.amount) if x.clock is Clock.HOURS else dt.timedelta(days=x.amount - 1) for x in limits
    )
