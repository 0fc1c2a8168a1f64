"""The map shown now, and the hot issues that have a place on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from huixiang.kernel.errors import NotFound
from huixiang.kernel.typed import typed_id
from huixiang.listening.models import Place
from huixiang.sorting.models import MapPicture, MapShape, Matter, PlaceMap
from huixiang.sorting.queries.matters import HOTTEST, HotFilter, hot_issues

SHOWN = 100
"""Hot issues on the map, the hottest: more would cover one another."""


@dataclass(frozen=True, slots=True)
class OnMap:
    """A hot issue and the shape it is drawn at: its place's, or that of the nearest place above."""

    matter: Matter
    shape: MapShape


def map_shown() -> PlaceMap | None:
    """The map that is shown now."""
    return PlaceMap.objects.filter(gone_at=None).first()


def map_by_id(map_id: int) -> PlaceMap:
    """A map, shown or not.

    :raises NotFound: there is none.
    """
    found = PlaceMap.objects.filter(pk=map_id).first()
    if found is None:
        raise NotFound(f"map {map_id}")
    return found


def picture_of(shown: PlaceMap) -> bytes:
    """The bytes of a map's plan; none for a map without one."""
    found = MapPicture.objects.filter(place_map=shown).first()
    return bytes(found.content) if found else b""


def places_to_put(shown: PlaceMap) -> QuerySet[Place]:
    """The open places that do not stand upon a map yet, as the tree has them."""
    upon = MapShape.objects.filter(place_map=shown).order_by().values("place_id")
    return Place.objects.filter(closed_on=None).exclude(pk__in=upon).order_by("path", "id")


def shape_upon_map(shape_id: str) -> MapShape:
    """What is drawn of a place on the map shown.

    :raises NotFound: nothing with this id is.
    """
    shapes = MapShape.objects.filter(place_map__gone_at=None).select_related("place")
    number = typed_id(shape_id)
    found = shapes.filter(pk=number).first() if number is not None else None
    if found is None:
        raise NotFound(f"shape {shape_id[:20]}")
    return found


def has_earlier_map() -> bool:
    """Test whether there is a map to bring back."""
    return PlaceMap.objects.exclude(gone_at=None).exists()


def shapes_of(shown: PlaceMap) -> list[MapShape]:
    """What is drawn, wide places before those that lie in them."""
    return list(MapShape.objects.filter(place_map=shown).select_related("place").order_by("place__path", "id"))


def hot_on(shapes: Sequence[MapShape], wanted: HotFilter) -> tuple[list[OnMap], int]:
    """The hottest matters of a filter at the places drawn, hottest first, and how many of them have no place there."""
    drawn: Mapping[int, MapShape] = {shape.place_id: shape for shape in shapes}
    matters = list(hot_issues(wanted).order_by(*HOTTEST)[:SHOWN])
    found = [OnMap(matter, shape) for matter in matters if (shape := _nearest(matter, drawn))]
    return found, len(matters) - len(found)


def _nearest(matter: Matter, drawn: Mapping[int, MapShape]) -> MapShape | None:
    steps = [int(step) for step in matter.place.path.split("/") if step] if matter.place else []
    return next((drawn[step] for step in reversed(steps) if step in drawn), None)
