"""Builders through the services: a problem handed over, at work, claimed, signed, checked. Noon by noon, day by day."""

from __future__ import annotations

import datetime as dt

from huixiang.ledger import services
from huixiang.ledger.models import CompletionClaim, Evidence, Measure
from huixiang.ledger.states import EvidenceKind
from huixiang.people.models import Unit, User
from huixiang.people.testing import NOON, Cast
from huixiang.sorting.models import Problem
from huixiang.sorting.testing import make_problem


def make_assigned(
    cast: Cast,
    problem: Problem | None = None,
    *,
    at: dt.datetime = NOON,
    unit: Unit | None = None,
    leader: User | None = None,
    voices: int = 1,
    title: str = "桂花路路灯坏了三盏",
    limit_working_days: int | None = None,
    due_on: dt.date | None = None,
    nature: str = "",
    urgency: str = "",
    co_units: tuple[Unit, ...] = (),
    reason: str = "",
) -> Problem:
    """A problem that 刘芳 of the office handed to the roads unit of 周明."""
    problem = problem or make_problem(cast, voices=voices, at=at, title=title)
    return services.assign_problem(
        problem_id=problem.pk,
        unit=unit or cast.roads,
        leader=leader or cast.people["zhouming"],
        by=cast.actor("liufang"),
        at=at,
        limit_working_days=limit_working_days,
        due_on=due_on,
        nature=nature,
        urgency=urgency,
        co_units=co_units,
        reason=reason,
    )


def make_measure(cast: Cast, problem: Problem, *, words: str = "换三盏路灯的灯头", at: dt.datetime = NOON) -> Measure:
    """A measure that 王磊 planned; the problem is at work from then on."""
    return services.plan_measure(
        problem_id=problem.pk,
        words=words,
        unit=cast.roads,
        due_on=at.date() + dt.timedelta(days=7),
        by=cast.actor("wanglei"),
        at=at,
    )


def make_evidence(
    cast: Cast, problem: Problem, *, kind: EvidenceKind = EvidenceKind.DONE_WORK, at: dt.datetime = NOON
) -> Evidence:
    """Evidence of done work that 王磊 added."""
    return services.add_evidence(
        problem_id=problem.pk,
        kind=kind,
        words="三盏都换好了，当晚试亮。",
        figures="3 盏",
        by=cast.actor("wanglei"),
        at=at,
    )


def make_working(cast: Cast, problem: Problem | None = None, *, at: dt.datetime = NOON, voices: int = 1) -> Problem:
    """A problem with a measure and evidence on the table."""
    problem = problem or make_assigned(cast, at=at, voices=voices)
    make_measure(cast, problem, at=at)
    make_evidence(cast, problem, at=at)
    problem.refresh_from_db()
    return problem


def make_claimed(
    cast: Cast, problem: Problem | None = None, *, at: dt.datetime = NOON, voices: int = 1
) -> CompletionClaim:
    """A claim by 王磊. Its speakers are asked if verification is listening."""
    problem = make_working(cast, problem, at=at, voices=voices)
    words = "三盏路灯都换了灯头，晚上都亮了。"
    return services.claim_completion(problem_id=problem.pk, words=words, by=cast.actor("wanglei"), at=at)


def make_signed(
    cast: Cast, problem: Problem | None = None, *, at: dt.datetime = NOON, voices: int = 1
) -> CompletionClaim:
    """A claim that 周明 signed."""
    claim = make_claimed(cast, problem, at=at, voices=voices)
    return services.sign_claim(claim_id=claim.pk, by=cast.actor("zhouming"), at=at)


def make_checked(
    cast: Cast, problem: Problem | None = None, *, at: dt.datetime = NOON, voices: int = 1
) -> CompletionClaim:
    """A claim that 周明 signed and 陈涛 checked on the spot."""
    claim = make_signed(cast, problem, at=at, voices=voices)
    words = "到现场看过，三盏都亮。"
    return services.check_claim(claim_id=claim.pk, passed=True, words=words, by=cast.actor("chentao"), at=at)
