"""A returned order goes to another unit: as the office says, as was proposed, or as an objection was right."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import Refusal
from huixiang.ledger.models import DeadlineChange, Order, OrderStep
from huixiang.ledger.policies import orders as policies
from huixiang.ledger.queries import Asked
from huixiang.ledger.queries.orders import leader_for, proposed_step
from huixiang.ledger.services.accused import require_unaccused
from huixiang.ledger.services.leading import require_leads
from huixiang.ledger.services.orders.handing import HandOver, hand_over
from huixiang.ledger.services.orders.moving import Why, locked_order, move_order, record
from huixiang.ledger.services.orders.timing import due_for
from huixiang.ledger.services.words import required
from huixiang.ledger.states import ORDER_MOVES, LimitStep, OrderMove, OrderState, Said
from huixiang.people.models import Unit, User
from huixiang.sorting import services as sorting
from huixiang.sorting.states import ProblemState


class NobodyProposed(Refusal):
    """The return names no unit that could take it, or nobody leads that unit; nothing was written."""


@transaction.atomic
def allow_return(  # noqa: PLR0913 - a hand-over has this many facts
    *, order_id: int, unit: Unit, leader: User, reason: str, by: Actor, at: dt.datetime, designate: bool = False
) -> Order:
    """Take an order back and hand it to another unit, with a fresh limit; one more hop. Designated, it stays there.

    :raises NotAllowed: the policy says no, or it is the same unit. :raises WordsMissing: no reason.
    :raises WrongUnit: the leader leads another unit.
    """
    order = locked_order(order_id)
    policies.may_decide_return(by, order).require()
    policies.may_go_to(order, unit).require()
    require_leads(leader, unit)
    return _redirect(order, unit, leader, Why(required(reason)), by=by, at=at, designate=designate)


@transaction.atomic
def redirect_to_proposed(*, order_id: int, by: Actor, at: dt.datetime) -> Order:
    """Hand a returned order, for good, to the unit that its return proposed, under the leader of that unit.

    :raises NotAllowed: the policy says no, or that unit is closed. :raises NobodyProposed: see there.
    """
    order = locked_order(order_id)
    policies.may_decide_return(by, order).require()
    step = proposed_step(order)
    if step is None or step.other_unit is None:
        raise NobodyProposed(_("The unit did not say whose it is. Choose a unit."))
    policies.may_go_to(order, step.other_unit).require()
    leader = leader_for(step.other_unit)
    if leader is None:
        raise NobodyProposed(_("Nobody leads %(unit)s. Choose a unit and a leader.") % {"unit": step.other_unit.label})
    why = Why(said=Said.PROPOSED, facts={"reason": step.reason})
    return _redirect(order, step.other_unit, leader, why, by=by, at=at, designate=True)


def uphold_return(step: OrderStep, reason: str, *, by: Actor, at: dt.datetime) -> None:
    """A refused return was right after all: it is open again, and goes on at once where a unit was proposed.

    Part of the transaction that decides the objection. An order that has moved on meanwhile stays where it is.
    """
    order = locked_order(step.order_id)
    before = OrderState(order.state)
    if order.unit_id != step.to_unit_id or OrderMove.UPHOLD not in ORDER_MOVES[before]:
        return
    why = Why(said=Said.UPHELD, facts={"reason": reason})
    move_order(order, OrderMove.UPHOLD, at=at, by=by, reason=why, designated=False)
    asked = proposed_step(order)
    unit = asked.other_unit if asked else None
    leader = leader_for(unit) if unit else None
    if unit is not None and leader is not None and policies.may_go_to(order, unit):
        _redirect(order, unit, leader, why, by=by, at=at, designate=False)
    else:
        record("ledger.order.return_reopened", order, by=by, at=at, before=before)


def _redirect(  # noqa: PLR0913 - a hand-over has this many facts
    order: Order, unit: Unit, leader: User, why: Why, *, by: Actor, at: dt.datetime, designate: bool
) -> Order:
    before = OrderState(order.state)
    asked = Asked(order.nature, order.urgency, unit)
    due = due_for(LimitStep.FINISH, asked, at, organisation_id=by.organisation_id)
    problem = sorting.lock_problem(order.problem_id)
    require_unaccused(problem, [unit], leader)
    change = DeadlineChange.objects.create(
        problem=problem, before=problem.due_on, after=due.deadline.day, by_id=by.user_id, at=at, reason=why.words,
        said=why.said or "", said_facts=dict(why.facts), nature=order.nature, urgency=order.urgency, rule=due.rule,
    )  # fmt: skip
    to = HandOver(unit, due.deadline, asked, due.rule, why)
    order = hand_over(problem, to, move=OrderMove.ALLOW_RETURN, by=by, at=at)
    order.returns += 1
    order.designated = designate
    order.save(update_fields=["returns", "designated"])
    sorting.move_problem(problem, ProblemState.ASSIGNED, at=at, unit=unit, leader=leader, due_on=due.deadline.day)
    facts = {"unit": unit.pk, "leader": leader.pk, "due_on": due.deadline.day.isoformat(), "deadline": change.pk}
    record("ledger.order.return_allowed", order, by=by, at=at, before=before, **facts)
    return order
