"""Reads the ledger: which problems somebody may see, what lies with a problem, and its clock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from huixiang.kernel import clock
from huixiang.kernel.actor import EVERYWHERE, Actor
from huixiang.kernel.calendar import WorkingCalendar
from huixiang.kernel.errors import NotFound
from huixiang.ledger.models import CompletionClaim, Consultation, CoUnit, DeadlineChange, Evidence, Measure
from huixiang.ledger.states import MeasureState, OrderState, Shown
from huixiang.listening.models import Place
from huixiang.people.models import Unit, User
from huixiang.people.permissions import Permission
from huixiang.people.roles import Role
from huixiang.sorting import wording
from huixiang.sorting.models import Problem
from huixiang.sorting.states import AT_WORK, ProblemState


@dataclass(frozen=True, slots=True)
class ProblemFilter:
    """Which problems to list; an empty field does not narrow."""

    state: str = ""
    unit: Unit | None = None
    place: Place | None = None
    overdue_on: dt.date | None = None
    mine: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True)
class Days:
    """The clock of a problem in working days: used of allowed, until the end or today."""

    used: int
    allowed: int
    due_on: dt.date


def problems_seen_by(actor: Actor) -> QuerySet[Problem]:
    """The problems somebody may open: all, or those of the units they reach, help, or are asked whose it is."""
    problems = Problem.objects.select_related("unit", "place", "leader")
    reach = actor.reach(Permission.READ_PROBLEMS)
    if reach == EVERYWHERE:
        return problems
    helping = CoUnit.objects.filter(unit_id__in=reach, ended_at=None).values("problem_id")
    asked = Consultation.objects.filter(unit_id__in=reach, order__state=OrderState.CONSULTING)
    theirs = Problem.objects.filter(unit_id__in=reach).order_by().values("pk")
    # One union, not three conditions: to a small unit of a large town no plan may look at everybody's problems.
    return problems.filter(pk__in=theirs.union(helping.order_by(), asked.order_by().values("order__problem_id")))


def problem_list(actor: Actor, chosen: ProblemFilter) -> QuerySet[Problem]:
    """The problems somebody may see that match all of the filter; merged ones only when asked for by state."""
    problems = problems_seen_by(actor)
    problems = problems.filter(state=chosen.state) if chosen.state else problems.exclude(state=ProblemState.MERGED)
    if chosen.unit:
        problems = problems.filter(unit__path__startswith=chosen.unit.path)
    if chosen.place:
        problems = problems.filter(place__path__startswith=chosen.place.path)
    if chosen.overdue_on:
        problems = problems.filter(state__in=AT_WORK, due_on__lt=chosen.overdue_on)
    if chosen.mine:
        problems = problems.filter(_mine(actor))
    if chosen.text.strip():
        problems = problems.filter(_says(chosen.text.strip()))
    return problems


def _mine(actor: Actor) -> Q:
    measures = Measure.objects.filter(person_id=actor.user_id).exclude(state=MeasureState.DROPPED)
    return Q(leader_id=actor.user_id) | Q(opened_by_id=actor.user_id) | Q(pk__in=measures.values("problem_id"))


def _says(text: str) -> Q:
    number = text.lstrip("#")
    known = Q(number=int(number)) if number.isascii() and number.isdigit() and len(number) < 10 else Q(pk__in=())
    question = wording.query(text)
    return known | Q(terms=question) if question else known


def problem_seen_by(actor: Actor, number: int) -> Problem:
    """The problem with this number.

    :raises NotFound: there is none, or it lies with a unit this person does not reach.
    """
    problem = problems_seen_by(actor).select_related("merged_into").filter(number=number).first()
    if problem is None:
        raise NotFound(f"problem number {number}")
    return problem


def co_units_of(problem: Problem) -> QuerySet[CoUnit]:
    """The units that help now, in the order they came."""
    return problem.co_units.filter(ended_at=None).select_related("unit")


def co_unit_ids(problem: Problem) -> frozenset[int]:
    """The ids of the units that help now."""
    return frozenset(problem.co_units.filter(ended_at=None).values_list("unit_id", flat=True))


def leaders_of(unit: Unit) -> QuerySet[User]:
    """Active people who lead the unit or a unit above it, by name."""
    led = Q(grants__role=Role.UNIT_LEADER, grants__withdrawn_at=None, grants__unit_id__in=_ids(unit.path))
    return User.objects.filter(led, is_active=True).distinct().order_by("name", "id")


def extensions_of(problem: Problem) -> list[DeadlineChange]:
    """The extensions since the problem was last handed over, oldest first."""
    changes = list(problem.deadline_changes.order_by("id"))
    handed = max((at for at, change in enumerate(changes) if not change.extends), default=-1)
    return changes[handed + 1 :]


def shown_for(problem: Problem) -> Shown:
    """What lies on the table for a claim: measures that were not dropped, kinds of evidence."""
    return Shown(
        measures=problem.measures.exclude(state=MeasureState.DROPPED).count(),
        kinds=frozenset(problem.evidence.values_list("kind", flat=True).order_by().distinct()),
    )


def claim_with_hands(claim_id: int) -> CompletionClaim:
    """The claim with its four people.

    :raises NotFound: there is no such claim.
    """
    claim = claims_with_hands().filter(pk=claim_id).first()
    if claim is None:
        raise NotFound(f"claim {claim_id}")
    return claim


def claims_with_hands() -> QuerySet[CompletionClaim]:
    """All claims with their four people, their problem and its unit."""
    return CompletionClaim.objects.select_related("problem__unit", "applicant", "signer", "checker", "approver")


def claim_of(problem: Problem, round_: int) -> CompletionClaim:
    """The claim of a problem by its round, counted from 1.

    :raises NotFound: there is no such round.
    """
    claim = claims_with_hands().filter(problem=problem, round=round_).first()
    if claim is None:
        raise NotFound(f"round {round_} of problem {problem.pk}")
    return claim


def latest_claim(problem: Problem) -> CompletionClaim | None:
    """The last claim of the problem, open or ended; None before the first."""
    return claims_with_hands().filter(problem=problem).order_by("-round").first()


def measure_of(problem: Problem, measure_id: int) -> Measure:
    """A measure of the problem.

    :raises NotFound: the problem has no such measure.
    """
    measure = problem.measures.select_related("unit", "person").filter(pk=measure_id).first()
    if measure is None:
        raise NotFound(f"measure {measure_id}")
    return measure


def evidence_seen_by(actor: Actor, evidence_id: UUID) -> Evidence:
    """A piece of evidence with a file.

    :raises NotFound: there is none, or its problem may not be seen by this person.
    """
    visible = problems_seen_by(actor).order_by().values("pk")
    evidence = Evidence.objects.filter(pk=evidence_id, problem_id__in=visible).exclude(clean_path="").first()
    if evidence is None:
        raise NotFound(f"evidence {evidence_id}")
    return evidence


def part_by_id(part_id: int) -> CoUnit:
    """A unit's part in a problem, with both.

    :raises NotFound: there is none.
    """
    found = CoUnit.objects.select_related("problem", "unit").filter(pk=part_id).first()
    if found is None:
        raise NotFound(f"part {part_id}")
    return found


def days_of(
    problem: Problem, changes: Collection[DeadlineChange], *, calendar: WorkingCalendar, today: dt.date, zone: str
) -> Days | None:
    """Working days used of those allowed since the last hand-over, until it was closed or ``today``.

    None before the first hand-over. More used than allowed means late.
    """
    handed = [change for change in changes if not change.extends]
    if problem.due_on is None or not handed:
        return None
    start = clock.day_of(handed[-1].at, zone=zone)
    end = problem.closed_on or today
    used = max(calendar.between(start, end), 0)
    return Days(used=used, allowed=max(calendar.between(start, problem.due_on), 0), due_on=problem.due_on)


def units_above(unit_id: int | None) -> list[int]:
    """The ids of a unit and all units above it; none for nobody's unit."""
    if unit_id is None:
        return []
    path = Unit.objects.filter(pk=unit_id).values_list("path", flat=True).first() or ""
    return _ids(path)


def _ids(path: str) -> list[int]:
    return [int(pk) for pk in path.split("/") if pk]
