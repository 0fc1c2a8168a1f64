"""The part of a helping unit in a problem: finished, or open again, in that unit's own words; its order with it."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from huixiang.journal import services as journal
from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import NotFound, Overtaken
from huixiang.ledger import policies
from huixiang.ledger.models import CoUnit, OrderReport
from huixiang.ledger.services.orders.moving import locked_order, move_order
from huixiang.ledger.services.rows import act_on
from huixiang.ledger.services.words import required
from huixiang.ledger.states import OrderMove, OrderState
from huixiang.sorting import services as sorting
from huixiang.sorting.models import Problem


@transaction.atomic
def finish_part(*, problem_id: int, part_id: int, words: str, by: Actor, at: dt.datetime) -> CoUnit:
    """Say that the part of a helping unit is finished, as that unit. Approved or promised work is not finished.

    :raises NotFound: no such part of this problem. :raises NotAllowed: the policy says no.
    :raises WordsMissing: nothing was said. :raises Overtaken: it is finished already.
    """
    problem, part = _locked(problem_id, part_id)
    policies.may_finish_part(by, part).require()
    if part.finished_at is not None:
        raise Overtaken(_("This part is finished already."))
    part.finished_words, part.finished_at, part.finished_by_id = required(words), at, by.user_id
    part.save(update_fields=["finished_words", "finished_at", "finished_by"])
    act_on(problem, at=at)
    _report(part, by=by, at=at)
    facts = {"unit": part.unit_id, "part": part.pk}
    journal.record("ledger.part.finished", about=f"problem:{problem.pk}", by=by, at=at, after=facts)
    return part


@transaction.atomic
def reopen_part(*, problem_id: int, part_id: int, words: str, by: Actor, at: dt.datetime) -> CoUnit:
    """Say that the part is not finished after all, and why; the journal keeps what was said before.

    :raises NotFound: no such part of this problem. :raises NotAllowed: the policy says no.
    :raises WordsMissing: nothing was said. :raises Overtaken: it is open already.
    """
    problem, part = _locked(problem_id, part_id)
    policies.may_reopen_part(by, part).require()
    if part.finished_at is None:
        raise Overtaken(_("This part is open already."))
    before, reason = {"words": part.finished_words}, required(words)
    part.finished_words, part.finished_at, part.finished_by_id = "", None, None
    part.save(update_fields=["finished_words", "finished_at", "finished_by"])
    _take_up_again(part, reason, by=by, at=at)
    act_on(problem, at=at)
    facts = {"unit": part.unit_id, "part": part.pk, "words": reason}
    journal.record("ledger.part.reopened", about=f"problem:{problem.pk}", by=by, at=at, before=before, after=facts)
    return part


def _report(part: CoUnit, *, by: Actor, at: dt.datetime) -> None:
    """A part that is finished is its order reported back."""
    if part.order_id is None:
        return
    order = locked_order(part.order_id)
    OrderReport.objects.create(order=order, answer=part.finished_words, solved=True, by_id=by.user_id or 0, at=at)
    move_order(order, OrderMove.REPORT, at=at, by=by, reported_at=at, signed_at=order.signed_at or at)


def _take_up_again(part: CoUnit, reason: str, *, by: Actor, at: dt.datetime) -> None:
    """The order of a part that is open again lies with its unit; one that was closed gets the time of the whole."""
    if part.order_id is None:
        return
    order = locked_order(part.order_id)
    if OrderState(order.state) is OrderState.REPORTED:
        move_order(order, OrderMove.TURN_BACK, at=at, by=by, reason=reason)
        return
    due = max(filter(None, (order.due_at, order.parent.due_at if order.parent else None)), default=None)
    facts = {"redos": order.redos + 1, "closed_at": None, "archived_at": None, "extended": False}
    move_order(order, OrderMove.REDO, at=at, by=by, reason=reason, due_at=due, **facts)


def _locked(problem_id: int, part_id: int) -> tuple[Problem, CoUnit]:
    problem = sorting.lock_problem(problem_id)
    part = CoUnit.objects.select_related("unit").filter(problem=problem, pk=part_id).first()
    if part is None:
        raise NotFound(f"part {part_id} of problem {problem_id}")
    part.problem = problem
    return problem, part
