"""What the dashboard shows: four questions, each a chart above the table it is drawn from. No person is counted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _, ngettext

from huixiang.ledger.labels import NATURE_WORDS
from huixiang.ledger.states import Nature
from huixiang.people.models import Unit
from huixiang.verification.metrics import SHIPPED, Step, median_day, survival, wilson
from huixiang.verification.queries import Ages, Answers, HotPlace, Week
from huixiang.web.dates import day_words
from huixiang.web.parts import Cell, Column, Table

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Words
else:
    Words = object

MILESTONES = (1, 3, 7, 15, 30, 60, 90, 180, 365, 730)
"""Ages in days at which the table says how many are still open."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: what it finds in one sentence, how it is drawn, its data, and the table under it."""

    name: str
    title: Words
    says: Words
    kind: str
    data: Mapping[str, Any]
    table: Table
    tall: bool = False

    @property
    def data_id(self) -> str:
        return f"{self.name}-data"


def flow_chart(weeks: Sequence[Week], *, today: dt.date) -> Chart:
    """Problems opened and closed by week."""
    opened, closed = sum(week.opened for week in weeks), sum(week.closed for week in weeks)
    words = _("In %(weeks)s weeks %(opened)s problems were opened and %(closed)s closed.")
    columns = (Column(_("Week from"), tight=True), Column(_("Opened"), numeric=True), Column(_("Closed"), numeric=True))
    rows = [
        (Cell(day_words(week.monday, today=today)), Cell(str(week.opened)), Cell(str(week.closed)))
        for week in reversed(weeks)
    ]
    data = {
        "days": [f"{week.monday:%m-%d}" for week in weeks],
        "lines": [
            {"name": _("Opened"), "values": [week.opened for week in weeks]},
            {"name": _("Closed"), "values": [week.closed for week in weeks]},
        ],
    }
    says = words % {"weeks": len(weeks), "opened": opened, "closed": closed}
    return Chart("flow", _("What came in and what was closed"), says, "flow", data, Table(_("By week"), columns, rows))


def age_chart(ages: Ages) -> Chart:
    """How long problems stay open, as a survival curve; those still open count for as long as they are."""
    steps = survival(ages.closed, ages.still_open)
    half, total = median_day(steps), sum(ages.closed.values()) + sum(ages.still_open.values())
    words = (
        ngettext("Half are closed after %(n)s day.", "Half are closed after %(n)s days.", half) % {"n": half}
        if half is not None
        else _("More than half are still open.")
    )
    says = _("Of %(n)s problems of the last two years.") % {"n": total} + " " + words
    points = [[0, 100.0], *([step.day, round(100 * step.open_share, 1)] for step in steps)]
    data = {"points": points if steps else [], "across": _("days since it was opened")}
    columns = (
        Column(_("After days"), numeric=True), Column(_("Still open"), numeric=True),
        Column(_("Were open that long"), numeric=True),
    )  # fmt: skip
    rows = [_milestone(day, steps, ages) for day in MILESTONES] if steps else []
    table = Table(_("Share still open"), columns, [row for row in rows if row], empty=_("Nothing was closed yet."))
    return Chart("ages", _("How long problems stay open"), says, "steps", data, table)


def heat_chart(answers: Iterable[Answers], units: Sequence[Unit]) -> Chart:
    """The share of first answers that say "solved", by unit and kind; fewer than ten answers are grey."""
    found = {(one.unit_id, one.nature): one for one in answers}
    shown = [unit for unit in units if any(unit_id == unit.pk for unit_id, _nature in found)]
    natures = [nature for nature in ("", *(one.value for one in Nature)) if any(kind == nature for _id, kind in found)]
    cells = [
        _heat_cell(x, y, found[unit.pk, nature], unit, nature)
        for y, unit in enumerate(shown)
        for x, nature in enumerate(natures)
        if (unit.pk, nature) in found
    ]
    columns = [Column(_("Unit")), *(Column(nature_words(nature), numeric=True) for nature in natures)]
    rows = [
        [Cell(unit.label), *(Cell(_heat_words(found.get((unit.pk, nature)))) for nature in natures)] for unit in shown
    ]
    data = {
        "columns": [str(nature_words(nature)) for nature in natures], "rows": [unit.label for unit in shown],
        "cells": cells,
    }  # fmt: skip
    says = _("First answers of a year; grey where fewer than %(n)s answered, which says nothing.") % {
        "n": SHIPPED.least_n
    }
    table = Table(_("Share that says “solved”"), columns, rows, stack=True, empty=_("Nobody has answered yet."))
    return Chart("heat", _("Where people say it is solved"), says, "heat", data, table, tall=True)


def place_chart(places: Sequence[HotPlace]) -> Chart:
    """Where most problems were opened lately."""
    columns = (
        Column(_("Place")), Column(_("Opened in 8 weeks"), numeric=True), Column(_("Open now"), numeric=True),
    )  # fmt: skip
    rows = [
        (
            Cell(one.place.name, url=f"{reverse('ledger:problems')}?{urlencode({'place': one.place.pk})}"),
            Cell(str(one.opened)),
            Cell(str(one.open_now)),
        )
        for one in places
    ]
    data = {
        "names": [one.place.name for one in places],
        "bars": [
            {"name": _("Opened in 8 weeks"), "values": [one.opened for one in places]},
            {"name": _("Open now"), "values": [one.open_now for one in places]},
        ],
    }
    table = Table(_("Places"), columns, rows, empty=_("No place yet."))
    return Chart("places", _("Places with most problems"), _place_words(places), "bars", data, table, tall=True)


def _place_words(places: Sequence[HotPlace]) -> str:
    if not places:
        return _("No problem of the last eight weeks names a place.")
    return _("Most problems of the last eight weeks: %(place)s.") % {"place": places[0].place.name}


def nature_words(nature: str) -> Words:
    """The kind of an order in words."""
    return NATURE_WORDS[Nature(nature)] if nature else _("not said")


def _milestone(day: int, steps: Sequence[Step], ages: Ages) -> tuple[Cell, ...] | None:
    """The share still open after so many days; None where nobody was open that long."""
    at_risk = sum(count for age, count in (*ages.closed.items(), *ages.still_open.items()) if age >= day)
    if not at_risk:
        return None
    passed = [step for step in steps if step.day <= day]
    share = passed[-1].open_share if passed else 1.0
    return (Cell(str(day)), Cell(f"{100 * share:.1f} %"), Cell(str(at_risk)))


def _heat_cell(x: int, y: int, one: Answers, unit: Unit, nature: str) -> dict[str, Any]:
    words = f"{unit.label} · {nature_words(nature)}\n{_heat_words(one)}"
    few = one.answered < SHIPPED.least_n
    return {"x": x, "y": y, "few": few, "percent": round(100 * one.solved / one.answered), "words": words}


def _heat_words(one: Answers | None) -> str:
    if one is None:
        return "—"
    counts = f"{one.solved}/{one.answered}"
    if one.answered < SHIPPED.least_n:
        return _("%(counts)s, too few") % {"counts": counts}
    sure = wilson(one.solved, one.answered)
    span = f" [{100 * sure.low:.0f}–{100 * sure.high:.0f}]" if sure else ""
    return f"{100 * one.solved / one.answered:.0f} % ({counts}){span}"
