"""Hot issues: matters the engine finds now, the voices behind each, and how many there are at which place and when."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from huixiang.kernel.errors import NotFound
from huixiang.listening.models import Place
from huixiang.sorting.models import InboxItem, Matter, MatterVoice

LARGEST_ID = 2**63 - 1
HOTTEST = ("-heat", "id")
BURSTS = 2.0
"""From here on a matter's busiest days are more than an even flow brings: see docs/algorithms/matters.md."""


@dataclass(frozen=True, slots=True)
class HotFilter:
    """Which matters a clerk wants to see; ``place`` is an id, meant with all below it. Empty means all."""

    place: int | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    without_problem: bool = False


@dataclass(frozen=True, slots=True)
class PlaceCount:
    """How many voices and matters there are at a place and below it, and whether anything lies below."""

    place: Place
    voices: int
    matters: int
    below: int


def hot_issues(wanted: HotFilter) -> QuerySet[Matter]:
    """The matters of a filter that the newest run found, to be ordered by ``HOTTEST``.

    A period keeps those with a voice in it or voices before and after.
    """
    rows = Matter.objects.filter(gone_at=None).select_related("place", "problem")
    if wanted.place:
        rows = rows.filter(place__path__contains=f"/{wanted.place}/")
    if wanted.since:
        rows = rows.filter(last_on__gte=wanted.since)
    if wanted.until:
        rows = rows.filter(first_on__lte=wanted.until)
    return rows.filter(problem=None) if wanted.without_problem else rows


def matter_of(matter_id: int) -> Matter:
    """A matter, also one that the newest run no longer finds.

    :raises NotFound: there is none here.
    """
    rows = Matter.objects.select_related("place", "problem__merged_into", "representative__item")
    matter = rows.filter(pk=matter_id).first() if matter_id <= LARGEST_ID else None
    if matter is None:
        raise NotFound
    return matter


def members_of(matter: Matter) -> QuerySet[MatterVoice]:
    """The links of the matter's voices that stand now, with the voice, its inbox row and what it repeats."""
    rows = MatterVoice.objects.filter(matter=matter, left_at=None)
    return rows.select_related("voice__item__place", "voice__item__unit", "repeat_of__item").order_by("id")


def matters_of_problem(problem_id: int) -> QuerySet[Matter]:
    """The matters a person made this problem of, hottest first."""
    return Matter.objects.filter(problem=problem_id).order_by(*HOTTEST)


def place_counts(parent: Place | None, *, since: dt.date | None, until: dt.date | None) -> list[PlaceCount]:
    """Count voices and matters for each place directly below another (or at the top), by name.

    Three queries; counting a million voices by place takes 0.2 s.
    """
    places = list(Place.objects.filter(path__startswith=parent.path) if parent else Place.objects.all())
    voices = _rolled_up(places, _counted(_said(since, until), parent))
    matters = _rolled_up(places, _counted(hot_issues(HotFilter(since=since, until=until)), parent))
    above = Counter(place.parent_id for place in places)
    wanted = [place for place in places if place.parent_id == (parent.pk if parent else None)]
    return [PlaceCount(place, voices[place.pk], matters[place.pk], above[place.pk]) for place in wanted]


def voices_by_month(place: Place | None, *, since: dt.date | None, until: dt.date | None) -> dict[dt.date, int]:
    """How many voices were said in each month at a place and below it, or anywhere; months without any are left out."""
    rows = _said(since, until)
    if place:
        rows = rows.filter(place__in=_ids_in(place))
    months: Counter[dt.date] = Counter()
    # Counted by days, which an index holds in order, and summed here: a million voices lie on a few hundred days. Rows
    # are counted, not their keys: a key stands in no such index, and the voices themselves would be read.
    for day, count in rows.order_by().values_list("said_on").annotate(n=Count("*")):
        months[day.replace(day=1)] += count
    return dict(sorted(months.items()))


def silent_places(*, since: dt.date | None, until: dt.date | None) -> list[Place]:
    """The lowest places of the tree from which no voice came, in tree order. One query, a look-up for each place."""
    heard = _said(since, until).filter(place=OuterRef("pk"))
    below = Place.objects.filter(parent=OuterRef("pk"))
    return list(Place.objects.filter(~Exists(heard), ~Exists(below)))


def place_with_id(place_id: int) -> Place:
    """A place.

    :raises NotFound: there is none here.
    """
    place = Place.objects.filter(pk=place_id).first() if place_id <= LARGEST_ID else None
    if place is None:
        raise NotFound
    return place


def places_below(place: Place | None) -> list[Place]:
    """Every place below another, without itself; the whole tree for None. By name."""
    rows = Place.objects.exclude(pk=place.pk).filter(path__startswith=place.path) if place else Place.objects.all()
    return list(rows.order_by("name", "id"))


def places_above(place: Place) -> Sequence[Place]:
    """What a place lies in, from the top down, without itself."""
    ids = [int(step) for step in place.path.split("/") if step][:-1]
    found = Place.objects.in_bulk(ids)
    return [found[place_id] for place_id in ids if place_id in found]


def _said(since: dt.date | None, until: dt.date | None) -> QuerySet[InboxItem]:
    return InboxItem.at_the_desk().filter(_between(since, until))


def _between(since: dt.date | None, until: dt.date | None) -> Q:
    return (Q(said_on__gte=since) if since else Q()) & (Q(said_on__lte=until) if until else Q())


def _counted(rows: QuerySet[InboxItem] | QuerySet[Matter], parent: Place | None) -> dict[int, int]:
    known = rows.filter(place__in=_ids_in(parent)) if parent else rows.filter(place__isnull=False)
    return dict(known.order_by().values_list("place").annotate(n=Count("*")))


def _ids_in(place: Place) -> list[int]:
    return list(Place.objects.filter(path__startswith=place.path).values_list("pk", flat=True))


def _rolled_up(places: Sequence[Place], counts: dict[int, int]) -> Counter[int]:
    total: Counter[int] = Counter()
    for place in places:
        for step in place.path.split("/"):
            if step and (count := counts.get(place.pk, 0)):
                total[int(step)] += count
    return total
