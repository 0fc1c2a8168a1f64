"""Reads of what stands beside problems: suspensions, exclusions, appeals, and what counts in figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet

from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import NotFound
from huixiang.ledger.models import Appeal, Exclusion, Order, OrderStep, Suspension, SuspensionReview
from huixiang.ledger.queries.problems import problems_seen_by
from huixiang.ledger.states import SUSPENDED_RUNNING, ClaimState, OrderKind, OrderMove, OrderState, SuspensionState
from huixiang.people.permissions import Permission
from huixiang.sorting.models import Problem

OVER = (OrderState.CLOSED, OrderState.ARCHIVED, OrderState.MERGED)
PEOPLE = ("unit", "asked_by", "decided_by", "problem__unit")


def lead_order(problem: Problem) -> Order | None:
    """The open order of the responsible unit; None where the problem came without one."""
    return problem.orders.filter(kind=OrderKind.LEAD).exclude(state__in=OVER).order_by("-id").first()


def suspension_seen_by(actor: Actor, suspension_id: int, *, lock: bool = False) -> Suspension:
    """A suspension of a problem this person may open.

    :raises NotFound: there is none, or its problem lies with a unit this person does not reach.
    """
    rows = Suspension.objects.select_for_update(of=("self",)) if lock else Suspension.objects.all()
    seen = problems_seen_by(actor).order_by().values("pk")
    found = rows.select_related(*PEOPLE).filter(pk=suspension_id, problem_id__in=seen).first()
    if found is None:
        raise NotFound(f"suspension {suspension_id}")
    return found


def running_suspension(problem: Problem) -> Suspension | None:
    """The suspension that is asked for or stands; None most of the time."""
    return problem.suspensions.select_related(*PEOPLE).filter(state__in=SUSPENDED_RUNNING).first()


def standing_suspensions(problem_ids: Iterable[int]) -> QuerySet[Suspension]:
    """The suspensions that stand now of these problems."""
    return Suspension.objects.filter(state=SuspensionState.STANDING, problem_id__in=problem_ids)


def suspensions_to_decide() -> QuerySet[Suspension]:
    """What units asked for and nobody decided yet, oldest first."""
    return Suspension.objects.select_related(*PEOPLE).filter(state=SuspensionState.ASKED).order_by("asked_at", "id")


def suspensions_to_review(until: dt.date) -> QuerySet[Suspension]:
    """Standing suspensions whose review lies on or before a day, the nearest first."""
    rows = Suspension.objects.select_related(*PEOPLE).filter(state=SuspensionState.STANDING, review_on__lte=until)
    return rows.order_by("review_on", "id")


def reviews_of(problem: Problem) -> QuerySet[SuspensionReview]:
    """Every review of the problem's suspensions, oldest first."""
    return SuspensionReview.objects.filter(suspension__problem=problem).select_related("by")


def exclusion_seen_by(actor: Actor, exclusion_id: int, *, lock: bool = False) -> Exclusion:
    """An exclusion of a problem this person may open.

    :raises NotFound: there is none, or its problem lies with a unit this person does not reach.
    """
    rows = Exclusion.objects.select_for_update(of=("self",)) if lock else Exclusion.objects.all()
    seen = problems_seen_by(actor).order_by().values("pk")
    found = rows.select_related(*PEOPLE, "evidence").filter(pk=exclusion_id, problem_id__in=seen).first()
    if found is None:
        raise NotFound(f"exclusion {exclusion_id}")
    return found


def exclusions_to_decide() -> QuerySet[Exclusion]:
    """Claims that nobody decided yet, oldest first."""
    return Exclusion.objects.select_related(*PEOPLE).filter(state=ClaimState.ASKED).order_by("asked_at", "id")


def exclusions_granted(since: dt.datetime, until: dt.datetime) -> QuerySet[Exclusion]:
    """Claims granted from one moment up to another, latest first."""
    rows = Exclusion.objects.select_related(*PEOPLE).filter(state=ClaimState.GRANTED)
    return rows.filter(decided_at__gte=since, decided_at__lt=until).order_by("-decided_at", "-id")


def is_counted() -> Q:
    """A condition on problems: they count in figures, since no exclusion was granted."""
    return ~Q(Exists(Exclusion.objects.filter(problem=OuterRef("pk"), state=ClaimState.GRANTED)))


def appeal_seen_by(actor: Actor, appeal_id: int, *, lock: bool = False) -> Appeal:
    """An appeal about a problem this person may open.

    :raises NotFound: there is none, or its problem lies with a unit this person does not reach.
    """
    rows = Appeal.objects.select_for_update(of=("self",)) if lock else Appeal.objects.all()
    seen = problems_seen_by(actor).order_by().values("pk")
    found = rows.select_related(*PEOPLE, "first_decider").filter(pk=appeal_id, problem_id__in=seen).first()
    if found is None:
        raise NotFound(f"appeal {appeal_id}")
    return found


def appeals_to_decide(actor: Actor) -> QuerySet[Appeal]:
    """Appeals that nobody decided yet and this person did not decide the first time, oldest first."""
    rows = Appeal.objects.select_related(*PEOPLE).filter(state=ClaimState.ASKED)
    return rows.exclude(first_decider_id=actor.user_id).order_by("asked_at", "id")


def decides(actor: Actor) -> bool:
    """Test whether this person's role decides on what units ask for."""
    return actor.may(Permission.SUPERVISE) or actor.may(Permission.ASSIGN_PROBLEM)


def appealable_of(problem: Problem) -> str:
    """The latest refusal about a problem nobody objected to yet, such as ``exclusion:12``; empty if there is none."""
    excluded = problem.exclusions.filter(state=ClaimState.REFUSED).values_list("pk", flat=True)
    refused = [f"exclusion:{pk}" for pk in excluded]
    rows = problem.suspensions.filter(state=SuspensionState.REFUSED).values_list("pk", flat=True)
    refused += [f"suspension:{pk}" for pk in rows]
    steps = OrderStep.objects.filter(order__problem=problem, move=OrderMove.REFUSE_RETURN)
    refused += [f"return:{pk}" for pk in steps.values_list("pk", flat=True)]
    made = set(Appeal.objects.filter(about__in=refused).values_list("about", flat=True))
    return next((about for about in reversed(refused) if about not in made), "")
