"""The public facts in the life of one problem. The number of queries does not depend on how long it is."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Max, Min, Q

from huixiang.kernel.errors import NotFound
from huixiang.ledger.models import CompletionClaim, CoUnit, DeadlineChange, Evidence, Measure, ProgressNote
from huixiang.ledger.order_labels import said_words
from huixiang.publishing.models import PublicReply
from huixiang.publishing.queries.masks import masked
from huixiang.sorting.models import Problem
from huixiang.verification import queries as verification
from huixiang.verification.models import Verdict
from huixiang.verification.states import Standings


@dataclass(frozen=True, slots=True)
class PublicLife:
    """What the public page of a problem shows. Rows of the ledger are read, their free words only where masked."""

    co_units: tuple[str, ...]
    deadlines: tuple[tuple[DeadlineChange, str], ...]
    measures: tuple[Measure, ...]
    progress_count: int
    progress_last: dt.datetime | None
    claims: tuple[CompletionClaim, ...]
    disputed_on: dict[int, dt.date]
    evidence: tuple[tuple[Evidence, str, str], ...]
    evidence_waiting: int
    replies: tuple[PublicReply, ...]
    replies_waiting: int
    standing: Standings | None


def problem_for_everybody(number: int) -> Problem:
    """The problem of a number with unit, place, leader, public words and, if merged, the other one.

    :raises NotFound: there is none in this organisation.
    """
    related = ("unit", "place", "leader", "publication", "merged_into")
    problem = Problem.objects.select_related(*related).filter(number=number).first()
    if problem is None:
        raise NotFound
    return problem


def life_of(problem: Problem) -> PublicLife:
    """Everything the public may know of a problem's life, each kind in the order it happened (10 queries)."""
    changes = list(DeadlineChange.objects.filter(problem=problem))
    evidence = list(Evidence.objects.filter(problem=problem, public_at__isnull=False))
    words = masked([said_words(change) for change in changes] + [t for e in evidence for t in (e.words, e.figures)])
    reasons, shown = words[: len(changes)], words[len(changes) :]
    claims = tuple(CompletionClaim.objects.filter(problem=problem).select_related("problem"))
    notes = ProgressNote.objects.filter(problem=problem).aggregate(count=Count("pk"), last=Max("at"))
    replies = list(PublicReply.objects.filter(problem=problem))
    return PublicLife(
        co_units=tuple(
            CoUnit.objects.filter(problem=problem, ended_at=None).values_list("unit__name", flat=True).order_by("id")
        ),
        deadlines=tuple(zip(changes, reasons, strict=True)),
        measures=tuple(Measure.objects.filter(problem=problem).select_related("public", "unit")),
        progress_count=notes["count"],
        progress_last=notes["last"],
        claims=claims,
        disputed_on=_disputed_on(problem),
        evidence=tuple(zip(evidence, shown[0::2], shown[1::2], strict=True)),
        evidence_waiting=Evidence.objects.filter(problem=problem, public_at=None).count(),
        replies=tuple(reply for reply in replies if reply.approved_at),
        replies_waiting=sum(reply.approved_at is None for reply in replies),
        standing=verification.standing_of(claims[-1]) if claims else None,
    )


def _disputed_on(problem: Problem) -> dict[int, dt.date]:
    no = Verdict.objects.filter(Q(asking__claim__problem=problem), ordinal=1, solved=False)
    days = no.order_by().values("asking__claim_id").annotate(first=Min("given_on"))
    return {row["asking__claim_id"]: row["first"] for row in days}


def public_evidence(number: int, evidence_id: UUID) -> Evidence:
    """A piece of evidence that everybody may see, with a file.

    :raises NotFound: there is none, it has no file, or it is not approved.
    """
    shown = Evidence.objects.filter(problem__number=number, public_at__isnull=False).exclude(clean_path="")
    evidence = shown.filter(pk=evidence_id).first()
    if evidence is None:
        raise NotFound
    return evidence
