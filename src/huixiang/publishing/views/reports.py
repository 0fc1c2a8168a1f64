"""Checking a report somebody wrote by hand: it is read, compared and forgotten."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from huixiang.folio.reports.reading import Passage, read_report
from huixiang.folio.unsafe import UnsafeFile
from huixiang.kernel import clock
from huixiang.people.gates import members_only
from huixiang.people.requests import HouseRequest
from huixiang.publishing import policies
from huixiang.publishing.pages import reports as pages
from huixiang.publishing.paper_forms import ReportForm
from huixiang.publishing.reports.checking import Checker
from huixiang.publishing.states import PaperKind
from huixiang.web.responses import render_page


@members_only
@require_http_methods(["GET", "POST"])
def check(request: HouseRequest) -> HttpResponse:
    policies.may_make_paper(request.actor, PaperKind.PROBLEMS).require()
    form = ReportForm(request.POST, request.FILES) if request.method == "POST" else ReportForm()
    passages = _read(form) if form.is_valid() else None
    if passages is None:
        return render_page(request, "publishing/report.html", {"form": form}, status=422 if form.is_bound else 200)
    today = clock.day_of(clock.now(), zone=request.organisation.zone)
    findings = list(Checker(request.actor, today).check(passages))
    context = {"form": ReportForm(), "name": form.cleaned_data["file"].name, **pages.report_page(findings)}
    return render_page(request, "publishing/report.html", context)


def _read(form: ReportForm) -> tuple[Passage, ...] | None:
    """The words of the report; None with the reason at the field where it cannot be read."""
    file = form.cleaned_data["file"]
    try:
        return read_report(file.read(), name=file.name or "")
    except UnsafeFile as unsafe:
        form.add_error("file", pages.unreadable(unsafe))
        return None
