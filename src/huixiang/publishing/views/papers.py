"""Official papers: choosing one, waiting for a long one, fetching its file."""

from __future__ import annotations

from typing import cast
from urllib.parse import quote

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from huixiang.kernel import clock
from huixiang.kernel.errors import NotFound, Refusal
from huixiang.people.gates import members_only
from huixiang.people.requests import HouseRequest
from huixiang.publishing import policies, services
from huixiang.publishing.pages import papers as pages
from huixiang.publishing.paper_forms import OrderForm
from huixiang.publishing.papers import files
from huixiang.publishing.queries import papers as queries
from huixiang.publishing.states import PaperForm, PaperKind, PaperState
from huixiang.web.paging import paginate
from huixiang.web.responses import htmx_or_page, render_page

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "zip": "application/zip",
}


@members_only
@require_http_methods(["GET", "POST"])
def papers(request: HouseRequest) -> HttpResponse:
    policies.may_make_paper(request.actor, PaperKind.PROBLEMS).require()
    asked = {name: request.GET[name] for name in ("kind", "plan") if name in request.GET}
    form = OrderForm(request.POST if request.method == "POST" else None, actor=request.actor, initial=asked)
    if not form.is_valid():
        return _papers(request, form, status=422 if form.is_bound else 200)
    if "count" in request.POST:
        return _papers(request, form, counted=True)
    try:
        paper = services.order_paper(
            kind=PaperKind(form.cleaned_data["kind"]), form=PaperForm(form.cleaned_data["form"]), terms=form.terms,
            cover_doubtful=form.cleaned_data["cover_doubtful"], by=request.actor, at=clock.now(),
        )  # fmt: skip
    except Refusal as refusal:
        return _papers(request, form, status=409, refusal=refusal.sentence)
    return HttpResponseRedirect(reverse("publishing:paper", args=[paper.code]), status=303)


@members_only
@require_safe
def paper(request: HouseRequest, paper_code: str) -> HttpResponse:
    found = queries.own_paper(request.actor, paper_code)
    at = clock.now()
    page = pages.paper_page(found, at=at, today=clock.day_of(at, zone=request.organisation.zone))
    return htmx_or_page(request, "publishing/_paper.html", "publishing/paper.html", page)


@members_only
@require_safe
def paper_file(request: HouseRequest, paper_code: str) -> HttpResponse:
    found = queries.own_paper(request.actor, paper_code)
    path = files.path_of(found.code)
    expired = found.expires_on < clock.day_of(clock.now(), zone=request.organisation.zone)
    if found.state != PaperState.READY or expired or not path.exists():
        raise NotFound(f"file of paper {paper_code}")
    response = FileResponse(path.open("rb"), content_type=TYPES[found.file_name.rpartition(".")[2]])
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(found.file_name)}"
    response["Cache-Control"] = "private, no-store"
    return cast("HttpResponse", response)


def _papers(
    request: HouseRequest, form: OrderForm, *, status: int = 200, counted: bool = False, refusal: object = ""
) -> HttpResponse:
    today = clock.day_of(clock.now(), zone=request.organisation.zone)
    page = paginate(queries.papers_of(request.actor), request.GET.get("at", ""), size=queries.LATELY)
    context = {
        "form": form, "page": page, "table": pages.made_table(page.items, today=today), "refusal": refusal,
        "may_arrange": policies.may_arrange_columns(request.actor),
    }  # fmt: skip
    if counted:
        kind = PaperKind(form.cleaned_data["kind"])
        count = queries.count_for(kind, form.terms, reader=request.actor, today=today)
        messages.info(request, _("This paper would have %(rows)s rows now.") % {"rows": f"{count:,}"})
    return render_page(request, "publishing/papers.html", context, status=status)
