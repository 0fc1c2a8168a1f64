"""Who may do what with an order. A refusal has its sentence: that of the role first, then of where it stands."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from huixiang.kernel.actor import Actor
from huixiang.kernel.ruling import YES, Ruling
from huixiang.ledger.models import Order
from huixiang.ledger.states import AT_THE_UNIT, ORDER_MOVES, ConsultAnswer, OrderKind, OrderMove, OrderState
from huixiang.people.models import Unit
from huixiang.people.permissions import Permission

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Words
else:
    Words = object

NOT_NOW: dict[OrderState, Words] = {
    OrderState.WAITING: _("It has not been handed to a unit yet."),
    OrderState.CONSULTING: _("The office is still asking around whose it is."),
    OrderState.DISPATCHED: _("The unit has not signed for it yet."),
    OrderState.RETURN_ASKED: _("The unit has asked to give it back. Decide that first."),
    OrderState.SIGNED: _("The unit is at work on it."),
    OrderState.REPORTED: _("The unit has reported back. Its report is being examined."),
    OrderState.CALLING_BACK: _("Those who raised it are being asked."),
    OrderState.REDO: _("It is being done again."),
    OrderState.CLOSED: _("It is closed."),
    OrderState.ARCHIVED: _("It is in the archive."),
    OrderState.MERGED: _("It went on in another problem."),
    OrderState.WITHDRAWN: _("It was taken back from the unit."),
}
"""Why something cannot be done where an order stands."""


def may_sign_for(actor: Actor, order: Order) -> Ruling:
    """Test whether somebody may sign for it: handlers and leaders of its unit."""
    return _of_the_unit(actor, order) and _stands(order, OrderMove.SIGN)


def may_ask_return(actor: Actor, order: Order) -> Ruling:
    """Test whether somebody may ask to give it back; the service knows whether it is too late. 1 query at most.

    Not after the unit was designated, nor when it said before dispatch that it is theirs.
    """
    ruling = _of_the_unit(actor, order) and _stands(order, OrderMove.ASK_RETURN)
    if ruling and order.designated:
        return Ruling(_("The office has decided that it is yours. It cannot be given back again."))
    if ruling and _said_yes(order):
        return Ruling(_("Your unit said that it is yours when it was asked. It cannot be given back."))
    return ruling


def may_decide_return(actor: Actor, order: Order) -> Ruling:
    """Test whether somebody may allow or refuse a return: the office; of a part also the unit that gave it."""
    if not _gave_it(actor, order):
        ruling = _of_the_office(actor, _("Only the office decides whether an order goes back."))
        if not ruling:
            return ruling
    return _stands(order, OrderMove.ALLOW_RETURN)


def may_go_to(order: Order, unit: Unit) -> Ruling:
    """Test whether a returned order may go to a unit."""
    if order.kind != OrderKind.LEAD:
        return Ruling(_("A part is taken back, and another unit asked."))
    if unit.closed_on is not None:
        return Ruling(_("%(unit)s is closed. Choose a unit that works.") % {"unit": unit.label})
    if unit.pk == order.unit_id:
        return Ruling(_("It lies with this unit already. Refuse the return instead."))
    return YES


def may_pause(actor: Actor, order: Order, *, paused: bool, at: dt.datetime) -> Ruling:
    """Test whether somebody may stop its clock: the unit, while it runs; that of a part is extended instead."""
    ruling = _of_the_unit(actor, order) and _leads(order) and _stands(order, OrderMove.PAUSE)
    if ruling and paused:
        return Ruling(_("The clock stands still already."))
    if ruling and order.due_at is not None and at >= order.due_at:
        return Ruling(_("It is late already. A clock that ran out cannot be stopped."))
    return ruling


def may_resume(actor: Actor, order: Order, *, paused: bool) -> Ruling:
    """Test whether somebody may let its clock run on: the unit."""
    ruling = _of_the_unit(actor, order) and _leads(order) and _stands(order, OrderMove.RESUME)
    return Ruling(_("The clock is running.")) if ruling and not paused else ruling


def may_reclassify(actor: Actor, order: Order) -> Ruling:
    """Test whether somebody may say anew what is wanted: the office, until it is reported."""
    return _of_the_office(actor, _("Only the office says what is wanted and how urgent it is.")) and (
        _leads(order) and _stands(order, OrderMove.RECLASSIFY)
    )


def may_report(actor: Actor, order: Order) -> Ruling:
    """Test whether somebody may report back: a handler of its unit, as for applying for closing."""
    if not actor.may(Permission.APPLY_FOR_CLOSURE, unit_id=order.unit_id or 0):
        return Ruling(_("Only a handler of the responsible unit reports back."))
    return _leads(order) and _stands(order, OrderMove.REPORT)


def may_share(actor: Actor, order: Order, kind: OrderKind) -> Ruling:
    """Test whether somebody may give a part away: the unit hands down; it and the office ask others to help."""
    own = _of_the_unit(actor, order)
    if kind is OrderKind.HANDED_DOWN:
        return own and _stands(order, OrderMove.HAND_DOWN)
    if not own and not actor.may(Permission.ASSIGN_PROBLEM):
        return Ruling(_("Only the responsible unit and the office ask other units to help."))
    return _leads(order) and _stands(order, OrderMove.ASSIST)


def may_take_part(order: Order, unit: Unit, kind: OrderKind) -> Ruling:
    """Test whether a unit can get a part: anyone can help, but an order is handed down to units below only."""
    if kind is OrderKind.HANDED_DOWN and not _is_below(unit, order.unit):
        return Ruling(_("%(unit)s is not below your unit. Ask it to help instead.") % {"unit": unit.label})
    return YES


def may_take_back(actor: Actor, order: Order) -> Ruling:
    """Test whether somebody may take a part back from its unit: the unit that gave it, or the office."""
    if order.kind == OrderKind.LEAD:
        return Ruling(_("Only a part of an order is taken back like this. Hand the order to another unit instead."))
    if not _gave_it(actor, order) and not actor.may(Permission.ASSIGN_PROBLEM):
        return Ruling(_("Only the unit that gave this part, and the office, take it back."))
    return _stands(order, OrderMove.WITHDRAW)


def may_extend_part(actor: Actor, order: Order, *, at: dt.datetime) -> Ruling:
    """Test whether somebody may extend a part: the unit that gave it, or the office; once, before it is due."""
    if order.kind == OrderKind.LEAD:
        return Ruling(_("Only a part of an order is extended like this."))
    if not _gave_it(actor, order) and not actor.may(Permission.ASSIGN_PROBLEM):
        return Ruling(_("Only the unit that gave this part, and the office, extend it."))
    if OrderState(order.state) not in AT_THE_UNIT:
        return Ruling(NOT_NOW[OrderState(order.state)])
    if order.due_at is not None and at >= order.due_at:
        return Ruling(_("The deadline has passed. It stays, and shows as late."))
    return Ruling(_("It was extended once already.")) if order.extended else YES


def may_report_part(actor: Actor, order: Order) -> Ruling:
    """Test whether somebody may report on a part: handlers and leaders of its unit."""
    if order.kind == OrderKind.LEAD:
        return Ruling(_("The responsible unit reports on the whole."))
    return _of_the_unit(actor, order) and _stands(order, OrderMove.REPORT)


def may_unarchive(actor: Actor, order: Order) -> Ruling:
    """Test whether somebody may take it out of the archive: the office."""
    return _of_the_office(actor, _("Only the office takes an order out of the archive.")) and _stands(
        order, OrderMove.UNARCHIVE
    )


def is_late(order: Order, at: dt.datetime) -> bool:
    """Test whether the unit should have acted by now."""
    return OrderState(order.state) in AT_THE_UNIT and order.due_at is not None and at >= order.due_at


def _of_the_unit(actor: Actor, order: Order) -> Ruling:
    if order.unit_id is None or not actor.may(Permission.WORK_ON_PROBLEM, unit_id=order.unit_id):
        return Ruling(_("Only the unit that has the order does this."))
    return YES


def _gave_it(actor: Actor, order: Order) -> bool:
    """Test whether somebody works for the unit that gave this part away."""
    giver = order.parent.unit_id if order.parent else None
    return giver is not None and actor.may(Permission.WORK_ON_PROBLEM, unit_id=giver)


def _leads(order: Order) -> Ruling:
    return (
        YES if order.kind == OrderKind.LEAD else Ruling(_("This is done with the order of the responsible unit only."))
    )


def _is_below(unit: Unit, above: Unit | None) -> bool:
    return above is not None and unit.pk != above.pk and unit.path.startswith(above.path)


def _said_yes(order: Order) -> bool:
    return order.consultations.filter(unit_id=order.unit_id or 0, answer=ConsultAnswer.YES).exists()


def _of_the_office(actor: Actor, words: Words) -> Ruling:
    return YES if actor.may(Permission.ASSIGN_PROBLEM) else Ruling(words)


def _stands(order: Order, move: OrderMove) -> Ruling:
    state = OrderState(order.state)
    return YES if move in ORDER_MOVES[state] else Ruling(NOT_NOW[state])
