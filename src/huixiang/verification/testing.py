"""Builders through the services: what speakers answered, what the fourth hand closed."""

from __future__ import annotations

import datetime as dt

from huixiang.kernel.actor import outsider
from huixiang.kernel.events import subscribe
from huixiang.ledger import services as ledger
from huixiang.ledger.events import CompletionClaimed
from huixiang.ledger.models import CompletionClaim
from huixiang.ledger.testing import make_assigned, make_checked
from huixiang.people.testing import NOON, Cast
from huixiang.sorting.events import PartsJoined
from huixiang.verification import services
from huixiang.verification.models import Finding, Verdict
from huixiang.verification.states import Satisfied

# The same lines as in config/wiring.py; subscribing twice counts once.
subscribe(CompletionClaimed, services.ask_about)
subscribe(PartsJoined, services.ask_those_who_joined)

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


def make_finding(cast: Cast, *, words: str = "持续跟进中。", at: dt.datetime = NOON, title: str = "") -> Finding:
    """What the rules find in a problem of the roads unit on which 王磊 noted the same words three times."""
    problem = make_assigned(cast, at=at, title=title or "桂花路路灯坏了三盏")
    for day in range(3):
        moment = at + dt.timedelta(days=day)
        ledger.note_progress(problem_id=problem.pk, words=words, by=cast.actor("wanglei"), at=moment)
    services.look_everywhere(organisation_id=cast.organisation.pk, now=lambda: at + dt.timedelta(days=3))
    return Finding.objects.get(problem=problem)
