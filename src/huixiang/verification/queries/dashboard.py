"""Reads for the dashboard: flow by week, ages of problems, first answers by unit and kind, places. One query each."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, TruncWeek

from huixiang.kernel.actor import EVERYWHERE, Actor
from huixiang.ledger.models import DeadlineChange, Order
from huixiang.ledger.states import OrderKind
from huixiang.listening.models import Place
from huixiang.people.permissions import Permission
from huixiang.sorting.models import Problem
from huixiang.sorting.states import ProblemState
from huixiang.verification.models import Verdict

CLOSED = (ProblemState.CONFIRMED, ProblemState.SILENT)
HOT_PLACES = 15


@dataclass(frozen=True, slots=True)
class Week:
    """How many problems were opened and how many closed in the week that begins on this Monday."""

    monday: dt.date
    opened: int
    closed: int


@dataclass(frozen=True, slots=True)
class Ages:
    """Problems by age in days: of those closed at that age, of those still open at that age."""

    closed: Counter[int]
    still_open: Counter[int]


@dataclass(frozen=True, slots=True)
class Answers:
    """First answers of a unit about orders of a kind (empty: the kind was not said), and how many say "solved"."""

    unit_id: int
    nature: str
    answered: int
    solved: int


@dataclass(frozen=True, slots=True)
class HotPlace:
    """A place with how many problems were opened there lately, and how many are open now."""

    place: Place
    opened: int
    open_now: int


def weeks(actor: Actor, *, today: dt.date, count: int) -> list[Week]:
    """The last weeks up to this one, the oldest first; weeks without anything are among them."""
    monday = today - dt.timedelta(days=today.weekday())
    first = monday - dt.timedelta(weeks=count - 1)
    opened, closed = (_by_week(problems_counted(actor), field, first, today) for field in ("opened_on", "closed_on"))
    mondays = [first + dt.timedelta(weeks=at) for at in range(count)]
    return [Week(day, opened.get(day, 0), closed.get(day, 0)) for day in mondays]


def ages(actor: Actor, *, today: dt.date, days: int) -> Ages:
    """The ages of the problems opened in the last so many days."""
    recent = problems_counted(actor).filter(opened_on__range=(today - dt.timedelta(days=days), today)).order_by()
    closed: Counter[int] = Counter()
    still_open: Counter[int] = Counter()
    for opened_on, closed_on, count in recent.values_list("opened_on", "closed_on").annotate(n=Count("pk")):
        if closed_on is None:
            still_open[(today - opened_on).days] += count
        else:
            closed[max((closed_on - opened_on).days, 0)] += count
    return Ages(closed, still_open)


def answers_by_kind(actor: Actor, *, since: dt.date) -> list[Answers]:
    """First answers given since a day, by unit and kind of order; of problems without one by their last hand-over."""
    orders = Order.objects.filter(kind=OrderKind.LEAD, answered_on__gte=since).exclude(unit=None)
    reach = actor.reach(Permission.READ_PROBLEMS)
    orders = orders if reach == EVERYWHERE else orders.filter(unit_id__in=reach)
    rows = orders.order_by().values("unit_id", "nature")
    rows = rows.annotate(answered=Count("pk"), yes=Count("pk", filter=Q(solved=True)))
    found = Counter({(row["unit_id"], row["nature"]): row["answered"] for row in rows})
    yes = Counter({(row["unit_id"], row["nature"]): row["yes"] for row in rows})
    for unit_id, nature, solved in _answers_without_order(since, reach):
        found[unit_id, nature] += 1
        yes[unit_id, nature] += solved
    return [Answers(*key, answered, yes[key]) for key, answered in found.items()]


def _answers_without_order(since: dt.date, reach: Collection[int] | str) -> list[tuple[int, str, bool]]:
    """Unit, kind and first answer of problems handed over before there were orders: by their last hand-over."""
    first = Verdict.objects.filter(ordinal=1, given_on__gte=since, asking__claim__problem__orders=None)
    first = first.exclude(asking__claim__problem__unit=None)
    if reach != EVERYWHERE:
        first = first.filter(asking__claim__problem__unit_id__in=reach)
    handed = DeadlineChange.objects.filter(problem=OuterRef("asking__claim__problem"), extends=False).order_by("-pk")
    rows = first.annotate(nature=Coalesce(Subquery(handed.values("nature")[:1]), Value("")))
    rows = rows.order_by("asking__claim__problem_id", "given_on", "pk").distinct("asking__claim__problem_id")
    return list(rows.values_list("asking__claim__problem__unit_id", "nature", "solved"))


def hot_places(actor: Actor, *, since: dt.date) -> list[HotPlace]:
    """The places where most problems were opened since a day, most first; then by name (2 queries)."""
    lately, now_open = Q(opened_on__gte=since), ~Q(state__in=CLOSED)
    rows = problems_counted(actor).exclude(place=None).order_by().values("place_id")
    found = list(
        rows.annotate(opened=Count("pk", filter=lately), open_now=Count("pk", filter=now_open))
        .filter(opened__gt=0)
        .order_by("-opened", "-open_now", "place_id")[:HOT_PLACES]
    )
    places = Place.objects.in_bulk([row["place_id"] for row in found])
    return [HotPlace(places[row["place_id"]], row["opened"], row["open_now"]) for row in found]


def problems_counted(actor: Actor) -> QuerySet[Problem]:
    """The problems the dashboard counts: those of the units somebody reaches; merged ones go on in another."""
    problems = Problem.objects.exclude(state=ProblemState.MERGED)
    reach = actor.reach(Permission.READ_PROBLEMS)
    return problems if reach == EVERYWHERE else problems.filter(unit_id__in=reach)


def _by_week(problems: QuerySet[Problem], field: str, first: dt.date, today: dt.date) -> dict[dt.date, int]:
    within = problems.filter(**{f"{field}__range": (first, today)}).order_by()
    rows: Iterable[tuple[dt.date, int]] = (
        within.annotate(week=TruncWeek(F(field))).values_list("week").annotate(n=Count("pk"))
    )
    return dict(rows)
