"""The metrics of a period as a workbook: what the page shows, with every count and the version of the rule."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from huixiang.folio.workbooks import Column, Sheet, write_workbook
from huixiang.kernel import clock
from huixiang.kernel.errors import NotFound
from huixiang.people.gates import members_only
from huixiang.people.requests import HouseRequest
from huixiang.verification import pages, policies, queries
from huixiang.verification.asked import Chosen, chosen_in
from huixiang.web.parts import Table

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@members_only
@require_GET
def metrics_file(request: HouseRequest) -> HttpResponse:
    policies.may_read_metrics(request.actor).require()
    chosen = chosen_in(request.GET, request.actor, zone=request.organisation.zone, at=clock.now())
    if chosen.form.errors:
        raise NotFound("metrics of days out of order")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "metrics.xlsx"
        write_workbook(path, list(_sheets(chosen)), title=_("Metrics"))
        response = HttpResponse(path.read_bytes(), content_type=XLSX)
    days = f"{chosen.period.first_day.isoformat()}_{chosen.period.last_day.isoformat()}"
    response["Content-Disposition"] = f'attachment; filename="metrics_{days}.xlsx"'
    response["Cache-Control"] = "private, no-store"
    return response


def _sheets(chosen: Chosen) -> Iterator[Sheet]:
    tallies = queries.tallies_by_unit(chosen.scope)
    for title, metrics in ((_("Answers and closing"), pages.FIRST_TABLE), (_("The other rates"), pages.SECOND_TABLE)):
        table = pages.unit_table(tallies, chosen.units, chosen.rule, chosen.links, metrics=metrics)
        yield _sheet(title, table)
    yield _sheet(_("Counts"), pages.count_table(tallies.values(), chosen.links))
    days = f"{chosen.period.first_day.isoformat()} – {chosen.period.last_day.isoformat()}"
    formulas = _sheet(_("How it is computed"), pages.formula_table())
    yield Sheet(formulas.title, formulas.columns, [(days, pages.rule_words(chosen.rule)), *formulas.rows])


def _sheet(title: str, table: Table) -> Sheet:
    columns = [Column(str(column.label), width=20, wrap=True) for column in table.columns]
    return Sheet(title, columns, [[str(cell.text) for cell in row] for row in table.rows])
