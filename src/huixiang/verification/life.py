"""What verification adds to the page of a problem: what speakers answered, how they stand, the way to approve."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Count, Max
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext

from huixiang.kernel import clock
from huixiang.kernel.actor import Actor
from huixiang.ledger.additions import Step
from huixiang.ledger.life import Detail
from huixiang.ledger.models import CompletionClaim
from huixiang.ledger.states import ClaimOutcome
from huixiang.listening.states import Lane
from huixiang.people import queries as people
from huixiang.people.permissions import Permission
from huixiang.sorting.models import Problem
from huixiang.verification import pages, policies, queries, services
from huixiang.verification.models import Asking, AuditCheck, AuditCorrection, Verdict
from huixiang.web.dates import day_words
from huixiang.web.parts import Number


def verdict_details(problem: Problem, reader: Actor) -> Mapping[str, Detail]:
    """What was answered. The speaker's own words are for those who read voices, and of open speakers for all."""
    verdicts = Verdict.objects.filter(asking__claim__problem=problem).select_related("asking__voice")
    reads_all = reader.may(Permission.READ_VOICES)
    found = dict(_asked(problem))
    for verdict in verdicts:
        lines = [pages.verdict_words(verdict)]
        if verdict.words and (reads_all or verdict.asking.voice.lane == Lane.OPEN):
            lines.append(verdict.words)
        elif verdict.words:
            lines.append(_("They also wrote something. The office knows it."))
        found[f"verdict:{verdict.pk}"] = Detail("\n".join(lines))
    for check in AuditCheck.objects.filter(sampled__problem=problem):
        found[f"looked:{check.pk}"] = Detail(check.words)
    for one in AuditCorrection.objects.filter(audit_check__sampled__problem=problem):
        found[f"correction:{one.pk}"] = Detail(f"{one.words}\n{one.reason}")
    return found


def _asked(problem: Problem) -> Iterable[tuple[str, Detail]]:
    """How many were asked about each claim, and until when they can answer."""
    rows = Asking.objects.filter(claim__problem=problem).order_by().values_list("claim_id")
    for claim_id, asked, last in rows.annotate(Count("pk"), Max("closes_on")):
        day = day_words(last, today=timezone.localdate())
        words = ngettext(
            "%(n)d person, who can answer until %(day)s.", "%(n)d people, who can answer until %(day)s.", asked
        )
        yield f"verification.speakers.asked/claim:{claim_id}", Detail(words % {"n": asked, "day": day})


def standing_numbers(claims: Sequence[CompletionClaim], today: dt.date) -> Mapping[int, tuple[Number, ...]]:
    """How the speakers of each claim stand, in five figures that are never added up into one."""
    standings = queries.standings_of(claims, today=today)
    return {claim_id: pages.standing_numbers(standing) for claim_id, standing in standings.items()}


def approval_step(actor: Actor, problem: Problem, claim: CompletionClaim | None) -> Step | None:
    """The button of the fourth hand, for the office and whoever stands in for it at a small one."""
    if claim is None or claim.outcome != ClaimOutcome.OPEN:
        return None
    stands_in = queries.may_stand_in_for(actor, problem.unit)
    if not (actor.may(Permission.APPROVE_CLOSURE) or stands_in):
        return None
    ruling = policies.may_approve(actor, problem, claim, stands_in=stands_in)
    if ruling:
        ruling = policies.did_not_ring(rang=queries.called_about(claim, actor.user_id))
    if ruling:
        today = people.local_day(clock.now())
        standing = queries.standing_of(claim, today=today)
        ruling = policies.is_answered(standing, services.closing_day(claim), today=today)
    return Step(_("Approve the closing"), reverse("verification:approve", args=[problem.number, claim.round]), ruling)
