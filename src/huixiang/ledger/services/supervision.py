"""Supervision orders (督办单): proposed, sent, signed for, answered, reviewed, raised one level."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from django.db import connection, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from huixiang.journal import services as journal
from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import NotFound, Overtaken, Refusal
from huixiang.kernel.tenancy import current_organisation_id
from huixiang.ledger import policies
from huixiang.ledger.models import (
    Evidence,
    SupervisedProblem,
    SupervisionAnswer,
    SupervisionOrder,
)
from huixiang.ledger.services.days import require_possible
from huixiang.ledger.services.words import required
from huixiang.ledger.states import SUPERVISION_MOVES, SupervisionState
from huixiang.people import queries as people
from huixiang.people.models import Unit
from huixiang.sorting.models import Problem
from huixiang.sorting.services.problems import lock_problems

S = SupervisionState
_NUMBERS: Final = 7_305
"""The advisory lock under which numbers are given; another one than that of problems."""


class OtherUnits(Refusal):
    """A problem does not lie with the unit that is pressed; nothing was written."""


class UnitClosed(Refusal):
    """The unit is closed; nothing was written."""


@transaction.atomic
def propose_supervision(*, problem: Problem, found: str, by: Actor, at: dt.datetime) -> SupervisionOrder:
    """Propose, by rule, to press the unit of a problem; a supervisor sends or drops it. It has no number yet.

    :raises WordsMissing: nothing was found.
    """
    order = SupervisionOrder.objects.create(
        unit_id=problem.unit_id or 0, found=required(found), proposed_at=at, last_act_at=at
    )
    SupervisedProblem.objects.create(order=order, problem=problem)
    record_act("ledger.supervision.proposed", order, by=by, at=at)
    return order


@transaction.atomic
def send_supervision(  # noqa: PLR0913 - an order has this many facts
    *,
    unit: Unit,
    problem_ids: Sequence[int],
    found: str,
    requires: str,
    answer_by: dt.date,
    by: Actor,
    at: dt.datetime,
) -> SupervisionOrder:
    """Press a unit about problems that lie with it, or about the unit alone; it gets the next number of the year.

    :raises NotAllowed: the policy says no. :raises UnitClosed: nobody is there to answer.
    :raises OtherUnits: a problem lies elsewhere. :raises WordsMissing: nothing was found or is required.
    :raises BadDeadline: see ``require_possible``.
    """
    policies.may_send(by, unit).require()
    problems = lock_problems(problem_ids)
    _require_own(list(problems.values()), unit)
    order = SupervisionOrder(unit=unit)
    write_sent(order, found=found, requires=requires, answer_by=answer_by, by=by, at=at)
    SupervisedProblem.objects.bulk_create(SupervisedProblem(order=order, problem_id=pk) for pk in sorted(problems))
    record_act("ledger.supervision.sent", order, by=by, at=at)
    return order


@transaction.atomic
def send_proposal(
    *, order_id: int, found: str, requires: str, answer_by: dt.date, by: Actor, at: dt.datetime
) -> SupervisionOrder:
    """Send what was proposed by rule, in the supervisor's own words.

    :raises Overtaken: somebody sent or dropped it meanwhile. :raises NotAllowed, WordsMissing, BadDeadline,
    UnitClosed: as ``send_supervision``; nothing was written.
    """
    order = locked_order(order_id)
    require_move(order, S.SENT)
    policies.may_send(by, order.unit).require()
    write_sent(order, found=found, requires=requires, answer_by=answer_by, by=by, at=at)
    record_act("ledger.supervision.sent", order, by=by, at=at)
    return order


@transaction.atomic
def drop_supervision(*, order_id: int, words: str, by: Actor, at: dt.datetime) -> SupervisionOrder:
    """Drop a proposal, or take back an order nobody signed for yet, saying why. It stays on record.

    :raises Overtaken: it moved on meanwhile. :raises NotAllowed: the policy says no. :raises WordsMissing: no reason.
    """
    order = locked_order(order_id)
    require_move(order, S.DROPPED)
    policies.may_drop(by, order).require()
    order.dropped_words = required(words)
    move_order(order, S.DROPPED, at=at, fields=["dropped_words"])
    record_act("ledger.supervision.dropped", order, by=by, at=at)
    return order


@transaction.atomic
def sign_supervision(*, order_id: int, by: Actor, at: dt.datetime) -> SupervisionOrder:
    """Sign for an order with one's name, for the unit.

    :raises Overtaken: somebody signed already, or it was taken back. :raises NotAllowed: the policy says no.
    """
    order = locked_order(order_id)
    if order.state != S.SENT:
        raise Overtaken(_("Meanwhile this order was signed for or taken back."))
    policies.may_sign_for(by, order).require()
    order.signed_by_id, order.signed_at = by.user_id, at
    move_order(order, S.SIGNED, at=at, fields=["signed_by", "signed_at"])
    record_act("ledger.supervision.signed", order, by=by, at=at)
    return order


@transaction.atomic
def answer_supervision(
    *, order_id: int, words: str, by: Actor, at: dt.datetime, evidence: Evidence | None = None
) -> SupervisionAnswer:
    """Answer an order for the unit, with words and perhaps a piece of evidence of one of its problems.

    :raises Overtaken: it was answered or raised meanwhile. :raises NotAllowed: the policy says no.
    :raises WordsMissing: nothing was said. :raises NotFound: the evidence belongs to another problem.
    """
    order = locked_order(order_id)
    if order.state not in {S.SENT, S.SIGNED}:
        raise Overtaken(_("Meanwhile this order was answered, raised or taken back."))
    policies.may_answer(by, order).require()
    if evidence is not None and not order.about.filter(problem_id=evidence.problem_id).exists():
        raise NotFound(f"evidence {evidence.pk}")
    answer = SupervisionAnswer.objects.create(
        order=order, words=required(words), evidence=evidence, by_id=by.user_id or 0, at=at
    )
    move_order(order, S.ANSWERED, at=at)
    record_act("ledger.supervision.answered", order, by=by, at=at, supervision_answer=answer.pk)
    return answer


def write_sent(
    order: SupervisionOrder, *, found: str, requires: str, answer_by: dt.date, by: Actor, at: dt.datetime
) -> None:
    if order.unit.closed_on is not None:
        raise UnitClosed(_("%(unit)s is closed. Choose a unit that works.") % {"unit": order.unit.label})
    require_possible(answer_by, at)
    order.found, order.required, order.answer_by = required(found), required(requires), answer_by
    order.year = people.local_day(at).year
    order.number = _next_number(order.year)
    order.sent_by_id, order.sent_at, order.last_act_at, order.state = by.user_id, at, at, S.SENT
    order.save()


def _next_number(year: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_NUMBERS, current_organisation_id()])
    return (SupervisionOrder.objects.filter(year=year).aggregate(last=Max("number"))["last"] or 0) + 1


def locked_order(order_id: int) -> SupervisionOrder:
    rows = SupervisionOrder.objects.select_for_update(of=("self",)).select_related("unit")
    order = rows.order_by().filter(pk=order_id).first()
    if order is None:
        raise NotFound(f"supervision order {order_id}")
    return order


def _require_own(problems: Sequence[Problem], unit: Unit) -> None:
    below = people.units_below(unit)
    wrong = sorted(problem.number for problem in problems if problem.unit_id not in below)
    if wrong:
        numbers = _(", ").join(map(str, wrong))
        raise OtherUnits(_("Problem %(numbers)s does not lie with this unit.") % {"numbers": numbers})


def require_move(order: SupervisionOrder, to: SupervisionState) -> None:
    """:raises Overtaken: the table has no such move."""
    if to not in SUPERVISION_MOVES[S(order.state)]:
        raise Overtaken(_("This order has moved on meanwhile. Load the page again."))


def move_order(order: SupervisionOrder, to: SupervisionState, *, at: dt.datetime, fields: Sequence[str] = ()) -> None:
    require_move(order, to)
    order.state, order.last_act_at = to, at
    if not SUPERVISION_MOVES[to]:
        order.ended_at = at
    order.save(update_fields=["state", "last_act_at", "ended_at", *fields])


def record_act(action: str, order: SupervisionOrder, *, by: Actor, at: dt.datetime, **more: int) -> None:
    """One entry about the order, and the same about each of its problems, so that their lives show it."""
    problems = order.about.order_by("problem_id").values_list("problem_id", flat=True)
    after: dict[str, object] = {"supervision": order.pk, "unit": order.unit_id, "level": order.level, **more}
    if order.answer_by is not None:
        after |= {"answer_by": order.answer_by.isoformat()}
    journal.record(action, about=f"supervision:{order.pk}", by=by, at=at, after=after)
    journal.record_each(action, about=[f"problem:{pk}" for pk in problems], by=by, at=at, after=after)
