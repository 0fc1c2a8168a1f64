"""What waits in the publication queue, longest first."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from huixiang.kernel.errors import NotFound
from huixiang.ledger.models import Evidence, Measure
from huixiang.publishing.models import PublicReply
from huixiang.publishing.states import Waiting
from huixiang.sorting.models import Problem
from huixiang.sorting.states import ProblemState


@dataclass(frozen=True, slots=True)
class Pending:
    """What of a problem is, or could be, shown to everybody."""

    measures: tuple[Measure, ...]
    evidence: tuple[Evidence, ...]
    replies: tuple[PublicReply, ...]


def waiting_problems(kind: Waiting) -> QuerySet[Problem]:
    """Problems of which something of this kind waits for approval; order them by ``opened_on, id``."""
    listed = Problem.objects.exclude(state=ProblemState.MERGED)
    return listed.filter(_waits(kind)).select_related("unit")


def waiting_counts() -> dict[Waiting, int]:
    """How many problems wait for each kind of approval (one query for each)."""
    return {kind: waiting_problems(kind).order_by().count() for kind in Waiting}


def _waits(kind: Waiting) -> Q | Exists:
    own = OuterRef("pk")
    if kind is Waiting.MEASURES:
        return Exists(Measure.objects.filter(problem=own, public__isnull=True))
    if kind is Waiting.EVIDENCE:
        return Exists(Evidence.objects.filter(problem=own, public_at=None))
    if kind is Waiting.REPLIES:
        return Exists(PublicReply.objects.filter(problem=own, approved_at=None))
    return Q(publication__isnull=True)


def problem_to_publish(number: int) -> Problem:
    """The problem of a number with unit and public words.

    :raises NotFound: there is none in this organisation.
    """
    problem = Problem.objects.select_related("unit", "publication", "merged_into").filter(number=number).first()
    if problem is None:
        raise NotFound
    return problem


def pending_of(problem: Problem) -> Pending:
    """The measures, evidence and replies of a problem with their approval (3 queries)."""
    return Pending(
        measures=tuple(Measure.objects.filter(problem=problem).select_related("unit", "public")),
        evidence=tuple(Evidence.objects.filter(problem=problem).select_related("by", "public_by")),
        replies=tuple(PublicReply.objects.filter(problem=problem).select_related("by", "approved_by")),
    )
