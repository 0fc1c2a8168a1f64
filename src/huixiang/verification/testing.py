"""Builders through the services: what speakers answered, what the fourth hand closed."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from huixiang.kernel.actor import outsider
from huixiang.kernel.events import subscribe
from huixiang.ledger import services as ledger
from huixiang.ledger.events import CompletionClaimed
from huixiang.ledger.models import CompletionClaim, Order
from huixiang.ledger.states import OUT_OF_HAND, OrderKind, OrderState
from huixiang.ledger.testing import make_assigned, make_checked, make_claimed
from huixiang.listening.states import Lane
from huixiang.people.testing import NOON, Cast
from huixiang.proofs.draws import Quota
from huixiang.sorting import services as sorting
from huixiang.sorting.events import PartsJoined
from huixiang.sorting.models import Problem
from huixiang.sorting.testing import make_item, make_problem
from huixiang.verification import services
from huixiang.verification.models import CallBack, CallBackDraw, Finding, Verdict
from huixiang.verification.states import DrawBasis, Satisfied

# The same lines as in config/wiring.py; subscribing twice counts once.
subscribe(CompletionClaimed, services.ask_about)
subscribe(PartsJoined, services.ask_those_who_joined)

EVERYONE = Quota(per_hundred=100, least=1)
AFTER_THE_WINDOW = NOON + dt.timedelta(days=8)
"""The day after those asked at ``NOON`` could answer."""


def say(
    cast: Cast, claim: CompletionClaim, *, solved: bool, nth: int = 0, words: str = "", at: dt.datetime = NOON
) -> Verdict:
    """The answer of the nth speaker who was asked about the claim."""
    asking = claim.askings.order_by("id")[nth]
    return services.give_verdict(
        voice_id=asking.voice_id,
        claim_id=claim.pk,
        contacted=True,
        solved=solved,
        satisfied=Satisfied.SATISFIED if solved else Satisfied.DISSATISFIED,
        words=words,
        by=outsider(cast.organisation.pk),
        at=at,
    )


def make_confirmed(cast: Cast, *, voices: int = 1, at: dt.datetime = NOON) -> CompletionClaim:
    """A claim closed by 刘芳 on the word of every speaker."""
    claim = make_checked(cast, voices=voices, at=at)
    for nth in range(voices):
        say(cast, claim, solved=True, nth=nth, at=at)
    return _approved(cast, claim, at=at)


def make_silent(cast: Cast, *, voices: int = 1, at: dt.datetime = NOON) -> CompletionClaim:
    """A claim closed by 刘芳 after nobody answered in time."""
    claim = make_checked(cast, voices=voices, at=at)
    return _approved(cast, claim, at=at + dt.timedelta(days=8))


def _approved(cast: Cast, claim: CompletionClaim, *, at: dt.datetime) -> CompletionClaim:
    services.approve_closure(claim_id=claim.pk, by=cast.actor("liufang"), at=at)
    claim.refresh_from_db()
    return claim


PHONE = "13900000000"
NEXT_DAY = NOON + dt.timedelta(days=1)
SEED = "20261128"


def make_raised(cast: Cast, *, voices: int = 2, at: dt.datetime = NOON) -> Problem:
    """A problem whose speakers all left a telephone number and agreed to be rung."""
    facts: dict[str, Any] = {"contact": PHONE, "speaker_name": "林晓", "may_contact": True, "lane": Lane.CONFIDENTIAL}
    items = [make_item(at=at, **facts) for _n in range(voices)]
    problem = make_problem(cast, voices=0, at=at)
    ids = [item.pk for item in items]
    sorting.join_voices(problem_id=problem.pk, voice_ids=ids, by=cast.actor("hejing"), at=at)
    return problem


def make_reachable(cast: Cast, *, agreed: bool = True, at: dt.datetime = NOON) -> CompletionClaim:
    """A claim whose one speaker, 林晓, left a telephone number and, if so, agreed to be rung."""
    item = make_item(contact=PHONE, speaker_name="林晓", may_contact=agreed, lane=Lane.CONFIDENTIAL)
    problem = make_problem(cast, voices=0, at=at)
    sorting.join_voices(problem_id=problem.pk, voice_ids=[item.pk], by=cast.actor("hejing"), at=at)
    return make_claimed(cast, make_assigned(cast, problem, at=at), at=at)


def make_draw(cast: Cast, *, quota: Quota = EVERYONE, seed: str = SEED, at: dt.datetime = NEXT_DAY) -> CallBackDraw:
    """A draw by 刘芳, on the day after, from what was said to be done on the day of ``NOON``."""
    day = NOON.date()
    return services.draw_callbacks(
        basis=DrawBasis.REPORTED, first_day=day, last_day=day, seed=seed, quota=quota, by=cast.actor("liufang"), at=at
    )


def make_call(cast: Cast) -> CallBack:
    """A call to 林晓 that the draw gave to 何静, the first who may."""
    make_reachable(cast)
    return make_draw(cast).calls.get()


def answer(
    cast: Cast, call: CallBack, *, solved: bool = True, username: str = "hejing", at: dt.datetime = NEXT_DAY
) -> Verdict:
    """What 林晓 says on the phone."""
    return services.answer_call(
        call_id=call.pk,
        contacted=True,
        solved=solved,
        satisfied=Satisfied.BASICALLY if solved else Satisfied.DISSATISFIED,
        words="晚上看了，亮的。" if solved else "还有一盏不亮。",
        by=cast.actor(username),
        at=at,
    )


def make_order(problem: Problem, **facts: Any) -> Order:
    """The lead order of the problem with other facts, straight as a row: who moves orders is elsewhere.

    ``facts`` are those of ``Order`` and replace the usual ones. A problem that was never handed over gets an order.
    """
    usual: dict[str, Any] = {
        "number": Order.objects.count() + 1, "problem": problem, "unit": problem.unit, "state": OrderState.SIGNED,
        "registered_at": NOON, "dispatched_at": NOON, "sign_due_at": NOON + dt.timedelta(days=1),
        "first_due_at": NOON + dt.timedelta(days=5), "due_at": NOON + dt.timedelta(days=5), "last_act_at": NOON,
    }  # fmt: skip
    own = Order.objects.filter(problem=problem, kind=OrderKind.LEAD).exclude(state__in=OUT_OF_HAND).first()
    if own is None or facts.get("kind", OrderKind.LEAD) != OrderKind.LEAD:
        return Order.objects.create(**{**usual, **facts})
    for name, value in {**usual, "number": own.number, **facts}.items():
        setattr(own, name, value)
    own.save()
    return own


def usual_rule(since: dt.date, weights: tuple[int, int, int] = (30, 35, 35)) -> dict[str, Any]:
    """The facts of a version of the metrics' rule that counts from a day on; weights out of 100."""
    names = ("response", "solution", "satisfaction")
    return {
        "since": since, "basically": Decimal("0.9"), "least_n": 10, "good_from": Decimal(90), "fair_from": Decimal(75),
        "day_hour": 12, "month_day": 19, "why": "",
        "weights": {name: Decimal(weight) / 100 for name, weight in zip(names, weights, strict=True)},
    }  # fmt: skip


def make_finding(cast: Cast, *, words: str = "持续跟进中。", at: dt.datetime = NOON, title: str = "") -> Finding:
    """What the rules find in a problem of the roads unit on which 王磊 noted the same words three times."""
    problem = make_assigned(cast, at=at, title=title or "桂花路路灯坏了三盏")
    for day in range(3):
        moment = at + dt.timedelta(days=day)
        ledger.note_progress(problem_id=problem.pk, words=words, by=cast.actor("wanglei"), at=moment)
    services.look_everywhere(organisation_id=cast.organisation.pk, now=lambda: at + dt.timedelta(days=3))
    return Finding.objects.get(problem=problem)
