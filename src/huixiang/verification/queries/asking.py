"""Reads: whom we asked, how they stand, what waits for which hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery

from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import NotFound
from huixiang.ledger import queries as ledger
from huixiang.ledger.models import CompletionClaim
from huixiang.ledger.states import ClaimOutcome
from huixiang.listening.models import Voice
from huixiang.people.permissions import Permission
from huixiang.sorting.models import Part, Problem
from huixiang.sorting.states import ProblemState
from huixiang.verification.models import Asking, Verdict
from huixiang.verification.states import Standings

STILL_ASKED = (ClaimOutcome.OPEN, ClaimOutcome.CONFIRMED, ClaimOutcome.SILENT)
"""Outcomes whose claim a speaker can still speak about and change something; a disputed one is open work again."""
CLOSED_OUTCOMES = frozenset({ClaimOutcome.CONFIRMED, ClaimOutcome.SILENT})


@dataclass(frozen=True, slots=True)
class Queue:
    """Claims that wait, by the hand they wait for; oldest first."""

    to_sign: tuple[CompletionClaim, ...]
    to_check: tuple[CompletionClaim, ...]
    to_approve: tuple[CompletionClaim, ...]


def voices_feeding(problem: Problem) -> QuerySet[Voice]:
    """Every voice that feeds the problem now, itself or through problems merged into it; each once."""
    parts = Part.objects.filter(problem_id__in=_family(problem.pk), left_at=None)
    return Voice.objects.filter(pk__in=parts.order_by().values("voice_id"))


def _family(problem_id: int) -> set[int]:
    """The problem and all that were merged into it, at any depth; one query a level."""
    family = {problem_id}
    level = family
    while level:
        below = Problem.objects.filter(merged_into_id__in=level).order_by().values_list("pk", flat=True)
        level = set(below) - family
        family = family | level
    return family


def problem_ids_fed_by(voice_id: UUID, *, within: int) -> list[int]:
    """The problems this voice feeds itself, of this one and all that were merged into it."""
    fed = Part.objects.filter(voice_id=voice_id, left_at=None, problem_id__in=_family(within))
    return sorted(fed.order_by().values_list("problem_id", flat=True))


def askings_of(claim: CompletionClaim) -> QuerySet[Asking]:
    """Whom we asked about the claim, each with the verdicts given, in the order of asking."""
    return claim.askings.select_related("voice").prefetch_related("verdicts").order_by("id")


def asking_about(claim_id: int, voice_id: UUID) -> Asking:
    """That this voice was asked about this claim.

    :raises NotFound: it was not.
    """
    asking = Asking.objects.select_related("claim", "voice").filter(claim_id=claim_id, voice_id=voice_id).first()
    if asking is None:
        raise NotFound(f"asking of claim {claim_id}")
    return asking


def open_askings(voice: Voice) -> QuerySet[Asking]:
    """The questions this speaker can still answer for the first time, oldest first: each problem's last claim only."""
    answered = Verdict.objects.filter(ordinal=1).order_by().values("asking_id")
    last = CompletionClaim.objects.filter(problem_id=OuterRef("claim__problem_id")).order_by("-round")
    return (
        Asking.objects.filter(voice=voice, claim__outcome__in=STILL_ASKED, claim_id=Subquery(last.values("pk")[:1]))
        .exclude(pk__in=answered)
        .select_related("claim__problem")
        .order_by("id")
    )


def open_asking(voice: Voice) -> Asking | None:
    """The oldest question this speaker can still answer for the first time; None when there is none."""
    return open_askings(voice).first()


def standing_of(claim: CompletionClaim, *, today: dt.date | None = None) -> Standings:
    """How the speakers of a claim stand by their first verdicts (1 query).

    Without a day, those who did not answer count as silent once the claim is closed, and as waiting before.
    """
    return standings_of([claim], today=today).get(claim.pk, Standings())


def standings_of(claims: Iterable[CompletionClaim], *, today: dt.date | None = None) -> dict[int, Standings]:
    """The standings of many claims by id (1 query); a claim about which nobody was asked is left out."""
    closed = {claim.pk: claim.outcome in CLOSED_OUTCOMES for claim in claims}
    over = Q(closes_on__lt=today) if today else Q(claim_id__in=[pk for pk, is_closed in closed.items() if is_closed])
    first = Verdict.objects.filter(asking_id=OuterRef("pk"), ordinal=1).values("solved")
    rows = (
        Asking.objects.filter(claim_id__in=closed)
        .annotate(said=Subquery(first))
        .order_by()
        .values("claim_id")
        .annotate(
            asked=Count("pk"),
            confirmed=Count("pk", filter=Q(said=True)),
            disputed=Count("pk", filter=Q(said=False)),
            silent=Count("pk", filter=Q(said=None) & over),
        )
    )
    return {row["claim_id"]: _standings(row) for row in rows}


def _standings(row: Mapping[str, Any]) -> Standings:
    asked, confirmed, disputed, silent = row["asked"], row["confirmed"], row["disputed"], row["silent"]
    return Standings(asked, confirmed, disputed, silent, waiting=asked - confirmed - disputed - silent)


def last_day_to_answer(claim: CompletionClaim) -> dt.date | None:
    """The day until which somebody may still answer about the claim; None when nobody was asked."""
    last: dt.date | None = claim.askings.aggregate(last=Max("closes_on"))["last"]
    return last


def claims_waiting_for(actor: Actor) -> Queue:
    """The claims this person could act on next, by hand (1 query); own earlier hands are left out."""
    own = Q(applicant_id=actor.user_id) | Q(signer_id=actor.user_id) | Q(checker_id=actor.user_id)
    wanted = _waiting_for(actor)
    if not wanted:
        return Queue((), (), ())
    claims = ledger.claims_with_hands().select_related("problem__place").filter(outcome=ClaimOutcome.OPEN)
    found = list(claims.filter(wanted).exclude(own).order_by("applied_at", "id"))
    return Queue(
        to_sign=_in_state(found, ProblemState.CLAIMED),
        to_check=_in_state(found, ProblemState.SIGNED),
        to_approve=_in_state(found, ProblemState.CHECKED),
    )


def _waiting_for(actor: Actor) -> Q:
    wanted = Q()
    if actor.may(Permission.SIGN_CLOSURE):
        units = actor.reach(Permission.SIGN_CLOSURE)
        wanted |= Q(problem__state=ProblemState.CLAIMED, problem__unit_id__in=units)
    if actor.may(Permission.CHECK_CLOSURE):
        # A unit's own checker never sees its claims here: the path of the checker's unit begins with theirs.
        inside = Q(problem__unit__in=ledger.units_above(actor.unit_id))
        wanted |= Q(problem__state=ProblemState.SIGNED) & ~inside
    if actor.may(Permission.APPROVE_CLOSURE):
        wanted |= Q(problem__state=ProblemState.CHECKED)
    return wanted


def _in_state(claims: list[CompletionClaim], state: ProblemState) -> tuple[CompletionClaim, ...]:
    return tuple(claim for claim in claims if claim.problem.state == state)


def last_claim_id(problem_id: int) -> int | None:
    """The id of the problem's last claim."""
    claims = CompletionClaim.objects.filter(problem_id=problem_id).order_by("-round")
    return claims.values_list("pk", flat=True).first()
