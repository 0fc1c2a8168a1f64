"""The buttons about the order on the page of a problem: what this person's role ever does, as far as it makes sense."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy as _

from huixiang.kernel import clock
from huixiang.kernel.actor import Actor
from huixiang.kernel.ruling import Ruling
from huixiang.ledger.additions import Step
from huixiang.ledger.models import Order
from huixiang.ledger.policies import consulting, orders as policies
from huixiang.ledger.queries.orders import proposed_step
from huixiang.ledger.states import ORDER_MOVES, OUT_OF_HAND, OrderKind, OrderMove, OrderState
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
    possible = set(ORDER_MOVES[OrderState(order.state)])
    paused = order.pauses.filter(ended_at=None).exists()
    found: list[tuple[OrderMove, Words, str, Ruling]] = []
    if actor.may(Permission.WORK_ON_PROBLEM):
        found = _of_the_unit(actor, order, paused=paused)
    if actor.may(Permission.ASSIGN_PROBLEM):
        found += _of_the_office(actor, order)
    if helping := policies.may_share(actor, order, OrderKind.ASSIST):
        found.append((OrderMove.ASSIST, _("Ask another unit to help"), "order_assist", helping))
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
        (
            OrderMove.HAND_DOWN,
            _("Hand a part down"),
            "order_hand_down",
            policies.may_share(actor, order, OrderKind.HANDED_DOWN),
        ),
    ]
    if paused:
        ruling = policies.may_resume(actor, order, paused=True)
        return [*found, (OrderMove.RESUME, _("Let the clock run on"), "order_resume", ruling)]
    ruling = policies.may_pause(actor, order, paused=False, at=clock.now())
    return [*found, (OrderMove.PAUSE, _("Stop the clock"), "order_pause", ruling)]


def _of_the_office(actor: Actor, order: Order) -> list[tuple[OrderMove, Words, str, Ruling]]:
    decide = policies.may_decide_return(actor, order)
    nature = policies.may_reclassify(actor, order)
    found: list[tuple[OrderMove, Words, str, Ruling]] = [
        (OrderMove.ALLOW_RETURN, _("Decide whether it goes back"), "order_decide", decide),
        (OrderMove.RECLASSIFY, _("Say anew what is wanted"), "order_nature", nature),
        (OrderMove.UNARCHIVE, _("Take it out of the archive"), "order_unarchive", policies.may_unarchive(actor, order)),
    ]
    step = proposed_step(order) if OrderMove.ALLOW_RETURN in ORDER_MOVES[OrderState(order.state)] else None
    if step is not None and step.other_unit is not None:
        label = gettext("Hand it to %(unit)s, as proposed") % {"unit": step.other_unit.label}
        found.append((OrderMove.ALLOW_RETURN, label, "order_proposed", decide))
    return found


def consult_steps(actor: Actor, problem: Problem, order: Order | None) -> list[Step]:
    """The button to ask units whose it is, for the office and only before it lies with a unit."""
    standing = order if order is not None and OrderState(order.state) not in OUT_OF_HAND else None
    ruling = consulting.may_consult(actor, problem, standing)
    return (
        [Step(_("Ask units whose it is"), reverse("ledger:consult", args=[problem.number]), ruling)] if ruling else []
    )


def part_steps(actor: Actor, problem: Problem, part: Order, *, at: dt.datetime) -> list[Step]:
    """What this person can do with a part of an order; only what is possible now."""
    found: list[tuple[Words, str, Ruling]] = [
        (_("Sign for the part"), "part_sign", policies.may_sign_for(actor, part)),
        (_("Report on the part"), "part_report", policies.may_report_part(actor, part)),
        (_("Hand it further down"), "part_hand_down", policies.may_share(actor, part, OrderKind.HANDED_DOWN)),
        (_("Ask to give the part back"), "part_return", policies.may_ask_return(actor, part)),
        (_("Decide whether the part goes back"), "part_decide", policies.may_decide_return(actor, part)),
        (_("Extend the part"), "part_extend", policies.may_extend_part(actor, part, at=at)),
        (_("Take the part back"), "part_withdraw", policies.may_take_back(actor, part)),
    ]
    args = [problem.number, part.number]
    return [Step(label, reverse(f"ledger:{name}", args=args), ruling) for label, name, ruling in found if ruling]
