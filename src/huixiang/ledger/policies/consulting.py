"""Who asks units whose something is, and who answers for a unit."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from huixiang.kernel.actor import Actor
from huixiang.kernel.ruling import YES, Ruling
from huixiang.ledger.models import Consultation, Order
from huixiang.ledger.policies.orders import NOT_NOW
from huixiang.ledger.policies.work import ASSIGNABLE
from huixiang.ledger.states import ORDER_MOVES, OrderMove, OrderState
from huixiang.people.permissions import Permission
from huixiang.sorting.models import Problem
from huixiang.sorting.states import ProblemState


def may_consult(actor: Actor, problem: Problem, order: Order | None) -> Ruling:
    """Test whether somebody may ask units whose it is: the office, before it is handed over."""
    if not actor.may(Permission.ASSIGN_PROBLEM):
        return Ruling(_("Only the office asks units whose it is."))
    if order is not None and OrderMove.CONSULT not in ORDER_MOVES[OrderState(order.state)]:
        return Ruling(NOT_NOW[OrderState(order.state)])
    if problem.unit_id is not None or ProblemState(problem.state) not in ASSIGNABLE:
        return Ruling(_("It lies with a unit. Units are asked before it is handed over."))
    return YES


def may_answer_consultation(actor: Actor, asked: Consultation) -> Ruling:
    """Test whether somebody may answer for the unit that was asked: handlers and leaders of it, while it is open."""
    if not actor.may(Permission.WORK_ON_PROBLEM, unit_id=asked.unit_id):
        return Ruling(_("Only the unit that was asked answers."))
    if asked.answer:
        return Ruling(_("Your unit has answered already. The first answer stays."))
    if asked.order.state != OrderState.CONSULTING:
        return Ruling(_("It was handed to a unit meanwhile. Nobody needs the answer any more."))
    return YES
