"""What a first answer causes outside the claim: it stands in the order, and nobody is rung up any more."""

from __future__ import annotations

from huixiang.ledger.models import Order
from huixiang.ledger.states import OrderKind
from huixiang.verification import queries
from huixiang.verification.models import CallBack, Verdict
from huixiang.verification.states import CallState


def follow_first_answer(verdict: Verdict) -> None:
    """Write a first answer into the order it belongs to, and end a call that waits: part of the act of answering.

    The order is the lead order of the problem the voice itself feeds, so that a merged one keeps its own answer. An
    answer that stands there already, from an earlier round, is never changed.
    """
    asking = verdict.asking
    own = queries.problem_ids_fed_by(asking.voice_id, within=asking.claim.problem_id)
    leads = Order.objects.filter(problem_id__in=own, kind=OrderKind.LEAD).order_by("problem_id", "-number")
    for order_id in leads.distinct("problem_id").values_list("pk", flat=True):
        Order.objects.filter(pk=order_id, answered_on=None).update(
            answered_on=verdict.given_on,
            contacted=verdict.contacted,
            solved=verdict.solved,
            satisfied=verdict.satisfied,
        )
    CallBack.objects.filter(asking=asking, state=CallState.OPEN).update(state=CallState.OVER)
