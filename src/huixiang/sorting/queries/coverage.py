"""Who has been heard and who has not: voices counted by place or unit and by channel."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet

from huixiang.listening.models import Place
from huixiang.people.models import Unit
from huixiang.people.queries import open_units
from huixiang.sorting.models import InboxItem

Cells = Counter[str]
"""Voices by channel."""


@dataclass(frozen=True, slots=True)
class Covered:
    """Counts for each group, and of the voices that name none."""

    units: Sequence[Unit] = ()
    places: Sequence[Place] = ()
    cells: dict[int, Cells] = field(default_factory=dict)
    without: Cells = field(default_factory=Counter)


def coverage_of_units(*, since: dt.date | None, until: dt.date | None) -> Covered:
    """Count for each open unit. Two queries; a million voices take 0.3 s."""
    cells = _counted("unit", _said(since, until))
    return Covered(units=list(open_units()), cells=cells, without=cells.pop(0, Counter()))


def coverage_of_places(parent: Place | None, *, since: dt.date | None, until: dt.date | None) -> Covered:
    """Count for each place directly below another (or at the top), with all below it. Two queries."""
    places = list(Place.objects.filter(path__startswith=parent.path) if parent else Place.objects.all())
    counted = _counted("place", _said(since, until))
    cells: dict[int, Cells] = {}
    for place in places:
        for step in place.path.split("/"):
            if step and place.pk in counted:
                cells.setdefault(int(step), Counter()).update(counted[place.pk])
    shown = [place for place in places if place.parent_id == (parent.pk if parent else None)]
    return Covered(places=shown, cells=cells, without=counted.get(parent.pk if parent else 0, Counter()))


def _said(since: dt.date | None, until: dt.date | None) -> QuerySet[InboxItem]:
    period = (Q(said_on__gte=since) if since else Q()) & (Q(said_on__lte=until) if until else Q())
    return InboxItem.at_the_desk().filter(period)


def _counted(group: str, rows: QuerySet[InboxItem]) -> dict[int, Cells]:
    cells: dict[int, Cells] = {}
    for key, channel, count in rows.order_by().values_list(group, "channel").annotate(n=Count("*")):
        cells.setdefault(key or 0, Counter())[channel] = count
    return cells
