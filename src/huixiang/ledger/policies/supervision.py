"""Who may press a unit with a supervision order, who signs for it and answers, who reviews."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from huixiang.kernel.actor import Actor
from huixiang.kernel.ruling import YES, Ruling
from huixiang.ledger.models import SupervisionOrder
from huixiang.ledger.policies.sides import is_outside
from huixiang.ledger.states import WITH_THE_UNIT, SupervisionState
from huixiang.people.models import Unit
from huixiang.people.permissions import Permission

S = SupervisionState


def may_supervise(actor: Actor) -> Ruling:
    """Test whether somebody's role presses units at all."""
    if not actor.may(Permission.SUPERVISE):
        return Ruling(_("Only supervisors press units."))
    return YES


def may_send(actor: Actor, unit: Unit) -> Ruling:
    """Test whether somebody may send a supervision order to a unit: a supervisor from outside. One query at most."""
    return may_supervise(actor) and is_outside(actor, unit, asked_by=None)


def may_sign_for(actor: Actor, order: SupervisionOrder) -> Ruling:
    """Test whether somebody may sign for an order with their name: a handler or leader of the unit."""
    return _of_the_unit(actor, order) and _stands(order, {S.SENT}, _("There is nothing to sign for now."))


def may_answer(actor: Actor, order: SupervisionOrder) -> Ruling:
    """Test whether somebody may answer for the unit, once it was signed for."""
    if order.state == S.SENT:
        return _of_the_unit(actor, order) and Ruling(_("Sign for it first."))
    return _of_the_unit(actor, order) and _stands(order, {S.SIGNED}, _("There is nothing to answer now."))


def may_review(actor: Actor, order: SupervisionOrder) -> Ruling:
    """Test whether somebody may say whether the answer is enough. One query at most."""
    waits = _stands(order, {S.ANSWERED}, _("It can be reviewed once the unit has answered."))
    return may_send(actor, order.unit) and waits


def may_raise(actor: Actor, order: SupervisionOrder, *, late: bool) -> Ruling:
    """Test whether an order may go to the unit above: after an answer, or when the day passed without one."""
    ruling = may_send(actor, order.unit)
    if ruling and order.unit.parent_id is None:
        return Ruling(_("There is no unit above this one."))
    if ruling and SupervisionState(order.state) in WITH_THE_UNIT and not late:
        return Ruling(_("The unit can still answer."))
    return ruling and _stands(order, {*WITH_THE_UNIT, S.ANSWERED}, _("This order has ended."))


def may_drop(actor: Actor, order: SupervisionOrder) -> Ruling:
    """Test whether somebody may drop a proposal, or take back an order nobody signed for yet."""
    if order.state == S.SENT and order.sent_by_id != actor.user_id:
        return may_supervise(actor) and Ruling(_("Only who sent it takes it back."))
    return may_supervise(actor) and _stands(order, {S.PROPOSED, S.SENT}, _("It is with the unit already."))


def _of_the_unit(actor: Actor, order: SupervisionOrder) -> Ruling:
    if not actor.may(Permission.WORK_ON_PROBLEM, unit_id=order.unit_id):
        return Ruling(_("Only a handler or leader of the unit does this."))
    if actor.user_id == order.sent_by_id:
        return Ruling(_("You sent it yourself. Somebody of the unit must sign for it."))
    return YES


def _stands(order: SupervisionOrder, states: Collection[SupervisionState], reason: object) -> Ruling:
    return YES if order.state in states else Ruling(str(reason))
