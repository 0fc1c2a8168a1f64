"""The buttons about the order on the page of a problem: what this person's role ever does, as far as it makes sense."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from huixiang.kernel import clock
from huixiang.kernel.actor import Actor
from huixiang.kernel.ruling import Ruling
from huixiang.ledger.additions import Step
from huixiang.ledger.models import Order
from huixiang.ledger.policies import orders as policies
from huixiang.ledger.states import ORDER_MOVES, OrderMove, OrderState
from huixiang.people.permissions import Permission
from huixiang.sorting.models import Problem

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Words
else:
    Words = object


def order_steps(actor: Actor, problem: Problem, order: Order | None) -> list[Step]:
    """The acts that are possible where the order stands; those the role never does are left out (1 query)."""
    if order is None:
        return []
    possible = ORDER_MOVES[OrderState(order.state)]
    paused = order.pauses.filter(ended_at=None).exists()
    found: list[tuple[OrderMove, Words, str, Ruling]] = []
    if actor.may(Permission.WORK_ON_PROBLEM):
        found = _of_the_unit(actor, order, paused=paused)
    if actor.may(Permission.ASSIGN_PROBLEM):
        found += _of_the_office(actor, order)
    return [
        Step(label, reverse(f"ledger:{name}", args=[problem.number]), ruling)
        for move, label, name, ruling in found
        if move in possible
    ]


def _of_the_unit(actor: Actor, order: Order, *, paused: bool) -> list[tuple[OrderMove, Words, str, Ruling]]:
    found: list[tuple[OrderMove, Words, str, Ruling]] = [
        (OrderMove.SIGN, _("Sign for the order"), "order_sign", policies.may_sign_for(actor, order)),
        (OrderMove.ASK_RETURN, _("Ask to give it back"), "order_return", policies.may_ask_return(actor, order)),
        (OrderMove.REPORT, _("Report back"), "order_report", policies.may_report(actor, order)),
    ]
    if paused:
        ruling = policies.may_resume(actor, order, paused=True)
        return [*found, (OrderMove.RESUME, _("Let the clock run on"), "order_resume", ruling)]
    ruling = policies.may_pause(actor, order, paused=False, at=clock.now())
    return [*found, (OrderMove.PAUSE, _("Stop the clock"), "order_pause", ruling)]


def _of_the_office(actor: Actor, order: Order) -> list[tuple[OrderMove, Words, str, Ruling]]:
    decide = policies.may_decide_return(actor, order)
    nature = policies.may_reclassify(actor, order)
    return [
        (OrderMove.ALLOW_RETURN, _("Decide whether it goes back"), "order_decide", decide),
        (OrderMove.RECLASSIFY, _("Say anew what is wanted"), "order_nature", nature),
    ]
