"""The map of hot issues: circles as large as the people who spoke, side by side where several lie at one place."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _, ngettext, pgettext

from huixiang.sorting.models import MapShape, PlaceMap
from huixiang.sorting.queries import OnMap
from huixiang.web.parts import Cell, Column, Table

LEAST, MOST = 11.0, 46.0  # radius of a circle, in units of a drawing 1,000 wide
ROW, GAP, LINE = 2, 3.0, 22.0  # circles in a row, the space between them, the height of a name


@dataclass(frozen=True, slots=True)
class Circle:
    """A hot issue on the map; ``number`` is its row in the table beside it."""

    number: int
    x: float
    y: float
    radius: float
    label_y: float
    url: str
    words: str


@dataclass(frozen=True, slots=True)
class Name:
    """The name of a place, written below what stands there."""

    words: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class MapPage:
    """The map whole: what is drawn, the circles upon it, the same as a table."""

    height: int
    shapes: Sequence[MapShape]
    names: Sequence[Name]
    circles: Sequence[Circle]
    table: Table
    elsewhere: str


def map_page(shown: PlaceMap, shapes: Sequence[MapShape], found: Sequence[OnMap], elsewhere: int) -> MapPage:
    """Lay hot issues out upon the map."""
    circles = _laid_out(found)
    names = _names(shapes, found, circles)
    left = ngettext(
        "%(count)s hot issue has no place on this map; it stands in the list.",
        "%(count)s hot issues have no place on this map; they stand in the list.",
        elsewhere,
    ) % {"count": elsewhere}
    return MapPage(shown.height, shapes, names, circles, _table(found), left if elsewhere else "")


def _laid_out(found: Sequence[OnMap]) -> list[Circle]:
    """The circles, whose area goes with the speakers; those of one place in rows of two, the largest at its middle."""
    largest = max((one.matter.speakers_count for one in found), default=1) or 1
    ends: dict[int, list[float]] = {}
    circles = []
    for number, one in enumerate(found, start=1):
        radius = max(LEAST, MOST * math.sqrt(one.matter.speakers_count / largest))
        taken = ends.setdefault(one.shape.pk, [])
        x = taken[-1] + radius + GAP if len(taken) % ROW else one.shape.x
        taken.append(x + radius)
        circles.append(_circle(number, one, (x, one.shape.y + (len(taken) - 1) // ROW * 2 * MOST), radius))
    return circles


def _circle(number: int, one: OnMap, at: tuple[float, float], radius: float) -> Circle:
    return Circle(
        number=number, x=round(at[0], 1), y=round(at[1], 1), radius=round(radius, 1), label_y=round(at[1] + 6, 1),
        url=reverse("sorting:hot_issue", args=[one.matter.pk]), words=_words(one),
    )  # fmt: skip


def _names(shapes: Sequence[MapShape], found: Sequence[OnMap], circles: Sequence[Circle]) -> list[Name]:
    below = {shape.pk: shape.y for shape in shapes}
    for one, circle in zip(found, circles, strict=True):
        below[one.shape.pk] = max(below[one.shape.pk], circle.y + circle.radius)
    return [Name(shape.place.name, shape.x, round(below[shape.pk] + LINE, 1)) for shape in shapes]


def _words(one: OnMap) -> str:
    said = ngettext("%(count)s person spoke of it", "%(count)s people spoke of it", one.matter.speakers_count)
    return f"{one.matter.title} · {one.shape.place.name} · {said % {'count': one.matter.speakers_count}}"


def _table(found: Sequence[OnMap]) -> Table:
    columns = (
        Column(_("On the map")), Column(_("Hot issue")), Column(_("Place")),
        Column(_("People"), numeric=True), Column(pgettext("column", "Voices"), numeric=True), Column(_("Last")),
    )  # fmt: skip
    rows = [
        (
            Cell(str(number)),
            Cell(one.matter.title, reverse("sorting:hot_issue", args=[one.matter.pk])),
            Cell(one.matter.place.name if one.matter.place else one.shape.place.name),
            Cell(str(one.matter.speakers_count)),
            Cell(str(one.matter.voices_count)),
            Cell(one.matter.last_on.isoformat() if one.matter.last_on else ""),
        )
        for number, one in enumerate(found, start=1)
    ]
    return Table(_("The same as a table"), columns, rows, stack=True)


def unmatched_table(shown: PlaceMap) -> Table | None:
    """What on the map is no place of ours; None when all is."""
    columns = (Column(_("Name in the file")), Column(_("Code in the file")))
    rows = [(Cell(str(name) or "–"), Cell(str(code) or "–")) for name, code in shown.unmatched]
    return Table(_("In the file, but no place of yours"), columns, rows, stack=True) if rows else None
