"""The rows behind a figure: one place decides what each question counts, for papers, figures and checked reports.

A measure counts with its problem; problems and measures are never added up or divided by each other here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Q, QuerySet

from huixiang.kernel.actor import Actor
from huixiang.ledger import queries as ledger
from huixiang.ledger.models import Measure
from huixiang.ledger.states import MeasureState
from huixiang.people.models import Unit
from huixiang.people.permissions import Permission
from huixiang.publishing.queries.planned import ids_in_plan
from huixiang.publishing.queries.registered import path_of, register_rows
from huixiang.publishing.queries.terms import Terms
from huixiang.publishing.states import COUNTS_VOICES, OF_REGISTERS, Question
from huixiang.sorting.models import InboxItem, Part, Problem
from huixiang.sorting.queries import voices_under
from huixiang.sorting.states import AT_WORK, CLOSED, OPEN, InboxState, ProblemState

Rows = QuerySet[Any]


def rows_behind(question: Question, terms: Terms, *, reader: Actor, today: dt.date) -> Rows:
    """The rows a question counts now, of those this reader may see: voices, problems, measures or units.

    Merged and withdrawn problems are not counted, nor measures given up. Days narrow by the day said for voices,
    closed for closed problems, done for done measures, and listed for all else (or everywhere: ``by_listing``). Who
    reads no voices gets none.
    """
    if question in COUNTS_VOICES:
        rows = _VOICES[question](terms)
        return rows if reader.may(Permission.READ_VOICES) else rows.none()
    if question in OF_REGISTERS:
        return register_rows(question, terms)
    problems = problems_within(terms, reader=reader)
    if question in _PROBLEMS:
        return _PROBLEMS[question](problems, terms, today)
    if question is Question.UNITS:
        units = _days(problems, "opened_on", terms).exclude(unit=None).order_by().values("unit_id")
        return Unit.objects.filter(pk__in=units)
    return _measures(question, problems, terms)


def row_ids(question: Question, rows: Rows) -> list[int]:
    """The ids under which a figure keeps its rows: of voices the number in the inbox. In their order."""
    key = "number" if question in COUNTS_VOICES else "pk"
    return list(rows.order_by(key).values_list(key, flat=True))


def problems_within(terms: Terms, *, reader: Actor) -> QuerySet[Problem]:
    """The problems somebody may see within unit, state and label; days are left to the question.

    A problem is within a label when a voice that feeds it now stands under it, or under one below.
    """
    rows = ledger.problems_seen_by(reader)
    if terms.plan is not None:  # what was merged since still stands in the plan, and says so there
        rows = rows.filter(pk__in=ids_in_plan("problem", terms))
    elif not terms.state:
        rows = rows.exclude(state=ProblemState.MERGED)
    rows = rows.filter(state=terms.state) if terms.state else rows
    if terms.problem is not None:
        rows = rows.filter(number=terms.problem)
    if terms.label:
        parts = Part.objects.filter(left_at=None, voice__in=voices_under(terms.label)).order_by()
        rows = rows.filter(pk__in=parts.values("problem"))
    return rows.filter(unit__path__startswith=path_of(terms.unit)) if terms.unit else rows


def voices_within(terms: Terms) -> QuerySet[InboxItem]:
    """The voices said within the days, in the state, under the label, for the unit: theirs or a problem's they feed."""
    rows = _days(InboxItem.at_the_desk(), "said_on", terms)
    if terms.label:
        rows = rows.filter(pk__in=voices_under(terms.label))
    if terms.state:
        rows = rows.filter(state=terms.state)
    if terms.unit:
        path = path_of(terms.unit)
        fed = Part.objects.filter(problem__unit__path__startswith=path, left_at=None).order_by().values("voice_id")
        rows = rows.filter(Q(unit__path__startswith=path) | Q(voice_id__in=fed))
    return rows


def voices_of_problem(number: int, *, at: dt.datetime | None = None) -> QuerySet[InboxItem]:
    """The voices that fed a problem at a moment, or feed it now: a link that ended still tells when it stood."""
    stood = Q(joined_at__lte=at) & (Q(left_at=None) | Q(left_at__gt=at)) if at else Q(left_at=None)
    parts = Part.objects.filter(stood, problem__number=number).order_by().values("voice_id")
    return InboxItem.objects.filter(voice_id__in=parts)


def _days(rows: Rows, field: str, terms: Terms) -> Rows:
    if terms.since:
        rows = rows.filter(**{f"{field}__gte": terms.since})
    return rows.filter(**{f"{field}__lte": terms.until}) if terms.until else rows


def _measures(question: Question, problems: QuerySet[Problem], terms: Terms) -> QuerySet[Measure]:
    done = question is Question.MEASURES_DONE
    if not done or terms.by_listing:
        problems = _days(problems, "opened_on", terms)
    rows = Measure.objects.filter(problem__in=problems.order_by().values("pk"))
    if done:
        rows = rows.filter(state=MeasureState.DONE)
        return rows if terms.by_listing else _days(rows, "done_on", terms)
    return rows.exclude(state=MeasureState.DROPPED)


_VOICES: Mapping[Question, Callable[[Terms], QuerySet[InboxItem]]] = {
    Question.VOICES: voices_within,
    Question.ANSWERED: lambda terms: voices_within(terms).filter(state=InboxState.ANSWERED),
    Question.SET_ASIDE: lambda terms: voices_within(terms).filter(state=InboxState.SET_ASIDE),
    Question.VOICES_OF: lambda terms: voices_of_problem(terms.problem or 0),
}
_PROBLEMS: Mapping[Question, Callable[[QuerySet[Problem], Terms, dt.date], QuerySet[Problem]]] = {
    Question.PROBLEMS: lambda rows, terms, _today: _days(rows, "opened_on", terms),
    Question.CLOSED: lambda rows, terms, _today: _days(
        rows.filter(state__in=CLOSED), "opened_on" if terms.by_listing else "closed_on", terms
    ),
    Question.OPEN: lambda rows, terms, _today: _days(rows.filter(state__in=OPEN), "opened_on", terms),
    Question.OVERDUE: lambda rows, terms, today: _days(
        rows.filter(state__in=AT_WORK, due_on__lt=today), "opened_on", terms
    ),
}


def with_relations(question: Question, rows: Rows) -> Rows:
    """The rows with what a line about each of them shows."""
    relations = _RELATIONS.get(question)
    return rows.select_related(*relations) if relations else rows


_RELATIONS: Mapping[Question, tuple[str, ...]] = {
    Question.PROBLEMS: ("unit",), Question.CLOSED: ("unit",), Question.OPEN: ("unit",), Question.OVERDUE: ("unit",),
    Question.MEASURES: ("problem",), Question.MEASURES_DONE: ("problem",),
    Question.PROMISES: ("pledge",), Question.PROMISES_KEPT: ("pledge",),
}  # fmt: skip
