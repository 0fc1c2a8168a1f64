"""Taxonomies as lists and trees, each label with its voices and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _, pgettext

from huixiang.listening.models import Place
from huixiang.sorting.labels import TAXONOMY_KINDS
from huixiang.sorting.models import Label, LabelWording, Taxonomy
from huixiang.sorting.services import SHIPPED, Path
from huixiang.sorting.states import TaxonomyKind
from huixiang.sorting.tree_table import outline
from huixiang.web.parts import Cell, Column, Table

SHOWN = 600
"""Nodes of a preview that are shown."""


@dataclass(slots=True)
class Branch:
    """A label or a place of a tree with what lies below it."""

    id: int
    name: str
    code: str
    url: str
    voices: int = 0
    voices_url: str = ""
    closed_on: date | None = None
    replaced_by: str = ""
    below: list[Branch] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Wording:
    """How a label read from a moment on."""

    at: datetime
    who: str
    name: str
    definition: str
    keywords: str


@dataclass(frozen=True, slots=True)
class TreePreview:
    """What an import would bring: the tree, how many nodes are new, and the rows that are left out."""

    nodes: Sequence[tuple[int, str]]
    count: int
    further: int
    wrong: Table


def taxonomy_table(taxonomies: Iterable[Taxonomy]) -> Table:
    """Every taxonomy as a row."""
    columns = (
        Column(_("Taxonomy")),
        Column(_("What it sorts by")),
        Column(_("Open labels"), numeric=True),
        Column(pgettext("label", "Code"), tight=True),
    )
    rows = [
        (
            Cell(one.name, reverse("taxonomies:taxonomy", args=[one.pk])),
            Cell(TAXONOMY_KINDS[TaxonomyKind(one.kind)]),
            Cell(str(getattr(one, "open_labels", ""))),
            Cell(one.code),
        )
        for one in taxonomies
    ]
    return Table(_("Taxonomies"), columns, rows, stack=True)


def startable(taxonomies: Iterable[Taxonomy]) -> list[str]:
    """The codes of those that come with the software and were not begun here yet."""
    begun = {one.code for one in taxonomies}
    return [code for code in SHIPPED if code not in begun]


def label_tree(labels: Iterable[Label], voices: Mapping[int, int]) -> list[Branch]:
    """The labels as a tree, in their order."""
    branches, roots = {}, list[Branch]()
    for label in labels:
        branches[label.pk] = branch = Branch(
            id=label.pk, name=label.name, code=label.code, url=reverse("taxonomies:label", args=[label.pk]),
            voices=voices.get(label.pk, 0), closed_on=label.until, voices_url=voices_under(label),
            replaced_by=label.replaced_by.name if label.replaced_by else "",
        )  # fmt: skip
        above = branches.get(label.parent_id or 0)
        (above.below if above else roots).append(branch)
    return roots


def voices_under(label: Label) -> str:
    """The address of the inbox filtered by the label."""
    return f"{reverse('sorting:inbox')}?{urlencode({'state': 'all', 'label': label.pk})}"


def place_tree(places: Iterable[Place]) -> list[Branch]:
    """The places as a tree."""
    branches, roots = {}, list[Branch]()
    for place in sorted(places, key=lambda one: one.path.count("/")):
        branches[place.pk] = branch = Branch(
            id=place.pk,
            name=place.name,
            code=place.code,
            url=reverse("taxonomies:place", args=[place.pk]),
            closed_on=place.closed_on,
        )
        above = branches.get(place.parent_id or 0)
        (above.below if above else roots).append(branch)
    return roots


def wordings(rows: Iterable[LabelWording]) -> list[Wording]:
    """The wordings of a label, the latest first."""
    return [
        Wording(
            row.at,
            row.by.name if row.by else _("The system"),
            row.name,
            row.definition,
            " ".join(map(str, row.keywords)),
        )
        for row in rows
    ]


def tree_preview(paths: Sequence[Path], wrong: Sequence[tuple[int, str, str]]) -> TreePreview:
    """What was read of a spreadsheet, before anything is written."""
    nodes = outline(paths)
    columns = (Column(_("Row"), numeric=True), Column(_("What stands there")), Column(_("Why it is left out")))
    rows = [(Cell(str(number)), Cell(cells), Cell(reason)) for number, cells, reason in wrong]
    table = Table(_("Rows that are left out"), columns, rows, stack=True)
    return TreePreview(nodes[:SHOWN], len(nodes), max(len(nodes) - SHOWN, 0), table)
