"""Whatever anybody does in whatever order: nothing is confirmed without a speaker's yes and four different people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.db import transaction
from hypothesis import HealthCheck, given, settings, strategies as st

from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import NotFound, Refusal
from huixiang.ledger import queries as ledger_queries, services as ledger
from huixiang.ledger.models import CompletionClaim
from huixiang.ledger.testing import make_assigned, make_working
from huixiang.people.roles import Role
from huixiang.people.services import give_role
from huixiang.people.testing import NOON, Cast
from huixiang.sorting.models import Problem
from huixiang.verification import services
from huixiang.verification.models import CallBack, CallBackTry, Verdict
from huixiang.verification.states import DrawBasis, Satisfied
from huixiang.verification.testing import EVERYONE, make_raised, say

PEOPLE = ("wanglei", "zhouming", "chentao", "liufang", "maqiang")
ALL_HANDS = (Role.CLERK, Role.UNIT_HANDLER, Role.UNIT_LEADER, Role.CHECKER, Role.OFFICE)
ACTS = ("claim", "sign", "turn_back", "pass", "fail", "approve", "yes", "no", "wait", "draw", "ring_yes", "ring_no")
STEPS = st.lists(st.tuples(st.sampled_from(ACTS), st.sampled_from(PEOPLE), st.integers(0, 1)), max_size=14)
# The straight way with one hand changed at random is where a mistake would show.
STRAIGHT = st.tuples(*(st.sampled_from(PEOPLE) for _ in range(4))).map(
    lambda who: [("claim", who[0], 0), ("sign", who[1], 0), ("pass", who[2], 0), ("yes", who[0], 0), ("wait", "", 0),
                 ("approve", who[3], 0)]
)  # fmt: skip


def step(cast: Cast, problem: Problem, what: str, who: str, nth: int, at: dt.datetime) -> None:
    """Try one act; a refusal is an answer like any other."""
    claim = ledger_queries.latest_claim(problem)
    by = cast.actor(who or "liufang")
    acts: dict[str, Callable[[CompletionClaim], object]] = {
        "sign": lambda claim: ledger.sign_claim(claim_id=claim.pk, by=by, at=at),
        "turn_back": lambda claim: ledger.turn_back_claim(claim_id=claim.pk, words="缺", by=by, at=at),
        "pass": lambda claim: ledger.check_claim(claim_id=claim.pk, passed=True, words="好", by=by, at=at),
        "fail": lambda claim: ledger.check_claim(claim_id=claim.pk, passed=False, words="没", by=by, at=at),
        "approve": lambda claim: services.approve_closure(claim_id=claim.pk, by=by, at=at),
        "yes": lambda claim: say(cast, claim, solved=True, nth=nth, at=at),
        "no": lambda claim: say(cast, claim, solved=False, nth=nth, at=at),
        "wait": lambda claim: claim,
        "draw": lambda claim: draw(claim, cast, at),
        "ring_yes": lambda claim: ring(claim, cast, by, nth, solved=True, at=at),
        "ring_no": lambda claim: ring(claim, cast, by, nth, solved=False, at=at),
    }
    try:
        if what == "claim":
            ledger.claim_completion(problem_id=problem.pk, words="办好了", by=by, at=at)
        elif claim is not None:
            acts[what](claim)
    except (Refusal, NotFound):
        pass


def draw(claim: CompletionClaim, cast: Cast, at: dt.datetime) -> None:
    """Draw from all that was claimed until yesterday."""
    first, last = claim.applied_at.date(), at.date() - dt.timedelta(days=1)
    services.draw_callbacks(
        basis=DrawBasis.REPORTED, first_day=first, last_day=last, seed="s", quota=EVERYONE,
        by=cast.actor("liufang"), at=at,
    )  # fmt: skip


def ring(claim: CompletionClaim, cast: Cast, by: Actor, nth: int, *, solved: bool, at: dt.datetime) -> None:
    """Whoever it is takes the call over, if the office may give it to them, and writes an answer down."""
    call = CallBack.objects.filter(asking__claim=claim).order_by("id")[nth : nth + 1].first()
    if call is None:
        return
    services.assign_call(call_id=call.pk, user_id=by.user_id or 0, by=cast.actor("liufang"), at=at)
    answer = Satisfied.SATISFIED if solved else Satisfied.DISSATISFIED
    services.answer_call(call_id=call.pk, contacted=True, solved=solved, satisfied=answer, words="", by=by, at=at)


def check(problem: Problem) -> None:
    """The promise itself, read from the rows."""
    problem.refresh_from_db()
    claim = ledger_queries.latest_claim(problem)
    if problem.state not in {"confirmed", "silent"}:
        return
    assert claim is not None
    hands = {claim.applicant_id, claim.signer_id, claim.checker_id, claim.approver_id}
    first = list(Verdict.objects.filter(asking__claim=claim, ordinal=1).values_list("solved", flat=True))
    assert len(hands - {None}) == 4
    assert all(first)
    assert bool(first) == (problem.state == "confirmed")
    assert not hands & set(CallBackTry.objects.filter(call__asking__claim=claim).values_list("by_id", flat=True))


class TestNoPathAroundTheSpeakers:
    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(steps=STEPS | STRAIGHT)
    def test_however_the_acts_follow_each_other(self, cast: Cast, steps: list[tuple[str, str, int]]) -> None:
        at = NOON
        with transaction.atomic():
            for who in PEOPLE:
                for role in ALL_HANDS:
                    give_role(user=cast.people[who], role=role, unit=cast.roads, by=cast.actor("admin"), at=at)
            problem = make_working(cast, make_assigned(cast, make_raised(cast)))
            for what, person, nth in steps:
                at += dt.timedelta(days=8 if what == "wait" else 0, minutes=1)
                step(cast, problem, what, person, nth, at)
                check(problem)
            transaction.set_rollback(True)
