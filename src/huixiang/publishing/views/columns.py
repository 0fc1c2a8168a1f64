"""Arranging the columns of a paper: every button sends the whole form, nothing is kept before it is kept."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from huixiang.kernel import clock
from huixiang.kernel.errors import Overtaken, Refusal
from huixiang.people.gates import members_only
from huixiang.people.requests import HouseRequest
from huixiang.publishing import policies, services
from huixiang.publishing.pages import papers as pages
from huixiang.publishing.paper_forms import pressed, typed_columns
from huixiang.publishing.queries import columns as queries
from huixiang.publishing.queries.columns import ColumnChoice
from huixiang.publishing.states import TABLES, PaperKind
from huixiang.web.responses import render_page

MOVES = ("up", "down", "remove", "add", "look")


@members_only
@require_http_methods(["GET", "POST"])
def paper_columns(request: HouseRequest) -> HttpResponse:
    policies.may_arrange_columns(request.actor).require()
    kind = _kind(request)
    now = queries.columns_now(kind)
    if request.method == "GET" or not request.POST.getlist("key"):
        return _page(request, kind, queries.choices_of(kind, now), version=now.version if now else 0)
    columns, version = typed_columns(request.POST), _number(request.POST.get("version", ""))
    if "reset" in request.POST:
        return _page(request, kind, queries.usual_choices(kind), version=version, kept=False)
    if "restore" in request.POST:
        old = queries.columns_of_version(kind, _number(request.POST["restore"]))
        return _page(request, kind, queries.choices_of(kind, old), version=version, kept=False)
    if any(move in request.POST for move in MOVES):
        arranged, moved = pressed(columns, request.POST.dict())
        return _page(request, kind, arranged, version=version, moved=moved, kept=False)
    return _keep(request, kind, columns, version)


def _keep(request: HouseRequest, kind: PaperKind, columns: Sequence[ColumnChoice], version: int) -> HttpResponse:
    try:
        services.arrange_columns(kind=kind, columns=columns, version=version, by=request.actor, at=clock.now())
    except Refusal as refusal:
        now = queries.columns_now(kind)
        latest = now.version if now and isinstance(refusal, Overtaken) else version
        status = 409 if isinstance(refusal, Overtaken) else 422
        return _page(request, kind, columns, version=latest, kept=False, refusal=refusal.sentence, status=status)
    messages.success(request, _("From now on the paper is printed with these columns."))
    return HttpResponseRedirect(f"{reverse('publishing:paper_columns')}?kind={kind.value}", status=303)


def _page(  # noqa: PLR0913 - what a page of a form that is not kept yet has to know
    request: HouseRequest, kind: PaperKind, columns: Sequence[ColumnChoice], *, version: int,
    moved: str = "", kept: bool = True, refusal: object = "", status: int = 200,
) -> HttpResponse:  # fmt: skip
    today = clock.day_of(clock.now(), zone=request.organisation.zone)
    context = {
        "kind": kind.value, "tabs": pages.column_tabs(kind), "version": version, "kept": kept, "refusal": refusal,
        "lines": pages.column_lines(kind, columns, moved=moved, button="down" if "down" in request.POST else "up"),
        "head": [each.name for each in columns if each.shown],
        "versions": pages.version_lines(queries.column_versions(kind), today=today),
    }  # fmt: skip
    return render_page(request, "publishing/paper_columns.html", context, status=status)


def _kind(request: HttpRequest) -> PaperKind:
    asked = request.POST.get("kind") or request.GET.get("kind", "")
    return PaperKind(asked) if asked in {kind.value for kind in TABLES} else PaperKind.PROBLEMS


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
