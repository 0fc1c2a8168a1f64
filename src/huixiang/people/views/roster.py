"""Taking in a roster file, and handing back the rows that could not be kept."""

from __future__ import annotations

import json

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huixiang.folio.tables import read_table_in_child
from huixiang.folio.unsafe import UnsafeFile
from huixiang.kernel import clock
from huixiang.people import pages, queries, services
from huixiang.people.forms import RosterForm
from huixiang.people.pages import FailedRow
from huixiang.people.requests import HouseRequest
from huixiang.people.roster import RowWrong, failed_file, read_roster, sample_file
from huixiang.people.views.gate import managers_only
from huixiang.people.views.posted import posted
from huixiang.web.responses import render_page

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LARGEST = 1024 * 1024


@managers_only
@require_http_methods(["GET", "POST"])
def roster(request: HouseRequest) -> HttpResponse:
    form = RosterForm(posted(request), request.FILES or None)
    if form.is_valid():
        try:
            return _take_in(request, form.cleaned_data["file"])
        except (UnsafeFile, RowWrong) as wrong:
            form.add_error("file", _unreadable(wrong))
    return render_page(request, "people/roster.html", {"form": form}, status=422 if form.is_bound else 200)


def _take_in(request: HouseRequest, file: UploadedFile[bytes]) -> HttpResponse:
    if (file.size or 0) > LARGEST:
        raise RowWrong(_("The file is larger than 1 MB. Split it."))
    table = read_table_in_child(file.read(), name=file.name or "")
    found = read_roster(table, queries.open_units())
    result = services.import_roster(rows=found.rows, by=request.actor, at=clock.now())
    reasons = found.wrong | dict(result.failed)
    failed = [FailedRow(number, found.cells[number], reason) for number, reason in sorted(reasons.items())]
    context = {
        "result": result,
        "failed": failed,
        "table": pages.failed_table(failed),
        "failed_rows": json.dumps([[*row.cells, row.reason] for row in failed], ensure_ascii=False),
    }
    return render_page(request, "people/roster_result.html", context)


def _unreadable(wrong: Exception) -> str:
    if isinstance(wrong, RowWrong):
        return str(wrong)
    return _("This file could not be read as a table. Save it as .xlsx or .csv and try again.")


@managers_only
@require_GET
def roster_sample(request: HouseRequest) -> HttpResponse:  # noqa: ARG001 - a view's signature
    return _download(sample_file(), "roster.xlsx")


@managers_only
@require_POST
def roster_failed(request: HouseRequest) -> HttpResponse:
    try:
        rows = [[str(cell) for cell in row] for row in json.loads(request.POST.get("rows", "[]"))]
    except (ValueError, TypeError, RecursionError):
        rows = []
    return _download(failed_file((tuple(row[:-1]), row[-1]) for row in rows if row), "roster-failed.xlsx")


def _download(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(content, XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'})
