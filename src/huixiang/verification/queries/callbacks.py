"""Reads of call-backs: what is drawn from, who may ring whom, whose turn it is, how a draw went."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Subquery

from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import NotFound
from huixiang.ledger.models import CompletionClaim, CoUnit
from huixiang.ledger.states import ClaimOutcome
from huixiang.people.models import Membership, RoleGrant, Unit, User
from huixiang.people.permissions import Permission
from huixiang.people.roles import PERMISSIONS, Role
from huixiang.proofs.draws import Quota, draw_by_group, population_hash
from huixiang.verification.models import Asking, CallBack, CallBackDraw, CallBackTry, Verdict
from huixiang.verification.queries.asking import STILL_ASKED
from huixiang.verification.states import CallState, DrawBasis


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody who may ring speakers, the path of their unit (empty outside every unit), and what else they may do."""

    user: User
    unit_path: str
    checks: bool = False
    leads: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Rechecked:
    """A draw done again from its own record: whether hash and sample come out the same."""

    same_population: bool
    same_sample: bool


@dataclass(frozen=True, slots=True)
class Participation:
    """How the calls of a unit or a draw stand; the last five add up to ``called``."""

    drawn: int = 0
    called: int = 0
    answered: int = 0
    declined: int = 0
    unreached: int = 0
    over: int = 0
    waiting: int = 0
    solved: int = 0


def population_of(basis: DrawBasis, first: dt.date, last: dt.date, *, zone: str) -> dict[str, str]:
    """The claims a draw of these days takes from: claim id to unit id, both as text.

    Each problem's last claim only, and only while its speakers can be asked: a disputed one is open work already.
    """
    newest = CompletionClaim.objects.filter(problem_id=OuterRef("problem_id")).order_by("-round")
    claims = CompletionClaim.objects.filter(outcome__in=STILL_ASKED, pk=Subquery(newest.values("pk")[:1]))
    if basis == DrawBasis.REPORTED:
        begins = dt.datetime.combine(first, dt.time(), ZoneInfo(zone))
        ends = dt.datetime.combine(last + dt.timedelta(days=1), dt.time(), ZoneInfo(zone))
        claims = claims.filter(applied_at__gte=begins, applied_at__lt=ends)
    else:
        claims = claims.annotate(over_on=Max("askings__closes_on")).filter(over_on__range=(first, last))
    rows = claims.order_by("pk").values_list("pk", "problem__unit_id")
    return {str(pk): str(unit_id) for pk, unit_id in rows}


def recheck(draw: CallBackDraw) -> Rechecked:
    """Do a draw again from what is on record; an outsider can do the same with ``huixiang.proofs.draws``."""
    sample = draw_by_group(draw.seed, draw.population, Quota(draw.per_hundred, draw.least))
    return Rechecked(
        same_population=population_hash(draw.population) == draw.population_hash and len(draw.population) == draw.size,
        same_sample=sample == draw.drawn,
    )


def askings_to_call(claim_ids: Collection[int]) -> QuerySet[Asking]:
    """Askings of these claims whose speaker agreed to be reached, left a contact, and has not answered yet."""
    answered = Verdict.objects.filter(asking_id=OuterRef("pk"))
    reachable = Asking.objects.filter(claim_id__in=claim_ids, voice__speaker__may_contact=True)
    reachable = reachable.exclude(voice__speaker__contact_sealed=b"").exclude(voice__lane="anonymous")
    return reachable.filter(~Exists(answered), call=None).select_related("claim__problem__unit").order_by("id")


def handling_paths(claims: Iterable[CompletionClaim]) -> dict[int, frozenset[str]]:
    """By claim id, the paths of the units that handled it: the responsible one and those that help (1 query)."""
    paths: dict[int, set[str]] = defaultdict(set)
    kept = list(claims)
    helping = CoUnit.objects.filter(problem_id__in=[claim.problem_id for claim in kept], ended_at=None)
    of_problem: dict[int, set[str]] = defaultdict(set)
    for problem_id, path in helping.values_list("problem_id", "unit__path"):
        of_problem[problem_id].add(path)
    for claim in kept:
        own = {claim.problem.unit.path} if claim.problem.unit else set()
        paths[claim.pk] = own | of_problem[claim.problem_id]
    return {claim_id: frozenset(found) for claim_id, found in paths.items()}


def callers() -> list[Caller]:
    """Active people whose role lets them talk to speakers, with the unit they are in; by name (3 queries)."""
    roles = [role.value for role, held in PERMISSIONS.items() if Permission.TALK_TO_SPEAKER in held]
    users = User.objects.filter(grants__role__in=roles, grants__withdrawn_at=None, is_active=True)
    users = users.distinct().order_by("name", "id")
    places = dict(Membership.objects.filter(until=None).values_list("user_id", "unit__path"))
    checkers, leads = _hands_by_role()
    return [
        Caller(user, places.get(user.pk, ""), user.pk in checkers, frozenset(leads.get(user.pk, ()))) for user in users
    ]


def could_be_hand(caller: Caller, claim: CompletionClaim) -> bool:
    """Test whether somebody may still sign or check this claim: until then they stay out of the calls."""
    unit = claim.problem.unit
    if claim.outcome != ClaimOutcome.OPEN or unit is None:
        return False
    leads_it = any(unit.path.startswith(path) for path in caller.leads)
    return (claim.checker_id is None and caller.checks) or (claim.signer_id is None and leads_it)


def _hands_by_role() -> tuple[set[int], dict[int, set[str]]]:
    grants = RoleGrant.objects.filter(withdrawn_at=None, role__in=[Role.CHECKER, Role.UNIT_LEADER])
    checkers: set[int] = set()
    leads: dict[int, set[str]] = defaultdict(set)
    for user_id, role, path in grants.values_list("user_id", "role", "unit__path"):
        if role == Role.CHECKER:
            checkers.add(user_id)
        else:
            leads[user_id].add(path)
    return checkers, leads


def called_about(claim: CompletionClaim, user_id: int | None) -> bool:
    """Test whether this person rang somebody about the claim."""
    return CallBackTry.objects.filter(call__asking__claim=claim, by_id=user_id).exists()


def open_counts() -> dict[int, int]:
    """How many calls wait for each caller."""
    rows = _open().exclude(caller=None).order_by().values("caller_id").annotate(n=Count("pk"))
    return {row["caller_id"]: row["n"] for row in rows}


def calls_of(actor: Actor) -> QuerySet[CallBack]:
    """The open calls of this person: those not put off first, then the oldest."""
    calls = _open().filter(caller_id=actor.user_id)
    calls = calls.select_related("asking__claim__problem__unit", "asking__voice", "draw").annotate(tried=Count("tries"))
    return calls.order_by(F("skipped_at").asc(nulls_first=True), "id")


def calls_without_caller(draw: CallBackDraw) -> QuerySet[CallBack]:
    """The open calls of a draw that nobody was found for."""
    return _open().filter(draw=draw, caller=None).select_related("asking__claim__problem__unit").order_by("id")


def call_by_id(call_id: int, *, lock: bool = False) -> CallBack:
    """One call with its claim, problem and voice.

    :raises NotFound: no such call in this organisation.
    """
    rows = CallBack.objects.select_related("asking__claim__problem__unit", "asking__voice", "caller", "draw")
    rows = rows.select_for_update(of=("self",)) if lock else rows
    call = rows.filter(pk=call_id).first()
    if call is None:
        raise NotFound(f"call {call_id}")
    return call


def draws() -> QuerySet[CallBackDraw]:
    """Every draw, the latest first, without its long lists."""
    return CallBackDraw.objects.select_related("by").defer("population", "drawn")


def basis_of(draw: CallBackDraw) -> DrawBasis:
    """What the draw took its claims from."""
    return DrawBasis(draw.basis)


def draw_by_id(draw_id: int) -> CallBackDraw:
    """One draw.

    :raises NotFound: no such draw in this organisation.
    """
    draw = CallBackDraw.objects.select_related("by").filter(pk=draw_id).first()
    if draw is None:
        raise NotFound(f"draw {draw_id}")
    return draw


def drawn_over(basis: DrawBasis, first: dt.date, last: dt.date) -> CallBackDraw | None:
    """A draw from the same kind of claims that shares a day with these."""
    same = CallBackDraw.objects.filter(basis=basis, first_day__lte=last, last_day__gte=first)
    return same.order_by("-last_day").first()


def participation_by_unit(draw: CallBackDraw) -> dict[int, Participation]:
    """How the calls of a draw went, by unit; units without a drawn claim are left out (1 query)."""
    drawn: dict[int, int] = defaultdict(int)
    for claim_id in draw.drawn:
        drawn[int(draw.population[claim_id])] += 1
    called: Mapping[int, Mapping[str, Any]] = {row["asking__claim__problem__unit_id"]: row for row in _counted(draw)}
    return {
        unit_id: Participation(drawn=drawn.get(unit_id, 0), **_counts(called.get(unit_id, {})))
        for unit_id in sorted({*drawn, *called})
    }


def units_by_id(ids: Iterable[int]) -> dict[int, Unit]:
    """Units by their id."""
    return {unit.pk: unit for unit in Unit.objects.filter(pk__in=list(ids))}


def units_by_code(codes: Iterable[str]) -> dict[str, Unit]:
    """Units by their code."""
    return {unit.code: unit for unit in Unit.objects.filter(code__in=list(codes))}


def _counted(draw: CallBackDraw) -> Iterable[Mapping[str, Any]]:
    asked = Q(asking__claim__outcome__in=STILL_ASKED)
    waiting = Q(state=CallState.OPEN) & asked
    rows = CallBack.objects.filter(draw=draw).order_by().values("asking__claim__problem__unit_id")
    return list(
        rows.annotate(
            called=Count("pk"),
            answered=Count("pk", filter=Q(state=CallState.ANSWERED)),
            declined=Count("pk", filter=Q(state=CallState.DECLINED)),
            unreached=Count("pk", filter=Q(state=CallState.UNREACHED)),
            over=Count("pk", filter=Q(state=CallState.OVER) | (Q(state=CallState.OPEN) & ~asked)),
            waiting=Count("pk", filter=waiting),
            solved=Count("pk", filter=Q(state=CallState.ANSWERED, tries__verdict__solved=True)),
        )
    )


def _counts(row: Mapping[str, Any]) -> dict[str, int]:
    return {name: count for name, count in row.items() if not name.startswith("asking")}


def _open() -> QuerySet[CallBack]:
    return CallBack.objects.filter(state=CallState.OPEN, asking__claim__outcome__in=STILL_ASKED)
