"""Reads of sample audits: what is drawn from, what stands on record, what was found about each drawn problem."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Max, OuterRef, Q, QuerySet, Subquery

from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import NotFound
from huixiang.ledger import queries as ledger
from huixiang.ledger.models import CompletionClaim, CoUnit, Evidence, ProgressNote
from huixiang.verification.models import (
    Asking,
    AuditCheck,
    AuditCorrection,
    AuditPhoto,
    SampleAudit,
    SampledProblem,
    SampleParty,
    Verdict,
)
from huixiang.verification.queries.asking import STILL_ASKED
from huixiang.verification.states import OVER, RUNNING, AuditState, Found, FoundBy, Part


@dataclass(frozen=True, slots=True)
class Tested:
    """One line of a population: the problem's number, its unit's code, and the claim that is tested."""

    number: str
    unit: str
    claim_id: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is known about a drawn problem, and who said so."""

    found: Found = Found.UNVERIFIED
    by: FoundBy = FoundBy.NOBODY


def audited_in(first: dt.date, last: dt.date, *, zone: str) -> list[Tested]:
    """What units said in these days is done, each problem's last claim, while it stands; by number (1 query)."""
    newest = CompletionClaim.objects.filter(problem_id=OuterRef("problem_id")).order_by("-round")
    begins = dt.datetime.combine(first, dt.time(), ZoneInfo(zone))
    ends = dt.datetime.combine(last + dt.timedelta(days=1), dt.time(), ZoneInfo(zone))
    claims = CompletionClaim.objects.filter(
        outcome__in=STILL_ASKED, pk=Subquery(newest.values("pk")[:1]), applied_at__gte=begins, applied_at__lt=ends,
        problem__unit__isnull=False,
    )  # fmt: skip
    rows = claims.order_by("problem__number").values_list("problem__number", "problem__unit__code", "pk")
    return [Tested(str(number), code, pk) for number, code, pk in rows]


def audits() -> QuerySet[SampleAudit]:
    """Every audit, the latest first, without its long lists."""
    return SampleAudit.objects.defer("population", "claims")


def audit_by_id(audit_id: int, *, lock: bool = False) -> SampleAudit:
    """One audit.

    :raises NotFound: no such audit in this organisation.
    """
    rows = SampleAudit.objects.select_for_update(of=("self",)) if lock else SampleAudit.objects.all()
    audit = rows.filter(pk=audit_id).first()
    if audit is None:
        raise NotFound(f"audit {audit_id}")
    return audit


def party_by_id(party_id: int) -> SampleParty:
    """One party with its audit.

    :raises NotFound: no such party in this organisation.
    """
    party = SampleParty.objects.select_related("audit", "user").filter(pk=party_id).first()
    if party is None:
        raise NotFound(f"party {party_id}")
    return party


def undecided_audits() -> QuerySet[SampleAudit]:
    """The audits that cannot go on until somebody outside has looked, those with the first day first."""
    return audits().filter(state=AuditState.UNDECIDED).order_by("answers_until", "id")


def parties_to_act(actor: Actor, *, today: dt.date) -> QuerySet[SampleParty]:
    """The parties for whom this member still has to publish a hash, or may tell the secret, in the order of days."""
    own = SampleParty.objects.filter(user_id=actor.user_id or 0, audit__state=AuditState.PREPARING)
    to_bind = Q(commitment="", audit__commit_by__gte=today)
    to_tell = ~Q(commitment="") & Q(secret="", audit__reveal_by__gte=today)
    return own.filter(to_bind | to_tell).order_by("audit__commit_by", "id")


def sampled_by_id(sampled_id: int) -> SampledProblem:
    """One drawn problem with its audit, claim, unit and what was seen.

    :raises NotFound: no such thing in this organisation.
    """
    rows = SampledProblem.objects.select_related("audit", "problem__unit", "claim", "unit", "looked__by")
    rows = rows.prefetch_related("looked__corrections__by", "looked__corrections__photos", "looked__photos")
    sampled = rows.filter(pk=sampled_id).first()
    if sampled is None:
        raise NotFound(f"sampled problem {sampled_id}")
    return sampled


def photo_by_id(photo_id: UUID) -> AuditPhoto:
    """One photo of a check.

    :raises NotFound: no such photo in this organisation.
    """
    photo = AuditPhoto.objects.filter(pk=photo_id).first()
    if photo is None:
        raise NotFound(f"audit photo {photo_id}")
    return photo


def audited_over(first: dt.date, last: dt.date) -> SampleAudit | None:
    """An audit that shares a day with these and was not called off."""
    shared = SampleAudit.objects.filter(first_day__lte=last, last_day__gte=first)
    return shared.exclude(state=AuditState.CALLED_OFF).order_by("-last_day").first()


def sampled_of(audit: SampleAudit) -> QuerySet[SampledProblem]:
    """The drawn problems of an audit in the order of their tickets, with what was seen of each."""
    rows = audit.sampled.select_related("problem", "claim", "unit", "looked__by")
    rows = rows.prefetch_related("looked__photos", "looked__corrections")
    return rows.order_by("rank")


def outcomes_of(audit: SampleAudit, sampled: Iterable[SampledProblem]) -> dict[str, Outcome]:
    """What is known about each drawn problem, by its number; of an ended audit what was known then (1 query).

    A "not solved" of one speaker, or of the checker, outweighs every "solved". Of each speaker the first answer after
    the draw counts, of the checker the last correction. A claim that fell since is false, but for one that fell by
    nothing else than a look that was corrected. Nothing said is unverified.
    """
    if audit.state in OVER:
        kept: Mapping[str, tuple[str, str]] = audit.result
        return {number: Outcome(Found(found), FoundBy(by)) for number, (found, by) in kept.items()}
    rows = list(sampled)
    said = _answers_since({one.claim_id: one.since_verdict for one in rows})
    return {one.number: _outcome(one, said[one.claim_id]) for one in rows}


def _outcome(one: SampledProblem, answers: Collection[bool]) -> Outcome:
    statements = statements_of(one)
    if statements and not statements[-1].genuine:
        return Outcome(Found.FALSE, FoundBy.CHECKER)
    if False in answers:
        return Outcome(Found.FALSE, FoundBy.SPEAKER)
    if one.claim.outcome not in STILL_ASKED and not any(each.reopened for each in statements):
        return Outcome(Found.FALSE, FoundBy.FALLEN)
    if statements:
        return Outcome(Found.GENUINE, FoundBy.CHECKER)
    return Outcome(Found.GENUINE, FoundBy.SPEAKER) if answers else Outcome()


def statements_of(one: SampledProblem) -> list[AuditCheck | AuditCorrection]:
    """What checkers said about a drawn problem: what was seen, then each correction; empty before anybody looked."""
    looked: AuditCheck | None = getattr(one, "looked", None)
    return [] if looked is None else [looked, *looked.corrections.all()]


def corrected_in(audit: SampleAudit) -> dict[str, list[bool]]:
    """By number, what a checker said of a drawn problem and each correction of it; without those never corrected."""
    said: dict[str, list[bool]] = {}
    rows = AuditCorrection.objects.filter(audit_check__sampled__audit=audit).select_related("audit_check__sampled")
    for one in rows.order_by("audit_check__sampled__rank", "id"):
        check = one.audit_check
        said.setdefault(check.sampled.number, [check.genuine]).append(one.genuine)
    return said


def _answers_since(since: Mapping[int, int]) -> dict[int, list[bool]]:
    """By claim, what each speaker answered first after the draw."""
    first: dict[int, tuple[int, bool]] = {}
    rows = Verdict.objects.filter(asking__claim_id__in=since, pk__gt=min(since.values(), default=0)).order_by("pk")
    for pk, asking_id, claim_id, solved in rows.values_list("pk", "asking_id", "asking__claim_id", "solved"):
        if pk > since[claim_id]:
            first.setdefault(asking_id, (claim_id, solved))
    answers: dict[int, list[bool]] = defaultdict(list)
    for claim_id, solved in first.values():
        answers[claim_id].append(solved)
    return answers


def last_verdict_id() -> int:
    """The id of the last answer on record; 0 before any."""
    found: int | None = Verdict.objects.aggregate(last=Max("pk"))["last"]
    return found or 0


def part_in(actor: Actor, sampled: SampledProblem) -> Part:
    """What somebody had to do with a drawn problem (4 queries)."""
    problem_id, claim = sampled.problem_id, sampled.claim
    helping = CoUnit.objects.filter(problem_id=problem_id, ended_at=None).values_list("unit_id", flat=True)
    handling = {sampled.unit_id, sampled.problem.unit_id, *helping}
    above = set(ledger.units_above(actor.unit_id))
    hands = {claim.applicant_id, claim.signer_id, claim.checker_id, claim.approver_id}
    worked = any(
        table.objects.filter(problem_id=problem_id, by_id=actor.user_id).exists() for table in (Evidence, ProgressNote)
    )
    return Part(unit_handled=bool(handling & above), handled=actor.user_id in hands or worked)


def voices_asked_about(claim_ids: Collection[int]) -> list[UUID]:
    """The voices whose speakers are asked about these claims while they stand, each once, in the order of ids."""
    rows = Asking.objects.filter(claim_id__in=claim_ids, claim__outcome__in=STILL_ASKED)
    return list(rows.order_by("voice_id").values_list("voice_id", flat=True).distinct())


def is_asked_anew(voice_id: UUID) -> bool:
    """Test whether a sample audit waits for what this voice's speaker says: asked anew, and not answered since."""
    askings = Asking.objects.filter(voice_id=voice_id, claim__outcome__in=STILL_ASKED)
    drawn = asked_anew(list(askings.order_by().values_list("claim_id", flat=True)))
    since = {asking.pk: drawn[asking.claim_id].since_verdict for asking in askings if asking.claim_id in drawn}
    said = Verdict.objects.filter(asking_id__in=since).values_list("asking_id", "pk")
    return bool(since.keys() - {asking_id for asking_id, pk in said if pk > since[asking_id]})


def asked_anew(claim_ids: Collection[int]) -> dict[int, SampledProblem]:
    """Which of these claims are drawn by an audit that still waits for answers (1 query)."""
    rows = SampledProblem.objects.filter(claim_id__in=claim_ids, audit__state__in=RUNNING).select_related("audit")
    return {one.claim_id: one for one in rows}


def answers_audit(verdict: Verdict) -> bool:
    """Test whether an answer is the first its speaker gave since an audit that still runs drew the problem."""
    claim_id = verdict.asking.claim_id
    one = asked_anew([claim_id]).get(claim_id)
    if one is None or verdict.pk <= one.since_verdict:
        return False
    earlier = Verdict.objects.filter(asking_id=verdict.asking_id, pk__gt=one.since_verdict, pk__lt=verdict.pk)
    return not earlier.exists()
