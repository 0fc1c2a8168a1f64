"""What verification adds to the page of a problem: what speakers answered, how they stand, the way to approve."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from huixiang.kernel.actor import Actor
from huixiang.ledger.additions import Step
from huixiang.ledger.life import Detail
from huixiang.ledger.models import CompletionClaim
from huixiang.ledger.states import ClaimOutcome
from huixiang.listening.states import Lane
from huixiang.people.permissions import Permission
from huixiang.sorting.models import Problem
from huixiang.verification import pages, policies, queries
from huixiang.verification.models import Verdict
from huixiang.web.parts import Number


def verdict_details(problem: Problem, reader: Actor) -> Mapping[str, Detail]:
    """What was answered. The speaker's own words are for those who read voices, and of open speakers for all."""
    verdicts = Verdict.objects.filter(asking__claim__problem=problem).select_related("asking__voice")
    reads_all = reader.may(Permission.READ_VOICES)
    found = {}
    for verdict in verdicts:
        lines = [pages.verdict_words(verdict)]
        if verdict.words and (reads_all or verdict.asking.voice.lane == Lane.OPEN):
            lines.append(verdict.words)
        elif verdict.words:
            lines.append(_("They also wrote something. The office knows it."))
        found[f"verdict:{verdict.pk}"] = Detail("\n".join(lines))
    return found


def standing_numbers(claims: Sequence[CompletionClaim], today: dt.date) -> Mapping[int, tuple[Number, ...]]:
    """How the speakers of each claim stand, in five figures that are never added up into one."""
    standings = queries.standings_of(claims, today=today)
    return {claim_id: pages.standing_numbers(standing) for claim_id, standing in standings.items()}


def approval_step(actor: Actor, problem: Problem, claim: CompletionClaim | None) -> Step | None:
    """The button of the fourth hand, for the office."""
    if claim is None or claim.outcome != ClaimOutcome.OPEN or not actor.may(Permission.APPROVE_CLOSURE):
        return None
    ruling = policies.may_approve(actor, problem, claim)
    return Step(_("Approve the closing"), reverse("verification:approve", args=[problem.number, claim.round]), ruling)
