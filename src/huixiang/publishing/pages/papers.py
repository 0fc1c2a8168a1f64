"""The pages of papers: those made lately, one being made, the columns of one with a preview of its head."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _

from huixiang.publishing.labels import FORMS, PAPER_STATES, PAPERS, Words
from huixiang.publishing.models import MadePaper, PaperColumns
from huixiang.publishing.pages.board import Filter
from huixiang.publishing.papers import files
from huixiang.publishing.queries.columns import USUAL, ColumnChoice
from huixiang.publishing.states import TABLES, PaperForm, PaperKind, PaperState
from huixiang.web.dates import moment_words
from huixiang.web.parts import Cell, Column, Table

STUCK_AFTER: Final = dt.timedelta(minutes=10)
UNITS: Final = (("MB", 1_000_000), ("kB", 1_000))


@dataclass(frozen=True, slots=True)
class Progress:
    """A paper on its way: rows done of all; ``stuck`` when nothing moved for ten minutes."""

    done: int
    total: int
    stuck: bool


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """A column in the form: its name typed so far, its usual name, whether it can go up, down or away."""

    key: str
    name: str
    usual: str
    shown: bool
    own: bool
    first: bool
    last: bool
    focus: str


def made_table(papers: Iterable[MadePaper], *, today: dt.date) -> Table:
    """The papers somebody made, newest first, each with the way to its file or why there is none."""
    columns = (
        Column(_("Which")), Column(_("Format"), tight=True), Column(_("Rows"), numeric=True),
        Column(_("Asked for"), tight=True), Column(_("File")),
    )  # fmt: skip
    rows = [
        (
            Cell(PAPERS[PaperKind(paper.kind)], reverse("publishing:paper", args=[paper.code])),
            Cell(f".{paper.form}"),
            Cell(f"{paper.rows:,}"),
            Cell(moment_words(paper.asked_at, today=today)),
            Cell(file_words(paper, today=today)),
        )
        for paper in papers
    ]
    return Table(_("Papers you made"), columns, rows, stack=True, empty=_("You have made no paper yet."))


def file_words(paper: MadePaper, *, today: dt.date) -> str:
    """Whether the file is there, how large it is, until when."""
    if paper.state != PaperState.READY:
        return str(PAPER_STATES[PaperState(paper.state)])
    if paper.expires_on < today:
        return _("Expired; make it again")
    days = (paper.expires_on - today).days
    return _("%(size)s, kept for %(days)s more days") % {"size": size_words(paper.size), "days": days}


def size_words(size: int) -> str:
    """The size of a file as people say it."""
    return next((f"{size / unit:.1f} {name}" for name, unit in UNITS if size >= unit), f"{size} B")


def paper_page(paper: MadePaper, *, at: dt.datetime, today: dt.date) -> dict[str, Any]:
    """The context of the page of one paper."""
    done, noted_at = files.rows_done(paper.code)
    stuck = at - (noted_at or paper.asked_at) > STUCK_AFTER
    return {
        "paper": paper,
        "title": PAPERS[PaperKind(paper.kind)],
        "format": FORMS[PaperForm(paper.form)],
        "waiting": paper.state == PaperState.WAITING,
        "failed": paper.state == PaperState.FAILED,
        "fetchable": paper.state == PaperState.READY and paper.expires_on >= today,
        "file": file_words(paper, today=today),
        "progress": Progress(done, paper.rows, stuck),
    }


def column_tabs(current: PaperKind) -> tuple[Filter, ...]:
    """The papers whose columns can be arranged."""
    base = reverse("publishing:paper_columns")
    return tuple(Filter(PAPERS[kind], f"{base}?kind={kind.value}", kind is current) for kind in TABLES)


def column_lines(
    kind: PaperKind, columns: Sequence[ColumnChoice], *, moved: str = "", button: str = "up"
) -> list[ColumnLine]:
    """The columns as the form shows them; of the one moved last, the button pressed takes the focus again."""
    usual: dict[str, str] = {column.key: column.name for column in USUAL[kind]}
    focus = {moved: button}
    return [
        ColumnLine(
            choice.key, choice.name, usual.get(choice.key, ""), choice.shown, choice.own,
            first=place == 0, last=place == len(columns) - 1,
            focus=_focus(place, len(columns), focus.get(choice.key, "")),
        )
        for place, choice in enumerate(columns)
    ]  # fmt: skip


def _focus(place: int, count: int, button: str) -> str:
    """The button to press next: the same one, the other at an end; none where none was pressed."""
    if button == "down" and place == count - 1:
        return "up"
    return "down" if button == "up" and place == 0 else button


def version_lines(versions: Iterable[PaperColumns], *, today: dt.date) -> list[tuple[int, str, Words]]:
    """The last arrangements: number, moment, who made it."""
    return [(each.version, moment_words(each.at, today=today), each.by.name if each.by else "") for each in versions]
