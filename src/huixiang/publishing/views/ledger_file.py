"""The problem list as a workbook: the rows, columns and order of the page, all pages of it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from huixiang.folio.workbooks import Cell, Column, Sheet, write_workbook
from huixiang.kernel import clock
from huixiang.kernel.errors import Refusal
from huixiang.ledger import pages, policies
from huixiang.ledger.asked import Asked, asked_for
from huixiang.ledger.labels_ledger import COLUMN_WORDS
from huixiang.ledger.pages.ledger import sheet_row
from huixiang.ledger.queries.ledger import count_up_to
from huixiang.people import queries as people
from huixiang.people.gates import members_only
from huixiang.people.requests import HouseRequest

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS: Final = 50_000
"""More rows than this would keep a reader waiting longer than a page may take."""
WIDE: Final = frozenset({"statement", "measures"})


class TooManyRows(Refusal):
    """More rows match than one file takes; nothing was made."""


@members_only
@require_GET
def ledger_file(request: HouseRequest) -> HttpResponse:
    policies.may_keep_views(request.actor).require()
    today = clock.day_of(clock.now(), zone=request.organisation.zone)
    facts = pages.RowFacts(today, people.working_calendar())
    asked = asked_for(request.GET, request.actor, facts)
    if count_up_to(asked.rows, MOST_ROWS) > MOST_ROWS:
        raise TooManyRows(_("A file takes at most %(n)s problems. Narrow the list.") % {"n": f"{MOST_ROWS:,}"})
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.xlsx"
        write_workbook(path, [_sheet(asked, facts)], title=_("Problem list"))
        response = HttpResponse(path.read_bytes(), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="problems_{today.isoformat()}.xlsx"'
    response["Cache-Control"] = "private, no-store"
    return response


def _sheet(asked: Asked, facts: pages.RowFacts) -> Sheet:
    names = [str(COLUMN_WORDS[name]) for name in asked.columns]
    wide = [name in WIDE for name in asked.columns]
    columns = [Column(_("Number"), width=8), Column(_("Problem"), width=40, wrap=True)]
    columns += [Column(name, width=40 if wraps else 16, wrap=wraps) for name, wraps in zip(names, wide, strict=True)]
    return Sheet(_("Problem list"), columns, _rows(asked, facts))


def _rows(asked: Asked, facts: pages.RowFacts) -> Iterator[list[Cell]]:
    for problem in asked.loaded.iterator(chunk_size=1000):
        yield [*sheet_row(problem, asked.columns, facts)]
