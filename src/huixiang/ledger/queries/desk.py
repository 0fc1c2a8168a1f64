"""What the supervisor's desk and a leader's overview count and list; every figure has its rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet

from huixiang.kernel.actor import EVERYWHERE, Actor
from huixiang.ledger.models import DeadlineChange, Exclusion
from huixiang.ledger.queries.problems import problems_seen_by
from huixiang.ledger.queries.sides import exclusions_granted
from huixiang.people.permissions import Permission
from huixiang.sorting.models import Problem
from huixiang.sorting.states import AT_WORK, OPEN, ProblemState

QUIET: Final = dt.timedelta(days=30)
"""So long without any act on a problem that is open looks like nobody works on it."""
NEAR: Final = dt.timedelta(days=14)
"""A review this near is shown on the desk."""


@dataclass(frozen=True, slots=True)
class Month:
    """From the first moment of a month up to the first of the next, in the organisation's zone."""

    since: dt.datetime
    until: dt.datetime


def month_of(day: dt.date, zone: str) -> Month:
    """The month a day lies in."""
    first, there = day.replace(day=1), ZoneInfo(zone)
    after = (first + dt.timedelta(days=31)).replace(day=1)
    return Month(*(dt.datetime.combine(each, dt.time(), there) for each in (first, after)))


def overdue_problems(actor: Actor, today: dt.date) -> QuerySet[Problem]:
    """Problems whose deadline passed while the unit has to act, the latest first: suspended and excluded ones too."""
    return problems_seen_by(actor).filter(state__in=AT_WORK, due_on__lt=today).order_by("due_on", "pk")


def quiet_problems(actor: Actor, now: dt.datetime) -> QuerySet[Problem]:
    """Open problems on which nobody did anything for 30 days, the longest quiet first."""
    return problems_seen_by(actor).filter(state__in=OPEN, last_act_at__lt=now - QUIET).order_by("last_act_at", "pk")


def excluded_in(month: Month) -> QuerySet[Exclusion]:
    """Exclusions granted in a month, the latest first."""
    return exclusions_granted(month.since, month.until)


def handed_over_in(month: Month) -> int:
    """How many problems were handed to a unit in a month: what the excluded ones are a share of."""
    rows = DeadlineChange.objects.filter(extends=False, at__gte=month.since, at__lt=month.until)
    return rows.order_by().values("problem_id").distinct().count()


OVERVIEW: Final = ("open", "due", "overdue", "reopened", "to_sign")
"""What a leader's overview counts, in this order."""


def led_problems(actor: Actor) -> QuerySet[Problem]:
    """The problems of the units somebody leads, and of the units below."""
    reach = actor.reach(Permission.SIGN_CLOSURE)
    rows = Problem.objects.select_related("unit", "place", "leader")
    return rows if reach == EVERYWHERE else rows.filter(unit_id__in=reach)


def overview_condition(kind: str, *, today: dt.date, soon: dt.date) -> Q:
    """The condition behind a figure of the overview; ``soon`` is the last day that counts as due."""
    return {
        "open": Q(state__in=OPEN),
        "due": Q(state__in=AT_WORK, due_on__gte=today, due_on__lte=soon),
        "overdue": Q(state__in=AT_WORK, due_on__lt=today),
        "reopened": Q(state__in=OPEN, reopened_count__gt=0),
        "to_sign": Q(state=ProblemState.CLAIMED),
    }[kind]


def overview_counts(actor: Actor, *, today: dt.date, soon: dt.date) -> Mapping[str, int]:
    """How many problems of the units somebody leads are open, due, overdue, reopened, waiting for a signature.

    One query.
    """
    counts = {f"n_{kind}": Count("pk", filter=overview_condition(kind, today=today, soon=soon)) for kind in OVERVIEW}
    found = led_problems(actor).order_by().aggregate(**counts)
    return {kind: found[f"n_{kind}"] for kind in OVERVIEW}
