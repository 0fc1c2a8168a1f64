"""What the pages of projects show: rows, totals and notes. Decides nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from huixiang.ledger.labels_plans import (
    PROJECT_STATES,
    PROJECT_TONES,
)
from huixiang.ledger.models import Project, ProjectNote
from huixiang.ledger.money import write_yuan
from huixiang.ledger.pages.problems import StateShown
from huixiang.ledger.queries import ProjectTotals
from huixiang.ledger.states import ProjectState
from huixiang.web.dates import moment_words
from huixiang.web.parts import Cell, Column, Number, Table

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Words
else:
    Words = object


from huixiang.ledger.pages.registers import PhotoShown, day_cell


def project_table(projects: Iterable[Project], today: dt.date, *, route: str = "") -> Table:
    """The project ledger, amounts in yuan; ``route`` names the page of one project."""
    names = (
        _("Project"), _("Quantity"), _("Cost in yuan"), _("Place"), _("Unit"), _("Planned until"), _("Finished on"),
        _("State"),
    )  # fmt: skip
    rows = []
    for each in projects:
        state = ProjectState(each.state)
        url = reverse(route, args=[each.pk]) if route else ""
        rows.append(
            (
                Cell(each.title, url=url), Cell(f"{write_yuan(each.quantity)} {each.measure_unit}"),
                Cell(write_yuan(each.cost)), Cell(each.place.name if each.place else "—"), Cell(each.unit.label),
                day_cell(each.due_on, today), day_cell(each.finished_on, today),
                Cell(state=StateShown(state.value, PROJECT_STATES[state], PROJECT_TONES[state])),
            )
        )  # fmt: skip
    columns = [Column(name, numeric=name == names[2]) for name in names]
    return Table(_("Projects"), columns, rows, stack=True, empty=_("No project is entered yet."))


def project_numbers(totals: ProjectTotals) -> list[Number]:
    """The totals of what is listed, and each state's share; they add up."""
    numbers = [
        Number(_("Projects"), str(totals.count)), Number(_("Cost in yuan"), write_yuan(totals.cost)),
    ]  # fmt: skip
    for state, (count, cost) in totals.by_state.items():
        if count:
            numbers.append(Number(PROJECT_STATES[state], f"{count} · {write_yuan(cost)}"))
    return numbers


def note_table(notes: Sequence[ProjectNote], today: dt.date, *, shown: Collection[UUID]) -> Table:
    """What happened on the site, oldest first, each with its photo; ``shown`` are those everybody sees."""
    rows = [
        (
            Cell(moment_words(note.at, today=today)), Cell(note.words), Cell(note.by.name),
            Cell(note.file_name or "—", url=reverse("plans:file", args=[note.pk]) if note.clean_path else ""),
            Cell(_("yes") if note.pk in shown else _("not yet")),
        )
        for note in notes
    ]  # fmt: skip
    names = (_("When"), _("What happened"), _("By"), _("Photo or file"), _("Public"))
    return Table(
        _("Progress"), [Column(name) for name in names], rows, stack=True, empty=_("Nothing was noted yet.")
    )  # fmt: skip


def public_notes(notes: Sequence[ProjectNote], today: dt.date) -> Table:
    """What everybody reads of a project: day and words, no names."""
    rows = [(Cell(moment_words(note.at, today=today)), Cell(note.words)) for note in notes]
    columns = [Column(_("When")), Column(_("What happened"))]
    return Table(_("Progress"), columns, rows, stack=True, empty=_("No progress was published yet."))


def photos_of(notes: Sequence[ProjectNote], today: dt.date, *, project_id: int | None = None) -> list[PhotoShown]:
    """The photos among the files; ``project_id`` gives the addresses for everybody."""
    return [
        PhotoShown(
            reverse("plans:public_file", args=[project_id, note.pk])
            if project_id is not None
            else reverse("plans:file", args=[note.pk]),
            note.words,
            moment_words(note.at, today=today),
        )
        for note in notes
        if note.clean_path and note.media_type.startswith("image/")
    ]
