"""A figure in a paper: the rows behind it as they were counted, and what the same question gives today.

Both are taken of what the reader may see, so that a difference is one of the records, not of permissions.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Func, QuerySet

from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import NotFound
from huixiang.ledger import queries as ledger
from huixiang.ledger.models import Measure
from huixiang.people.models import Unit
from huixiang.people.permissions import Permission
from huixiang.publishing.models import Provenance
from huixiang.publishing.queries.counting import Rows, rows_behind, voices_of_problem
from huixiang.publishing.queries.registered import kept_register_rows
from huixiang.publishing.queries.terms import terms_from
from huixiang.publishing.states import COUNTS_MEASURES, COUNTS_VOICES, OF_REGISTERS, Question
from huixiang.sorting.models import InboxItem

LONGEST_NUMBER = 9


@dataclass(frozen=True, slots=True)
class Opened:
    """A figure with its rows. ``problem`` is set for the voices behind one problem of a column.

    ``rows`` are problems for a whole column of voices. ``then`` counts of them what the reader sees; ``came`` and
    ``gone`` tell how today's rows differ.
    """

    figure: Provenance
    question: Question
    problem: int | None
    value: int
    rows: Rows
    then: int
    now: int
    came: int
    gone: int

    @property
    def hidden(self) -> int:
        """Rows that the reader may not see, or that are on no list any more."""
        return max(self.value - self.then, 0)


def open_figure(code: str, *, reader: Actor, today: dt.date) -> Opened:
    """The rows behind a figure, by its code; ``-12`` behind it asks for the voices of problem 12 in a column.

    :raises NotFound: there is no such figure here, or this person reads no problems.
    """
    code, _dash, number = code.partition("-")
    figure = Provenance.objects.select_related("paper__by").filter(code=code).first()
    if figure is None or not reader.may(Permission.READ_PROBLEMS):
        raise NotFound
    if number:
        return _voices_of_one(figure, number, reader)
    question = Question(figure.question)
    asked = Question.PROBLEMS if question is Question.VOICES_OF else question
    rows = _kept(asked, figure, reader)
    now = rows_behind(asked, terms_from(figure.terms), reader=reader, today=today)
    value = len(figure.row_ids) if question is Question.VOICES_OF else figure.value
    return _compared(figure, asked, rows, now, value=value)


def _voices_of_one(figure: Provenance, number: str, reader: Actor) -> Opened:
    plain = number.isascii() and number.isdigit() and len(number) <= LONGEST_NUMBER
    if figure.question != Question.VOICES_OF or not plain:
        raise NotFound
    problem = ledger.problem_seen_by(reader, int(number))
    if problem.pk not in figure.row_ids:
        raise NotFound
    rows, now = voices_of_problem(problem.number, at=figure.counted_at), voices_of_problem(problem.number)
    value = rows.count()
    if not reader.may(Permission.READ_VOICES):
        rows, now = rows.none(), now.none()
    return _compared(figure, Question.VOICES_OF, rows, now, value=value, problem=problem.number)


def _compared(
    figure: Provenance, question: Question, rows: Rows, now: Rows, *, value: int, problem: int | None = None
) -> Opened:
    then_count, now_count = rows.order_by().count(), now.order_by().count()
    gone = rows.exclude(pk__in=now.order_by().values("pk")).order_by().count()
    came = now_count - (then_count - gone)
    return Opened(figure, question, problem, value, rows, then_count, now_count, came, gone)


def _kept(question: Question, figure: Provenance, reader: Actor) -> QuerySet[Any]:
    ids = _kept_ids(figure)
    if question in COUNTS_VOICES:
        rows = InboxItem.objects.filter(number__in=ids)
        return rows if reader.may(Permission.READ_VOICES) else rows.none()
    if question in OF_REGISTERS:
        return kept_register_rows(question, ids)
    if question is Question.UNITS:
        return Unit.objects.filter(pk__in=ids)
    seen = ledger.problems_seen_by(reader)
    if question in COUNTS_MEASURES:
        return Measure.objects.filter(pk__in=ids, problem__in=seen.order_by().values("pk"))
    return seen.filter(pk__in=ids)


def _kept_ids(figure: Provenance) -> QuerySet[Provenance, int]:
    each = Func("row_ids", function="unnest")
    each.set_returning = True
    rows = Provenance.objects.filter(pk=figure.pk).order_by()
    return rows.annotate(row=each).values_list("row", flat=True)
