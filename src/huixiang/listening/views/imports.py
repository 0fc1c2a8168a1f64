"""Bringing in files of voices: drop one, look at what was read, confirm, watch, take back; type off pictures."""

from __future__ import annotations

import functools
import tempfile
from collections.abc import Callable
from pathlib import Path, PurePath
from typing import Any, Final

from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huixiang.kernel import clock
from huixiang.kernel.errors import Refusal
from huixiang.listening import policies, queries, services
from huixiang.listening.forms import DocumentForm, TableForm, TypingForm, UploadForm
from huixiang.listening.models import Import
from huixiang.listening.pages import imports as pages
from huixiang.listening.services import Choice
from huixiang.listening.states import ImportKind, ImportState
from huixiang.people.gates import members_only
from huixiang.people.requests import HouseRequest
from huixiang.web.paging import paginate
from huixiang.web.responses import render_page

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PICTURE_POLICY: Final = "sandbox; default-src 'none'; img-src 'self'"
FAILURES_SHOWN: Final = 50

View = Callable[..., HttpResponse]


def importers_only(view: View) -> View:
    """Let clerks and the office through; others see why not (403)."""

    @never_cache
    @members_only
    @functools.wraps(view)
    def gated(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        policies.may_import(request.actor).require()
        return view(request, *args, **kwargs)

    return gated


@importers_only
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: HouseRequest) -> HttpResponse:
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if not form.is_valid():
        return _list_page(request, form, status=422 if form.is_bound else 200)
    file = form.cleaned_data["file"]
    try:
        begun = services.begin_import(name=file.name, pieces=file.chunks(), by=request.actor, at=clock.now())
    except services.KindUnknown as refusal:
        form.add_error("file", str(refusal.sentence))
        return _list_page(request, form, status=422)
    return _to_page(begun)


def _list_page(request: HouseRequest, form: UploadForm, *, status: int) -> HttpResponse:
    page = paginate(queries.imports(), request.GET.get("at", ""), order=("-pk",))
    context = {"form": form, "page": page, "table": pages.list_table(page.items)}
    return render_page(request, "listening/imports.html", context, status=status)


@importers_only
@require_http_methods(["GET", "HEAD", "POST"])
def one_import(request: HouseRequest, import_id: int) -> HttpResponse:
    brought = queries.import_by_id(import_id)
    if request.method == "POST" and brought.state == ImportState.WAITING:
        return _choose(request, brought)
    if brought.state == ImportState.WAITING and brought.kind != ImportKind.PICTURES:
        return _preview(request, brought, _form_of(request, brought))
    return _state_page(request, brought)


def _choose(request: HouseRequest, brought: Import) -> HttpResponse:
    sheet = request.POST.get("sheet", "")
    if request.POST.get("act") == "sheet":
        return _to_page(services.read_import(import_id=brought.pk, sheet=sheet))
    form = _form_of(request, brought)
    if not form.is_valid():
        return _preview(request, brought, form, status=422)
    if request.POST.get("act") != "confirm":
        return _preview(request, brought, form)
    try:
        services.confirm_import(import_id=brought.pk, choice=form.choice(), by=request.actor, at=clock.now())
    except services.NotChosen as refusal:
        return _preview(request, brought, form, status=422, refusal=refusal.sentence)
    return _to_page(brought)


def _form_of(request: HouseRequest, brought: Import) -> TableForm | DocumentForm:
    sent = request.POST if request.method == "POST" else None
    if brought.kind == ImportKind.TABLE:
        choice = services.choice_of(brought.choice)
        return TableForm(sent, survey=services.survey_of(brought), choice=choice)
    return DocumentForm(sent, today=clock.day_of(clock.now(), zone=request.organisation.zone))


def _preview(
    request: HouseRequest, brought: Import, form: TableForm | DocumentForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    survey = services.survey_of(brought)
    context: dict[str, Any] = {"brought": brought, "form": form, "same": queries.same_file(brought), "survey": survey}
    if isinstance(form, TableForm):
        choice = Choice(columns=form.columns, sheet=survey["sheet"])
        context |= {
            "columns": pages.column_lines(survey, form.columns), "fields": pages.field_choices(),
            "sources": queries.source_names(), "remembered": queries.source_of(brought),
            "no_day": "said_at" not in form.columns,
            "table": pages.preview_table(brought, survey, choice, zone=request.organisation.zone),
        }  # fmt: skip
        return render_page(request, "listening/import_table.html", context | more, status=status)
    context |= {"lines": pages.tree_lines(survey, form.ticked), "left": pages.left_lines(survey)}
    return render_page(request, "listening/import_document.html", context | more, status=status)


def _state_page(request: HouseRequest, brought: Import) -> HttpResponse:
    context: dict[str, Any] = {
        "brought": brought, "badge": pages.badge_of(brought), "moving": pages.is_moving(brought),
        "why": pages.refusal_words(brought), "same": queries.same_file(brought),
        "may_type": brought.trouble.get("code") == "no_text" and bool(brought.sealed_path),
    }  # fmt: skip
    if brought.failed and not context["moving"]:
        context["table"] = pages.failed_table(list(queries.failed_rows(brought, FAILURES_SHOWN)))
    if brought.stayed:
        context["staying"] = pages.staying_links(queries.staying_voices(brought))
    return render_page(request, "listening/import.html", context)


@importers_only
@require_POST
def cancel(request: HouseRequest, import_id: int) -> HttpResponse:
    return _to_page(services.cancel_import(import_id=import_id, by=request.actor, at=clock.now()))


@importers_only
@require_POST
def withdraw(request: HouseRequest, import_id: int) -> HttpResponse:
    return _to_page(services.withdraw_import(import_id=import_id, by=request.actor, at=clock.now()))


@importers_only
@require_POST
def restore(request: HouseRequest, import_id: int) -> HttpResponse:
    return _to_page(services.restore_import(import_id=import_id, by=request.actor, at=clock.now()))


@importers_only
@require_GET
def failed(request: HouseRequest, import_id: int) -> HttpResponse:  # noqa: ARG001 - a view's signature
    brought = queries.import_by_id(import_id)
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as file:
        services.write_failed_rows(brought, Path(file.name))
        content = Path(file.name).read_bytes()
    name = _("%(name)s - not taken in.xlsx") % {"name": PurePath(brought.name).stem}
    response = HttpResponse(content, content_type=XLSX)
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


@importers_only
@require_POST
def start_typing(request: HouseRequest, import_id: int) -> HttpResponse:
    begun = services.begin_typing(import_id=import_id, by=request.actor, at=clock.now())
    return HttpResponseRedirect(reverse("listening:import_type", args=[begun.pk]))


@importers_only
@require_POST
def end_typing(request: HouseRequest, import_id: int) -> HttpResponse:
    return _to_page(services.end_typing(import_id=import_id, by=request.actor, at=clock.now()))


@importers_only
@require_http_methods(["GET", "HEAD", "POST"])
def type_off(request: HouseRequest, import_id: int) -> HttpResponse:
    brought = queries.import_by_id(import_id)
    page = pages.page_number(request.GET.get("page", ""), brought.rows)
    if request.method == "POST" and request.POST.get("act") == "read":
        return _with_suggestion(request, brought, page)
    form = _typing_form(request, brought)
    if request.method != "POST" or not form.is_valid():
        return _typing_page(request, brought, form, page, status=422 if form.is_bound else 200)
    try:
        services.type_voice(import_id=brought.pk, page=page, by=request.actor, at=clock.now(), **form.facts())
    except Refusal as refusal:
        return _typing_page(request, brought, form, page, status=409, refusal=refusal.sentence)
    following = page if request.POST.get("act") == "more" else min(page + 1, brought.rows)
    return HttpResponseRedirect(f"{request.path}?page={following}&typed={page}")


def _with_suggestion(request: HouseRequest, brought: Import, page: int) -> HttpResponse:
    sent = request.POST.copy()
    try:
        found = services.suggested_words(brought, page)
    except services.NotNow as refusal:
        form = _typing_form(request, brought, sent)
        return _typing_page(request, brought, form, page, status=409, refusal=refusal.sentence)
    sent["words"] = "\n".join(filter(None, (sent.get("words", ""), found)))
    return _typing_page(request, brought, _typing_form(request, brought, sent), page, status=200)


def _typing_form(request: HouseRequest, brought: Import, sent: QueryDict | None = None) -> TypingForm:
    before = {name: brought.choice[name] for name in ("channel", "lane", "said_on") if brought.choice.get(name)}
    sent = sent or (request.POST if request.method == "POST" else None)
    kept = before if brought.position else {}
    return TypingForm(sent, today=clock.day_of(clock.now(), zone=request.organisation.zone), before=kept)


def _typing_page(
    request: HouseRequest, brought: Import, form: TypingForm, page: int, *, status: int, **more: Any
) -> HttpResponse:
    context = {
        "brought": brought, "form": form, "screen": pages.typing_screen(brought, page),
        "typed": request.GET.get("typed", ""), "places": queries.places_like("", 50), **more,
    }  # fmt: skip
    return render_page(request, "listening/import_type.html", context, status=status)


@importers_only
@require_GET
def picture(request: HouseRequest, import_id: int, page: int) -> HttpResponse:  # noqa: ARG001 - a view's signature
    drawn = services.page_picture(queries.import_by_id(import_id), page)
    response = HttpResponse(drawn.clean, content_type=drawn.media_type)
    response.headers["Content-Security-Policy"] = PICTURE_POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _to_page(brought: Import) -> HttpResponse:
    return HttpResponseRedirect(reverse("listening:import", args=[brought.pk]))
