"""What a supervisor makes of an answer to a supervision order: enough, again, or raised one level."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import Overtaken
from huixiang.ledger import policies, queries
from huixiang.ledger.models import SupervisedProblem, SupervisionOrder, SupervisionReview
from huixiang.ledger.services.days import require_possible
from huixiang.ledger.services.supervision import locked_order, move_order, record_act, require_move, write_sent
from huixiang.ledger.services.words import required
from huixiang.ledger.states import ReviewOutcome, SupervisionState
from huixiang.people import queries as people

S = SupervisionState


@transaction.atomic
def review_supervision(
    *, order_id: int, passed: bool, words: str, by: Actor, at: dt.datetime, answer_by: dt.date | None = None
) -> SupervisionReview:
    """Say whether the answer is enough; if not, the unit answers again by a new day.

    :raises Overtaken: it was reviewed meanwhile. :raises NotAllowed: the policy says no.
    :raises WordsMissing: no reason. :raises BadDeadline: no new day, or an impossible one; nothing was written.
    """
    order = locked_order(order_id)
    if order.state in {S.PASSED, S.RAISED}:
        raise Overtaken(_("Meanwhile this order was reviewed or raised."))
    policies.may_review(by, order).require()
    outcome = ReviewOutcome.PASSED if passed else ReviewOutcome.AGAIN
    if not passed:
        require_possible(answer_by or dt.date.min, at)
        order.answer_by = answer_by
    review = _review(order, outcome, words, by=by, at=at)
    move_order(order, S.PASSED if passed else S.SIGNED, at=at, fields=["answer_by"])
    action = "ledger.supervision.passed" if passed else "ledger.supervision.again"
    record_act(action, order, by=by, at=at, supervision_review=review.pk)
    return review


@transaction.atomic
def raise_supervision(*, order_id: int, words: str, answer_by: dt.date, by: Actor, at: dt.datetime) -> SupervisionOrder:
    """Press the unit above, because the answer is not enough or there is none; returns the new order.

    :raises Overtaken: it ended meanwhile. :raises NotAllowed: the policy says no: no unit above, or the day to answer
    has not passed. :raises WordsMissing: no reason. :raises BadDeadline, UnitClosed: as ``send_supervision``.
    """
    order = locked_order(order_id)
    require_move(order, S.RAISED)
    policies.may_raise(by, order, late=queries.is_late(order, people.local_day(at))).require()
    review = _review(order, ReviewOutcome.RAISED, words, by=by, at=at)
    move_order(order, S.RAISED, at=at)
    above = SupervisionOrder(unit=order.unit.parent, level=order.level + 1, raised_from=order)
    write_sent(above, found=review.words, requires=order.required, answer_by=answer_by, by=by, at=at)
    SupervisedProblem.objects.bulk_create(
        SupervisedProblem(order=above, problem_id=pk) for pk in order.about.values_list("problem_id", flat=True)
    )
    record_act("ledger.supervision.raised", order, by=by, at=at, supervision_review=review.pk, raised_to=above.pk)
    return above


def _review(
    order: SupervisionOrder, outcome: ReviewOutcome, words: str, *, by: Actor, at: dt.datetime
) -> SupervisionReview:
    return SupervisionReview.objects.create(
        order=order,
        outcome=outcome,
        words=required(words),
        answer_by=order.answer_by if outcome == ReviewOutcome.AGAIN else None,
        by_id=by.user_id or 0,
        at=at,
    )
