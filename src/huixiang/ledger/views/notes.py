"""Notes of projects and their photos for everybody: shown by somebody who did not write them, taken back, looked at."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any
from uuid import UUID

from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from huixiang.kernel import clock
from huixiang.kernel.errors import NotFound
from huixiang.ledger import files, pages, policies, queries, services
from huixiang.ledger.forms import NoteChoiceForm
from huixiang.ledger.money import write_yuan
from huixiang.ledger.views import registering
from huixiang.ledger.views.projects import page_of
from huixiang.people import queries as people
from huixiang.people.gates import members_only
from huixiang.people.requests import HouseRequest
from huixiang.web.responses import render_page


@members_only
@require_POST
def show(request: HouseRequest, project_id: int) -> HttpResponse:
    return _act(request, project_id, "show", services.show_note, _("Everybody sees it now."))


@members_only
@require_POST
def hide(request: HouseRequest, project_id: int) -> HttpResponse:
    return _act(request, project_id, "hide", services.hide_note, _("It is off the public page. The desk keeps it."))


def _act(request: HouseRequest, project_id: int, name: str, act: Any, done: str) -> HttpResponse:
    found = queries.project_of(project_id)
    policies.may_publish_promise(request.actor).require()
    form = NoteChoiceForm(request.POST, notes=list(queries.notes_of(found)))

    def perform() -> str:
        act(note_id=UUID(form.cleaned_data["note"]), by=request.actor, at=clock.now())
        return reverse("plans:project", args=[found.pk])

    return registering.answer(
        request, form, ruling=policies.may_publish_promise(request.actor), perform=perform, done=done,
        page=lambda: page_of(request, found, **{name: form}),
    )  # fmt: skip


@require_safe
def public(request: HouseRequest, project_id: int) -> HttpResponse:
    found, today = queries.public_project(project_id), people.local_day(clock.now())
    notes = list(queries.notes_of(found, public=True))
    facts = [(each.words, write_yuan(each.cost)) for each in found.parts.all()]
    page = pages.RegisterPage(
        found.title, [pages.project_table([found], today), pages.public_notes(notes, today)], facts=facts,
        back=(reverse("plans:public_projects"), _("Projects")),
        photos=pages.photos_of(notes, today, project_id=found.pk),
    )  # fmt: skip
    return render_page(request, registering.PUBLIC, {"page": page})


@require_safe
def public_file(
    request: HouseRequest,  # noqa: ARG001 - Django's signature
    project_id: int,
    kept_id: UUID,
) -> HttpResponseBase:
    shown = queries.shown_file(project_id, kept_id)
    path = files.path_of(shown)
    if not path.is_file():
        raise NotFound(f"file {kept_id}")
    picture = shown.media_type.startswith("image/")
    name = f"{project_id}{PurePath(shown.file_name).suffix}"  # the file's own name may name people
    response = FileResponse(path.open("rb"), content_type=shown.media_type, as_attachment=not picture, filename=name)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response
