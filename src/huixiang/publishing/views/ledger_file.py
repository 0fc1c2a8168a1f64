"""The ledger as a workbook: the rows, columns and order that the page of the problem list shows, all its pages."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from huixiang.folio.workbooks import Cell, Column, Sheet, write_workbook
from huixiang.kernel import clock
from huixiang.kernel.errors import Refusal
from huixiang.ledger import pages, policies, queries
from huixiang.ledger.forms import TableForm
from huixiang.ledger.table_labels import COLUMN_WORDS
from huixiang.people import queries as people
from huixiang.people.gates import members_only
from huixiang.people.requests import HouseRequest
from huixiang.sorting.models import Problem
from huixiang.web.responses import refused

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST = 100_000
"""Rows of one file; as many take about 15 seconds."""
AT_ONCE = 2_000
WIDTHS = {"statement": 60, "helping": 24}


class FileTooLong(Refusal):
    """More rows than one file takes; nothing was written."""


@members_only
@require_GET
def ledger_file(request: HouseRequest) -> HttpResponse:
    policies.may_keep_view(request.actor, shared=False).require()
    form = TableForm(request.GET)
    today = clock.day_of(clock.now(), zone=request.organisation.zone)
    rows = queries.table_rows(request.actor, form.chosen(today))
    if queries.counted(rows, MOST) > MOST:
        words = _("These are more than %(most)s problems, too many for one file. Narrow the list first.")
        return refused(request, "ledger/file_refused.html", {}, FileTooLong(words % {"most": f"{MOST:,}"}))
    order = queries.SORTS.get(form.cleaned_data.get("sort", ""), queries.SORTS["newest"])
    facts = pages.RowFacts(today, people.working_calendar())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.xlsx"
        write_workbook(path, [_sheet(rows.order_by(*order), form.columns(), facts)], title=_("Problem list"))
        response = HttpResponse(path.read_bytes(), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="problems_{today.isoformat()}.xlsx"'
    response["Cache-Control"] = "private, no-store"
    return response


def _sheet(rows: QuerySet[Problem], columns: Sequence[str], facts: pages.RowFacts) -> Sheet:
    heads = [Column(_("No."), 8), Column(_("Problem"), 40, wrap=True)]
    heads += [Column(str(COLUMN_WORDS[code]), WIDTHS.get(code, 16), wrap=True) for code in columns]
    return Sheet(_("Problem list"), heads, _lines(rows, columns, facts))


def _lines(rows: QuerySet[Problem], columns: Sequence[str], facts: pages.RowFacts) -> Iterator[Sequence[Cell]]:
    problems = rows.iterator(chunk_size=AT_ONCE)
    while some := list(islice(problems, AT_ONCE)):
        beside = queries.beside(some)
        for problem in some:
            yield [_cell(value) for value in pages.values_of(problem, columns, beside, facts)]


def _cell(value: str | int | dt.date | None) -> Cell:
    """A day is written as one that Excel knows."""
    return dt.datetime.combine(value, dt.time()) if isinstance(value, dt.date) else value
