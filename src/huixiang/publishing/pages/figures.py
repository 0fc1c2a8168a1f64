"""The rows behind a figure: as they were counted for a paper, or as the records stand now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from huixiang.ledger import queries as ledger
from huixiang.ledger.labels import MEASURE_WORDS
from huixiang.ledger.models import Measure
from huixiang.ledger.states import MeasureState
from huixiang.people import queries as people
from huixiang.people.models import Unit
from huixiang.publishing.labels import PAPERS, QUESTIONS
from huixiang.publishing.pages.registered import register_table
from huixiang.publishing.queries.figures import Opened
from huixiang.publishing.queries.terms import Terms, terms_from
from huixiang.publishing.states import (
    COUNTS_MEASURES,
    COUNTS_VOICES,
    OF_REGISTERS,
    OF_VOICES,
    PaperKind,
    Question,
)
from huixiang.sorting.labels import INBOX_STATES, PROBLEM_STATES, inbox_badge, problem_badge
from huixiang.sorting.models import InboxItem, Problem
from huixiang.sorting.queries import label_named
from huixiang.sorting.states import InboxState, ProblemState
from huixiang.web.dates import day_words, moment_words
from huixiang.web.parts import Cell, Column, Table


def order_of(question: Question) -> tuple[str, ...]:
    """The order in which the rows of a question are paged."""
    return ("number",) if question in COUNTS_VOICES else ("pk",)


def rows_table(question: Question, rows: Iterable[Any], *, column: str = "") -> Table:
    """The rows of a question with the way to each. ``column`` is the code of a column of voices behind problems."""
    caption = QUESTIONS[question]
    if question in COUNTS_VOICES:
        return Table(caption, (Column(_("Voice")), Column(_("State"), tight=True)), [_voice(row) for row in rows])
    if question in COUNTS_MEASURES:
        names = (Column(_("Measure")), Column(_("State"), tight=True), Column(_("Problem"), tight=True))
        return Table(caption, names, [_measure(row) for row in rows], stack=True)
    if question in OF_REGISTERS:
        return register_table(question, rows)
    if question is Question.UNITS:
        return Table(caption, (Column(_("Unit")),), [_unit(row) for row in rows])
    names = (Column(_("Problem")), Column(_("State"), tight=True), Column(_("Unit"), tight=True))
    return Table(caption, names, [_problem(row, column) for row in rows], stack=True)


def figure_page(opened: Opened, *, today: dt.date) -> dict[str, Any]:
    """The context of the page of a figure, without its rows."""
    figure, paper = opened.figure, opened.figure.paper
    return {
        "opened": opened,
        "title": QUESTIONS[Question(figure.question)],
        "paper": PAPERS[PaperKind(paper.kind)],
        "made_by": paper.by.name,
        "counted": moment_words(figure.counted_at, today=today),
        "narrowed": terms_words(terms_from(figure.terms), voices=PaperKind(paper.kind) in OF_VOICES, today=today),
        "column": figure.code if figure.question == Question.VOICES_OF and opened.problem is None else "",
        "changed": bool(opened.came or opened.gone),
        "differs": _differs(opened),
    }


def terms_words(terms: Terms, *, voices: bool, today: dt.date) -> list[str]:
    """What a count was narrowed to, a line for each."""
    lines = []
    if terms.since:
        lines.append(_("From %(day)s") % {"day": day_words(terms.since, today=today)})
    if terms.until:
        lines.append(_("Until %(day)s") % {"day": day_words(terms.until, today=today)})
    if terms.unit:
        unit = people.all_units().filter(pk=terms.unit).first()
        lines.append(_("Unit: %(unit)s and below") % {"unit": unit.label if unit else terms.unit})
    if terms.label:
        label = label_named(terms.label)
        lines.append(_("Label: %(label)s and below") % {"label": label.name if label else terms.label})
    if terms.plan is not None:
        lines.append(_plan_words(terms))
    if terms.state:
        words = INBOX_STATES[InboxState(terms.state)][0] if voices else PROBLEM_STATES[ProblemState(terms.state)]
        lines.append(_("State: %(state)s") % {"state": words})
    return lines


def _plan_words(terms: Terms) -> str:
    plan = ledger.plans().filter(pk=terms.plan or 0).first()
    facts = {"plan": plan.title if plan else terms.plan, "number": terms.version}
    if terms.version is None:
        return _("Plan: %(plan)s, as it stands") % facts
    return _("Plan: %(plan)s, version %(number)s") % facts


def _differs(opened: Opened) -> str:
    words = _("Today the same question gives %(now)s instead of %(then)s: %(came)s came, %(gone)s went.")
    return words % {"now": opened.now, "then": opened.then, "came": opened.came, "gone": opened.gone}


def _voice(item: InboxItem) -> tuple[Cell, ...]:
    return Cell(item.opening, reverse("sorting:voice", args=[item.pk])), Cell(state=inbox_badge(item.state))


def _problem(problem: Problem, column: str) -> tuple[Cell, ...]:
    url = reverse("ledger:problem", args=[problem.number])
    if column:
        url = reverse("publishing:figure", args=[f"{column}-{problem.number}"])
    name = _("No. %(number)s, %(title)s") % {"number": problem.number, "title": problem.title}
    return Cell(name, url), Cell(state=problem_badge(problem.state)), Cell(problem.unit.label if problem.unit else "")


def _measure(measure: Measure) -> tuple[Cell, ...]:
    url = reverse("ledger:problem", args=[measure.problem.number])
    state = MEASURE_WORDS[MeasureState(measure.state)]
    return Cell(measure.words, url), Cell(state), Cell(_("No. %(number)s") % {"number": measure.problem.number}, url)


def _unit(unit: Unit) -> tuple[Cell, ...]:
    return (Cell(unit.label),)
