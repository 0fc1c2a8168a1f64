"""The project ledger: entered with a cost that adds up, moved, noted with photos, shown to everybody."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from huixiang.folio.uploads import SafeFile
from huixiang.journal import services as journal
from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import NotFound, Overtaken, Refusal
from huixiang.ledger import files, policies
from huixiang.ledger.models import Project, ProjectNote, ProjectPart, ShownNote
from huixiang.ledger.services.words import required
from huixiang.ledger.states import PROJECT_MOVES, ProjectState
from huixiang.ledger.tallies import require_adds_up
from huixiang.listening.models import Place
from huixiang.people import queries as people
from huixiang.people.models import Unit


class ProjectImpossible(Refusal):
    """The days, the quantity or the move make no sense; nothing was written."""


@transaction.atomic
def enter_project(  # noqa: PLR0913 - a line of the project ledger has this many columns
    *,
    title: str,
    quantity: Decimal,
    measure_unit: str,
    cost: Decimal,
    unit: Unit,
    starts_on: dt.date,
    due_on: dt.date,
    by: Actor,
    at: dt.datetime,
    place: Place | None = None,
    parts: Sequence[tuple[str, Decimal]] = (),
) -> Project:
    """Enter a project: how much of what, for how many yuan, and what the cost is made of where that is known.

    :raises NotAllowed: the policy says no. :raises WordsMissing: no title or unit of measure.
    :raises ProjectImpossible: it ends before it begins, or nothing of it.
    :raises TallyDiffers: the parts of the cost do not add up to it.
    """
    policies.may_plan(by).require()
    if due_on < starts_on:
        raise ProjectImpossible(_("It would be finished before it begins."))
    if quantity <= 0 or cost < 0:
        raise ProjectImpossible(_("A quantity is more than nothing, and a cost is not negative."))
    if parts:
        require_adds_up([amount for _words, amount in parts], cost)
    project = Project.objects.create(
        title=required(title), quantity=quantity, measure_unit=required(measure_unit), cost=cost, place=place,
        unit=unit, starts_on=starts_on, due_on=due_on, by_id=by.user_id or 0, at=at,
    )  # fmt: skip
    ProjectPart.objects.bulk_create(
        ProjectPart(project=project, words=required(words), cost=amount) for words, amount in parts
    )
    facts = {"unit": unit.pk, "cost": str(cost), "due_on": due_on.isoformat()}
    journal.record("ledger.project.entered", about=f"project:{project.pk}", by=by, at=at, after=facts)
    return project


@transaction.atomic
def move_project(
    *, project_id: int, state: ProjectState, on: dt.date, words: str, by: Actor, at: dt.datetime
) -> Project:
    """Say that a project began, is finished or stopped on a day, and in words what happened.

    :raises NotFound: no such project. :raises NotAllowed: the policy says no. :raises WordsMissing: nothing was said.
    :raises ProjectImpossible: no such move, or a day to come or before it began.
    """
    project = _locked(project_id)
    policies.may_work_on_project(by, project).require()
    if state not in PROJECT_MOVES[ProjectState(project.state)]:
        raise ProjectImpossible(_("From where it stands the project cannot move there."))
    if on > people.local_day(at) or (project.started_on and on < project.started_on):
        raise ProjectImpossible(_("Give a day that has come, and not before the project began."))
    before: dict[str, object] = {"state": project.state}
    if state == ProjectState.WORKING and project.started_on is None:
        project.started_on = on
    project.state, project.finished_on = state, on if state == ProjectState.FINISHED else None
    project.save(update_fields=["state", "started_on", "finished_on"])
    ProjectNote.objects.create(project=project, words=required(words), by_id=by.user_id or 0, at=at)
    facts = {"state": str(state), "on": on.isoformat()}
    journal.record("ledger.project.moved", about=f"project:{project.pk}", by=by, at=at, before=before, after=facts)
    return project


@transaction.atomic
def note_project(
    *, project_id: int, words: str, by: Actor, at: dt.datetime, file: SafeFile | None = None, name: str = ""
) -> ProjectNote:
    """Write down what happened on the site, perhaps with a photo; it cannot be edited afterwards.

    :raises NotFound: no such project. :raises NotAllowed: the policy says no. :raises WordsMissing: nothing was said.
    """
    project = _locked(project_id)
    policies.may_work_on_project(by, project).require()
    note = ProjectNote(project=project, words=required(words), by_id=by.user_id or 0, at=at)
    if file is not None:
        files.keep(note, file, name=name)
    note.save(force_insert=True)
    facts = {"file": file is not None}
    journal.record("ledger.project.noted", about=f"project:{project.pk}", by=by, at=at, after=facts)
    return note


@transaction.atomic
def publish_project(*, project_id: int, by: Actor, at: dt.datetime) -> Project:
    """Show the project with its cost and state to everybody; it cannot be hidden again. For notes: ``show_note``.

    :raises NotFound: no such project. :raises NotAllowed: the policy says no. :raises Overtaken: it is public already.
    """
    project = _locked(project_id)
    policies.may_publish_promise(by).require()
    if project.public_at is not None:
        raise Overtaken(_("It is public already."))
    project.public_by_id, project.public_at = by.user_id, at
    project.save(update_fields=["public_by", "public_at"])
    facts = {"cost": str(project.cost)}
    journal.record("ledger.project.published", about=f"project:{project.pk}", by=by, at=at, after=facts)
    return project


@transaction.atomic
def show_note(*, note_id: UUID, by: Actor, at: dt.datetime) -> ShownNote:
    """Show a note of a public project to everybody, with its photo.

    :raises NotFound: no such note. :raises NotAllowed: the policy says no, as to who wrote it.
    :raises ProjectImpossible: the project is not public. :raises Overtaken: everybody sees it already.
    """
    note = _note(note_id)
    policies.may_show_note(by, note).require()
    if note.project.public_at is None:
        raise ProjectImpossible(_("The project is not public yet. Publish it first, then its notes and photos."))
    if note.showings.filter(ended_at=None).exists():
        raise Overtaken(_("It is public already."))
    shown = ShownNote.objects.create(note=note, by_id=by.user_id or 0, at=at)
    journal.record("ledger.project.note_shown", about=f"project:{note.project_id}", by=by, at=at, after=_facts(note))
    return shown


@transaction.atomic
def hide_note(*, note_id: UUID, by: Actor, at: dt.datetime) -> ShownNote:
    """Take a note and its photo off the public page; it stays at the desk, and that it was shown stays on record.

    :raises NotFound: no such note. :raises NotAllowed: the policy says no. :raises Overtaken: it is not public.
    """
    note = _note(note_id)
    policies.may_publish_promise(by).require()
    shown = note.showings.filter(ended_at=None).first()
    if shown is None:
        raise Overtaken(_("It is not public now."))
    shown.ended_by_id, shown.ended_at = by.user_id, at
    shown.save(update_fields=["ended_by", "ended_at"])
    journal.record("ledger.project.note_hidden", about=f"project:{note.project_id}", by=by, at=at, after=_facts(note))
    return shown


def _facts(note: ProjectNote) -> dict[str, object]:
    return {"note": str(note.pk), "file": bool(note.clean_path)}


def _note(note_id: UUID) -> ProjectNote:
    """The note; its project is locked, so that showing and hiding wait for each other."""
    note = ProjectNote.objects.select_related("project").filter(pk=note_id).first()
    if note is None:
        raise NotFound(f"note {note_id}")
    note.project = _locked(note.project_id)
    return note


def _locked(project_id: int) -> Project:
    project = Project.objects.order_by().select_for_update().filter(pk=project_id).first()
    if project is None:
        raise NotFound(f"project {project_id}")
    return project
