"""The project ledger at the desk and in public, its notes and their photos."""

from __future__ import annotations

from typing import Any, cast
from urllib.parse import quote
from uuid import UUID

from django import forms
from django.http import FileResponse, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from huixiang.kernel import clock
from huixiang.kernel.errors import NotFound
from huixiang.ledger import files, pages, policies, queries, services
from huixiang.ledger.forms import FileForm, NoteChoiceForm, ProjectFilterForm, ProjectForm, ProjectMoveForm
from huixiang.ledger.models import Project, ProjectNote
from huixiang.ledger.money import write_yuan
from huixiang.ledger.queries import ProjectFilter
from huixiang.ledger.states import ProjectState
from huixiang.ledger.views import registering
from huixiang.people import queries as people
from huixiang.people.gates import members_only
from huixiang.people.requests import HouseRequest
from huixiang.web.paging import paginate
from huixiang.web.responses import render_page


@members_only
@require_GET
def projects_page(request: HouseRequest) -> HttpResponse:
    policies.may_read_plans(request.actor).require()
    return _project_new(request)


@members_only
@require_http_methods(["GET", "POST"])
def project_new(request: HouseRequest) -> HttpResponse:
    policies.may_plan(request.actor).require()
    return _project_new(request)


def _project_new(request: HouseRequest) -> HttpResponse:
    form, ruling = ProjectForm(registering.typed(request)), policies.may_plan(request.actor)

    def page() -> dict[str, Any]:
        part = pages.FormShown(_("Enter a project"), form, _("Enter it"), reverse("plans:project_new"), ruling)
        return {**_list(request, linked=True), "forms": [part]}

    def perform() -> str:
        made = services.enter_project(**form.cleaned_data, by=request.actor, at=clock.now())
        return reverse("plans:project", args=[made.pk])

    return registering.answer(request, form, ruling=ruling, page=page, perform=perform, done=_("It is entered."))


@members_only
@require_http_methods(["GET", "POST"])
def project(request: HouseRequest, project_id: int) -> HttpResponse:
    policies.may_read_plans(request.actor).require()
    found = queries.project_of(project_id)
    publishes = "publish" in request.POST
    form: Any = FileForm(registering.typed(request), registering.files(request))
    form = forms.Form(request.POST) if publishes else form
    ruling = (
        policies.may_publish_promise(request.actor) if publishes else policies.may_work_on_project(request.actor, found)
    )

    def perform() -> str:
        if publishes:
            services.publish_project(project_id=project_id, by=request.actor, at=clock.now())
        else:
            services.note_project(project_id=project_id, **form.facts(), by=request.actor, at=clock.now())
        return request.path

    page = lambda: page_of(request, found, **({} if publishes else {"note": form}))  # noqa: E731
    return registering.answer(request, form, ruling=ruling, page=page, perform=perform, done=_("It is noted."))


@members_only
@require_http_methods(["POST"])
def move(request: HouseRequest, project_id: int) -> HttpResponse:
    found, form = queries.project_of(project_id), ProjectMoveForm(request.POST)

    def perform() -> str:
        facts = {**form.cleaned_data, "state": ProjectState(form.cleaned_data["state"])}
        services.move_project(project_id=project_id, **facts, by=request.actor, at=clock.now())
        return reverse("plans:project", args=[project_id])

    return registering.answer(
        request, form, ruling=policies.may_work_on_project(request.actor, found), perform=perform,
        page=lambda: page_of(request, found, move=form), done=_("It is noted."),
    )  # fmt: skip


@members_only
@require_GET
def file(request: HouseRequest, kept_id: UUID) -> HttpResponse:
    policies.may_read_plans(request.actor).require()
    found = queries.kept_file(kept_id)
    path = files.path_of(found)
    if not path.exists():
        raise NotFound(f"file {kept_id}")
    response = FileResponse(path.open("rb"), content_type=found.media_type)
    shown = "inline" if found.media_type.startswith("image/") else "attachment"
    response["Content-Disposition"] = f"{shown}; filename*=UTF-8''{quote(found.file_name)}"
    response["Cache-Control"] = "private, max-age=3600"
    return cast("HttpResponse", response)


@require_safe
def public(request: HouseRequest) -> HttpResponse:
    return render_page(request, registering.PUBLIC, _list(request, linked=False))


def _list(request: HouseRequest, *, linked: bool) -> dict[str, Any]:
    form = ProjectFilterForm(request.GET, auto_id="filter_%s")
    form.is_valid()  # a wrong value does not narrow
    chosen = ProjectFilter(**{**form.cleaned_data, "state": form.cleaned_data.get("state", "")})
    rows = queries.projects(chosen, public=not linked)
    found = paginate(rows, request.GET.get("at", ""), order=("-pk",))
    route = "plans:project" if linked else "plans:public_project"
    table = pages.project_table(found.items, people.local_day(clock.now()), route=route)
    links = [(reverse("plans:public_projects"), _("What everybody sees")), registering.paper("projects")]
    links = links if linked else []
    back = (reverse("plans:plans"), _("Plans")) if linked else None
    numbers = pages.project_numbers(queries.totals_of(rows))
    shown = pages.RegisterPage(_("Projects"), [table], numbers=numbers, links=links, back=back)
    return {"page": shown, "pager": found, "filter": form}


def page_of(request: HouseRequest, found: Project, **typed: Any) -> dict[str, Any]:
    """The page of a project with the acts of this person; ``typed`` are forms that were sent, by name."""
    today, ruling = people.local_day(clock.now()), policies.may_work_on_project(request.actor, found)
    notes = list(queries.notes_of(found))
    seen = {each.pk for each in queries.notes_of(found, public=True)}
    tables = [pages.project_table([found], today), pages.note_table(notes, today, shown=seen)]
    url = reverse("plans:project", args=[found.pk])
    shown = [
        pages.FormShown(
            _("Note what happened"), registering.apart("note", typed.get("note", FileForm())), _("Note it"), url, ruling
        ),
        pages.FormShown(
            _("Say how it stands"), registering.apart("move", typed.get("move", ProjectMoveForm())), _("Save"),
            reverse("plans:project_move", args=[found.pk]), ruling,
        ),
    ]  # fmt: skip
    facts = [(each.words, write_yuan(each.cost)) for each in found.parts.all()]
    page = pages.RegisterPage(
        found.title, tables, facts=facts, back=(reverse("plans:projects"), _("Projects")),
        links=[(reverse("plans:public_project", args=[found.pk]), _("What everybody sees"))] if found.public_at else [],
        photos=pages.photos_of(notes, today),
    )  # fmt: skip
    return {"page": page, "forms": [*shown, *_public_forms(request, found, notes, seen, typed)]}


def _public_forms(
    request: HouseRequest, found: Project, notes: list[ProjectNote], seen: set[UUID], typed: dict[str, Any]
) -> list[pages.FormShown]:
    """Publishing the project; once it is public, showing its notes by others one by one, and taking them back."""
    may = policies.may_publish_promise(request.actor)
    if not may:
        return []
    if not found.public_at:
        url = reverse("plans:project", args=[found.pk])
        return [pages.FormShown(_("Show it to everybody"), _Publish(), _("Publish"), url, may)]
    waiting = [note for note in notes if note.pk not in seen and policies.may_show_note(request.actor, note)]
    public = [note for note in notes if note.pk in seen]
    made = (
        ("show", waiting, _("Show a note and its photo to everybody"), _("Show it to everybody")),
        ("hide", public, _("Take a note off the public page"), _("Take it off")),
    )
    return [
        pages.FormShown(
            title, registering.apart(name, typed.get(name, NoteChoiceForm(notes=chosen))), button,
            reverse(f"plans:note_{name}", args=[found.pk]), may,
        )
        for name, chosen, title, button in made
        if chosen
    ]  # fmt: skip


class _Publish(forms.Form):
    """Tells publishing from noting."""

    publish = forms.CharField(widget=forms.HiddenInput(), initial="yes")
