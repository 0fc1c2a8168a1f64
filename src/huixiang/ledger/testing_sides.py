"""Builders through the services: suspensions, exclusions, supervision orders, a ladder."""

from __future__ import annotations

import datetime as dt

from huixiang.ledger import services
from huixiang.ledger.models import Exclusion, SupervisionOrder, Suspension
from huixiang.ledger.states import ExclusionReason
from huixiang.ledger.testing import make_assigned, make_evidence
from huixiang.people.testing import NOON, Cast
from huixiang.sorting.models import Problem

REVIEW_ON = dt.date(2026, 6, 1)
ANSWER_BY = dt.date(2026, 3, 9)


def make_suspension_asked(
    cast: Cast, problem: Problem | None = None, *, by: str = "wanglei", review_on: dt.date = REVIEW_ON
) -> Suspension:
    """A suspension that somebody of the roads unit asked for."""
    problem = problem or make_assigned(cast)
    return services.ask_for_suspension(
        problem_id=problem.pk,
        cause="汛期不能开挖",
        plan="汛期过后开挖换管",
        review_on=review_on,
        by=cast.actor(by),
        at=NOON,
    )


def make_suspension(
    cast: Cast, asked: Suspension | None = None, *, by: str = "gaoyuan", granted: bool = True
) -> Suspension:
    """A suspension that was decided from outside."""
    asked = asked or make_suspension_asked(cast)
    return services.decide_suspension(
        suspension_id=asked.pk, granted=granted, words="现场看过，确实要等汛期过后", by=cast.actor(by), at=NOON
    )


def make_exclusion(
    cast: Cast, problem: Problem | None = None, *, by: str = "gaoyuan", granted: bool | None = None
) -> Exclusion:
    """An exclusion that 王磊 claimed; decided by 高远 where ``granted`` says how."""
    problem = problem or make_assigned(cast)
    exclusion = services.claim_exclusion(
        problem_id=problem.pk,
        reason=ExclusionReason.OUTSIDE_DUTIES,
        words="这段路归邻县管",
        evidence=make_evidence(cast, problem),
        by=cast.actor("wanglei"),
        at=NOON,
    )
    if granted is None:
        return exclusion
    return services.decide_exclusion(
        exclusion_id=exclusion.pk, granted=granted, words="查过界桩", by=cast.actor(by), at=NOON
    )


def make_supervision(
    cast: Cast, *problems: Problem, answer_by: dt.date = ANSWER_BY, at: dt.datetime = NOON
) -> SupervisionOrder:
    """An order that 高远 sent to the roads unit."""
    return services.send_supervision(
        unit=cast.roads,
        problem_ids=[problem.pk for problem in problems],
        found="桂花路路灯报修两周没有人到场",
        requires="三天内修好，说明为什么没有人到场",
        answer_by=answer_by,
        by=cast.actor("gaoyuan"),
        at=at,
    )


def make_supervision_answered(cast: Cast, *problems: Problem, at: dt.datetime = NOON) -> SupervisionOrder:
    """An order that 周明 signed for and 王磊 answered."""
    order = make_supervision(cast, *problems, at=at)
    services.sign_supervision(order_id=order.pk, by=cast.actor("zhouming"), at=at)
    services.answer_supervision(order_id=order.pk, words="三盏灯已换，派工单漏发。", by=cast.actor("wanglei"), at=at)
    order.refresh_from_db()
    return order
