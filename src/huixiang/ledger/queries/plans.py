"""Reads plans: their lines as they stand now, what was approved, the problems a filter chooses."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import NotFound
from huixiang.ledger.models import Measure, Plan, PlanItem, PlanVersion, Rule, RuleAnswer
from huixiang.ledger.plan_lines import Line, Planned
from huixiang.ledger.queries.problems import problems_seen_by
from huixiang.listening.models import Place
from huixiang.people.models import Unit
from huixiang.sorting.models import Label, Problem
from huixiang.sorting.states import ProblemState


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which problems to take into a plan: by number, or all that match the rest; an empty field does not narrow."""

    numbers: str = ""
    label: Label | None = None
    place: Place | None = None
    unit: Unit | None = None
    since: dt.date | None = None
    until: dt.date | None = None


def plans() -> QuerySet[Plan]:
    """All plans, the newest first, with their versions."""
    return Plan.objects.select_related("unit", "by").prefetch_related("versions").order_by("-id")


def plan_numbered(plan_id: int) -> Plan:
    """:raises NotFound: there is no such plan."""
    plan = plans().filter(pk=plan_id).first()
    if plan is None:
        raise NotFound(f"plan {plan_id}")
    return plan


def version_of(plan: Plan, number: int) -> PlanVersion:
    """An approved version by its number.

    :raises NotFound: there is no such version.
    """
    found = plan.versions.select_related("by").filter(number=number).first()
    if found is None:
        raise NotFound(f"version {number} of plan {plan.pk}")
    return found


def lines_now(plan: Plan) -> list[Line]:
    """The lines of a plan as the ledger stands now, by number, problems first (4 queries)."""
    here = PlanItem.objects.filter(plan=plan, left_at=None).order_by()
    measures = Prefetch("measures", Measure.objects.select_related("unit").order_by("id"))
    problems = Problem.every.filter(pk__in=here.exclude(problem=None).values("problem_id"))
    shown = problems.select_related("unit", "leader", "merged_into").prefetch_related(measures).order_by("number")
    rules = Rule.objects.filter(pk__in=here.exclude(rule=None).values("rule_id")).select_related("unit")
    answers = Prefetch("answers", RuleAnswer.objects.select_related("problem"))
    ruled = rules.prefetch_related(answers).order_by("due_on", "id")
    return [_of_problem(each) for each in shown] + [_of_rule(at, each) for at, each in enumerate(ruled, start=1)]


def seen_lines(actor: Actor, lines: list[Line]) -> list[Line]:
    """Those lines whose problem this person may open; rules are open to every reader (1 query)."""
    ids = {line.id for line in lines if line.what == "problem"}
    seen = set(problems_seen_by(actor).filter(pk__in=ids).order_by().values_list("pk", flat=True))
    return [line for line in lines if line.what != "problem" or line.id in seen]


def problems_chosen(actor: Actor, chosen: Chosen) -> QuerySet[Problem]:
    """The problems somebody may see that are named or match; merged ones never, for they go on in another."""
    problems = problems_seen_by(actor).exclude(state=ProblemState.MERGED).order_by("number")
    if chosen.numbers.strip():
        return problems.filter(_numbered(chosen.numbers))
    if chosen.label:
        given = {"parts__voice__labels_given__ended_at": None, "parts__left_at": None}
        path = {"parts__voice__labels_given__label__path__startswith": chosen.label.path}
        problems = problems.filter(pk__in=Problem.objects.filter(**given, **path).order_by().values("pk"))
    if chosen.unit:
        problems = problems.filter(unit__path__startswith=chosen.unit.path)
    if chosen.place:
        problems = problems.filter(place__path__startswith=chosen.place.path)
    if chosen.since:
        problems = problems.filter(opened_on__gte=chosen.since)
    if chosen.until:
        problems = problems.filter(opened_on__lte=chosen.until)
    return problems


def _numbered(text: str) -> Q:
    found = Q(pk__in=())
    for first, last in re.findall(r"(\d{1,9})(?:\s*[-–~～至到]\s*(\d{1,9}))?", text):
        found |= Q(number__gte=int(first), number__lte=int(last or first))
    return found


def _of_problem(problem: Problem) -> Line:
    merged = problem.merged_into
    return Line(
        what="problem", id=problem.pk, number=problem.number, title=problem.title,
        unit=problem.unit.label if problem.unit else "", leader=problem.leader.name if problem.leader else "",
        due_on=problem.due_on.isoformat() if problem.due_on else "", state=problem.state,
        measures=tuple(
            Planned(each.pk, each.words, each.unit.label, each.due_on.isoformat(), each.state)
            for each in problem.measures.all()
        ),
        relapses=problem.reopened_count,
        note=_("goes on in %(number)s") % {"number": merged.number} if merged else "",
    )  # fmt: skip


def _of_rule(place: int, rule: Rule) -> Line:
    numbers = "、".join(str(answer.problem.number) for answer in rule.answers.all())
    return Line(
        what="rule", id=rule.pk, number=place, title=rule.title, unit=rule.unit.label, leader="",
        due_on=rule.due_on.isoformat(), state=rule.state, note=numbers,
    )  # fmt: skip
