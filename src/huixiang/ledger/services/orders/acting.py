"""What units and the office do with an order: sign for it, give it back and decide that, pause, say what it is."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import Refusal
from huixiang.ledger.models import DeadlineChange, Order, OrderPause
from huixiang.ledger.policies import orders as policies
from huixiang.ledger.queries import Asked
from huixiang.ledger.services.accused import require_unaccused
from huixiang.ledger.services.leading import require_leads
from huixiang.ledger.services.orders.handing import HandOver, hand_over
from huixiang.ledger.services.orders.moving import locked_order, move_order, record
from huixiang.ledger.services.orders.timing import due_after_pauses, due_for
from huixiang.ledger.services.rows import act_on
from huixiang.ledger.services.words import required
from huixiang.ledger.states import LimitStep, Nature, OrderMove, OrderState, Urgency
from huixiang.people.models import Unit, User
from huixiang.sorting import services as sorting
from huixiang.sorting.states import ProblemState


class TooLateToReturn(Refusal):
    """The time to give an order back is over; nothing was written."""


class NothingNew(Refusal):
    """What was asked for stands already; nothing was written."""


@transaction.atomic
def sign_for_order(*, order_id: int, by: Actor, at: dt.datetime) -> Order:
    """Take an order on: the unit says that it is theirs and that they have begun.

    :raises NotAllowed: the policy says no. :raises OrderMovedOn: it was signed for, returned or moved meanwhile.
    """
    order = locked_order(order_id)
    before = OrderState(order.state)
    policies.may_sign_for(by, order).require()
    move_order(order, OrderMove.SIGN, at=at, by=by, signed_at=at, signed_by_id=by.user_id)
    record("ledger.order.signed", order, by=by, at=at, before=before)
    return order


@transaction.atomic
def ask_return(*, order_id: int, reason: str, by: Actor, at: dt.datetime, proposed: Unit | None = None) -> Order:
    """Ask the office to take an order back, with the reason and, if known, whose it is.

    :raises NotAllowed: the policy says no; never after the unit was designated. :raises WordsMissing: no reason.
    :raises TooLateToReturn: the limit for giving back is over. Nothing was written in any case.
    """
    order = locked_order(order_id)
    before = OrderState(order.state)
    policies.may_ask_return(by, order).require()
    if order.return_due_at is not None and at >= order.return_due_at:
        raise TooLateToReturn(_("The time to give it back is over. Ask the office to extend the deadline instead."))
    words = required(reason)
    if proposed is not None:
        words = _("%(reason)s (proposed: %(unit)s)") % {"reason": words, "unit": proposed.label}
    move_order(order, OrderMove.ASK_RETURN, at=at, by=by, reason=words)
    record("ledger.order.return_asked", order, by=by, at=at, before=before, proposed=proposed.pk if proposed else None)
    return order


@transaction.atomic
def allow_return(  # noqa: PLR0913 - a hand-over has this many facts
    *, order_id: int, unit: Unit, leader: User, reason: str, by: Actor, at: dt.datetime, designate: bool = False
) -> Order:
    """Take an order back and hand it to another unit, with a fresh limit; one more hop. Designated, it stays there.

    :raises NotAllowed: the policy says no, or it is the same unit. :raises WordsMissing: no reason.
    :raises WrongUnit: the leader leads another unit.
    """
    order = locked_order(order_id)
    before = OrderState(order.state)
    policies.may_decide_return(by, order).require()
    policies.may_go_to(order, unit).require()
    require_leads(leader, unit)
    asked = Asked(order.nature, order.urgency, unit)
    due = due_for(LimitStep.FINISH, asked, at, organisation_id=by.organisation_id)
    words = required(reason)
    problem = sorting.lock_problem(order.problem_id)
    require_unaccused(problem, [unit], leader)
    change = DeadlineChange.objects.create(
        problem=problem, before=problem.due_on, after=due.deadline.day, reason=words, by_id=by.user_id, at=at,
        nature=order.nature, urgency=order.urgency, rule=due.rule,
    )  # fmt: skip
    order = hand_over(
        problem, HandOver(unit, due.deadline, asked, due.rule, words), move=OrderMove.ALLOW_RETURN, by=by, at=at
    )
    order.returns += 1
    order.designated = designate
    order.save(update_fields=["returns", "designated"])
    sorting.move_problem(problem, ProblemState.ASSIGNED, at=at, unit=unit, leader=leader, due_on=due.deadline.day)
    facts = {"unit": unit.pk, "leader": leader.pk, "due_on": due.deadline.day.isoformat(), "deadline": change.pk}
    record("ledger.order.return_allowed", order, by=by, at=at, before=before, **facts)
    return order


@transaction.atomic
def refuse_return(*, order_id: int, reason: str, by: Actor, at: dt.datetime) -> Order:
    """Leave an order with the unit that asked to give it back: it is designated, and cannot be given back again.

    :raises NotAllowed: the policy says no. :raises WordsMissing: no reason.
    """
    order = locked_order(order_id)
    before = OrderState(order.state)
    policies.may_decide_return(by, order).require()
    signed = order.signed_at or at
    words = required(reason)
    move_order(order, OrderMove.REFUSE_RETURN, at=at, by=by, reason=words, designated=True, signed_at=signed)
    record("ledger.order.return_refused", order, by=by, at=at, before=before)
    return order


@transaction.atomic
def pause_order(*, order_id: int, reason: str, by: Actor, at: dt.datetime) -> OrderPause:
    """Let the clock stand still because the speaker is waited for, and for nothing else; it is on record.

    :raises NotAllowed: the policy says no: it is late already, or paused. :raises WordsMissing: no reason.
    """
    order = locked_order(order_id)
    before = OrderState(order.state)
    running = order.pauses.filter(ended_at=None).exists()
    policies.may_pause(by, order, paused=running, at=at).require()
    pause = OrderPause.objects.create(order=order, begun_at=at, reason=required(reason), by_id=by.user_id or 0)
    move_order(order, OrderMove.PAUSE, at=at, by=by, reason=pause.reason)
    record("ledger.order.paused", order, by=by, at=at, before=before)
    return pause


@transaction.atomic
def resume_order(*, order_id: int, by: Actor, at: dt.datetime) -> Order:
    """Let the clock run on; the deadline moves by the time it stood still.

    :raises NotAllowed: the policy says no, or it is not paused.
    """
    order = locked_order(order_id)
    before = OrderState(order.state)
    pause = order.pauses.filter(ended_at=None).first()
    policies.may_resume(by, order, paused=pause is not None).require()
    assert pause is not None  # noqa: S101 - for the type
    pause.ended_at = max(at, pause.begun_at)
    pause.save(update_fields=["ended_at"])
    day, late_from = due_after_pauses(order, organisation_id=by.organisation_id)
    problem = sorting.lock_problem(order.problem_id)
    if problem.due_on is not None and day > problem.due_on:
        DeadlineChange.objects.create(
            problem=problem, before=problem.due_on, after=day, by_id=by.user_id, at=at, extends=True,
            reason=_("The clock stood still: %(reason)s") % {"reason": pause.reason},
        )  # fmt: skip
        act_on(problem, at=at, due_on=day)
    move_order(order, OrderMove.RESUME, at=at, by=by, due_at=late_from)
    record("ledger.order.resumed", order, by=by, at=at, before=before, due_on=day.isoformat())
    return order


@transaction.atomic
def reclassify_order(*, order_id: int, nature: str, urgency: str, reason: str, by: Actor, at: dt.datetime) -> Order:
    """Say anew what is wanted and how urgent it is; before and after stay on record, the deadline stays as it is.

    :raises NotAllowed: the policy says no. :raises WordsMissing: no reason. :raises NothingNew: it is that already.
    """
    order = locked_order(order_id)
    before = OrderState(order.state)
    policies.may_reclassify(by, order).require()
    nature, urgency = (Nature(nature).value if nature else ""), (Urgency(urgency).value if urgency else "")
    if (nature, urgency) == (order.nature, order.urgency):
        raise NothingNew(_("It is that already."))
    was = order.nature
    move_order(order, OrderMove.RECLASSIFY, at=at, by=by, reason=required(reason), nature=nature, urgency=urgency)
    record("ledger.order.reclassified", order, by=by, at=at, before=before, nature=nature, urgency=urgency, was=was)
    return order
