"""The rows of the registers that a paper counts: rules, promised things, projects."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from huixiang.ledger.models import PledgeCheck, PledgeItem, Project, Rule
from huixiang.ledger.states import Kept, ProjectState, RuleState
from huixiang.people.models import Unit
from huixiang.publishing.queries.planned import ids_in_plan
from huixiang.publishing.queries.terms import Terms
from huixiang.publishing.states import COUNTS_PROMISES, COUNTS_RULES, Question


def register_rows(question: Question, terms: Terms) -> QuerySet[Any]:
    """The rows a question counts now within unit and days: rules and promises by the day due, projects by the start.

    Rules given up are not counted; a promise is kept when the last check found it kept.
    """
    if question in COUNTS_RULES:
        return _rules(question, terms)
    if question in COUNTS_PROMISES:
        rows = _within(PledgeItem.objects.all(), terms, unit="pledge__unit", day="due_on")
        return rows.annotate(last=Subquery(_checks())).filter(last=Kept.KEPT) if _asks_done(question) else rows
    rows = _within(Project.objects.all(), terms, unit="unit", day="starts_on")
    return rows.filter(state=ProjectState.FINISHED) if _asks_done(question) else rows


def kept_register_rows(question: Question, ids: QuerySet[Any, int]) -> QuerySet[Any]:
    """The rows that a figure kept."""
    if question in COUNTS_RULES:
        return Rule.objects.filter(pk__in=ids)
    kept: QuerySet[Any] = (PledgeItem if question in COUNTS_PROMISES else Project).objects.filter(pk__in=ids)
    return kept.select_related("pledge") if question in COUNTS_PROMISES else kept


def path_of(unit_id: int) -> str:
    """The path of a unit, with which those of all units below it begin; of an unknown one a path that none has."""
    return Unit.objects.filter(pk=unit_id).values_list("path", flat=True).first() or "-"


def _rules(question: Question, terms: Terms) -> QuerySet[Rule]:
    rows = _within(Rule.objects.exclude(state=RuleState.GIVEN_UP), terms, unit="unit", day="due_on")
    if terms.plan is not None:
        rows = rows.filter(pk__in=ids_in_plan("rule", terms))
    return rows.filter(state=RuleState.DONE) if _asks_done(question) else rows


def _checks() -> QuerySet[PledgeCheck, str]:
    return PledgeCheck.objects.filter(item=OuterRef("pk")).order_by("-at", "-id").values_list("found", flat=True)[:1]


def _asks_done(question: Question) -> bool:
    return question in {Question.RULES_DONE, Question.PROMISES_KEPT, Question.PROJECTS_FINISHED}


def _within(rows: QuerySet[Any], terms: Terms, *, unit: str, day: str) -> QuerySet[Any]:
    if terms.unit:
        rows = rows.filter(**{f"{unit}__path__startswith": path_of(terms.unit)})
    if terms.since:
        rows = rows.filter(**{f"{day}__gte": terms.since})
    return rows.filter(**{f"{day}__lte": terms.until}) if terms.until else rows
