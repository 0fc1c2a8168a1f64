"""Acts on parts of an order: ask another unit to help, hand down, extend, take back, report."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from huixiang.journal import services as journal
from huixiang.kernel.actor import Actor
from huixiang.ledger.clocks import until_end_of
from huixiang.ledger.models import Order, OrderReport
from huixiang.ledger.policies import orders as policies
from huixiang.ledger.services.days import BadDeadline
from huixiang.ledger.services.orders.finishing import finish_part
from huixiang.ledger.services.orders.giving import Part, give_part, last_day_of, require_within, take_back
from huixiang.ledger.services.orders.moving import Why, locked_order, move_order, record
from huixiang.ledger.services.orders.timing import house_zone
from huixiang.ledger.services.words import required
from huixiang.ledger.states import OrderKind, OrderMove, OrderState

_MOVES = {OrderKind.ASSIST: OrderMove.ASSIST, OrderKind.HANDED_DOWN: OrderMove.HAND_DOWN}


@transaction.atomic
def share_order(*, order_id: int, part: Part, by: Actor, at: dt.datetime) -> Order:
    """Give a unit a part of an order: one that assists, or one below that it is handed down to. Returns its order.

    :raises NotAllowed: the policy says no. :raises WordsMissing: not said what the part is.
    :raises WrongUnit: the unit is closed. :raises AlreadyHelps: it works on it. :raises BadDeadline: later than the
    whole, or impossible. Nothing was written in any case.
    """
    order = locked_order(order_id)
    before = OrderState(order.state)
    policies.may_share(by, order, part.kind).require()
    policies.may_take_part(order, part.unit, part.kind).require()
    part = replace(part, task=required(part.task))
    given = give_part(order, part, by=by, at=at)
    move_order(order, _MOVES[part.kind], at=at, by=by, reason=Why(part.task, other_unit=part.unit))
    action = "ledger.order.help_asked" if part.kind is OrderKind.ASSIST else "ledger.order.handed_down"
    day = last_day_of(given, by.organisation_id)
    facts = {"unit": part.unit.pk, "part_order": given.number, "due_on": day.isoformat() if day else None}
    record(action, order, by=by, at=at, before=before, **facts)
    return given


@transaction.atomic
def extend_part(*, order_id: int, due_on: dt.date, reason: str, by: Actor, at: dt.datetime) -> Order:
    """Move the deadline of a part, once, before it passes, and not behind that of the whole.

    :raises NotAllowed: the policy says no: not a part, late, or extended before. :raises WordsMissing: no reason.
    :raises BadDeadline: not later than now, or later than the whole. Nothing was written in any case.
    """
    order = locked_order(order_id)
    before = OrderState(order.state)
    policies.may_extend_part(by, order, at=at).require()
    words = required(reason)
    last = last_day_of(order, by.organisation_id)
    if last is not None and due_on <= last:
        raise BadDeadline(_("Choose a day after the present deadline."))
    assert order.parent is not None  # noqa: S101 - the policy refused before; for the type only
    require_within(due_on, order.parent, at)
    late_from = until_end_of(due_on, house_zone(by.organisation_id)).late_from
    move_order(order, OrderMove.EXTEND, at=at, by=by, reason=words, due_at=late_from, extended=True)
    record(
        "ledger.order.part_extended", order, by=by, at=at, before=before, unit=order.unit_id, due_on=due_on.isoformat()
    )
    return order


@transaction.atomic
def withdraw_part(*, order_id: int, reason: str, by: Actor, at: dt.datetime) -> Order:
    """Take a part back from its unit: it was given by mistake, or the unit asked to give it back.

    :raises NotAllowed: the policy says no. :raises WordsMissing: no reason; nothing was written.
    """
    order = locked_order(order_id)
    before = OrderState(order.state)
    policies.may_take_back(by, order).require()
    take_back(order, Why(required(reason)), by=by, at=at)
    record("ledger.order.part_withdrawn", order, by=by, at=at, before=before, unit=order.unit_id)
    return order


@transaction.atomic
def report_part(*, order_id: int, solved: bool, words: str, by: Actor, at: dt.datetime) -> Order:
    """Report back on a part: finished, or why not; then it stays with its unit and its clock runs.

    :raises NotAllowed: the policy says no. :raises WordsMissing: nothing was said; nothing was written.
    """
    order = locked_order(order_id)
    policies.may_report_part(by, order).require()
    said = required(words)
    if solved:
        finish_part(problem_id=order.problem_id, part_id=order.part.pk, words=said, by=by, at=at)
        order.refresh_from_db()
        return order
    report = OrderReport.objects.create(
        order=order, answer=said, solved=False, unsolved_reason=said, by_id=by.user_id or 0, at=at
    )
    after = {"order": order.number, "report": report.pk, "is_solved": False, "unit": order.unit_id}
    journal.record("ledger.order.reported", about=f"problem:{order.problem_id}", by=by, at=at, after=after)
    return order
