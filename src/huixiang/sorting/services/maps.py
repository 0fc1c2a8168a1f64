"""The organisation's map: taken in as shapes or as a plan, removed, and the one before brought back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from huixiang.folio.geojson import WIDTH, Shape, draw
from huixiang.folio.plans import Plan
from huixiang.journal import services as journal
from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import Refusal
from huixiang.listening.models import Place
from huixiang.sorting import policies
from huixiang.sorting.models import MapPicture, MapShape, PlaceMap

KEPT_NAMES = 500


class NoPlaceOnMap(Refusal):
    """Nothing on the map is a place of the tree; nothing was written."""


class NoMap(Refusal):
    """There is no map to remove, or none to bring back; nothing was written."""


class BesideTheMap(Refusal):
    """A place was put outside of the plan; nothing was written."""


@transaction.atomic
def put_map(*, shapes: Sequence[Shape], file_name: str, by: Actor, at: datetime) -> PlaceMap:
    """Show this map from now on. Shapes are put to places by code, else by a name that one place alone bears.

    Only what is put to a place is drawn, and fills the drawing, however much of the world the file holds. What is no
    place of ours is named in ``unmatched``, 500 at most. The map before is kept and can be brought back.

    :raises NoPlaceOnMap, NotAllowed: nothing was written.
    """
    policies.may_edit_taxonomies(by).require()
    matched, unmatched = matched_with(shapes, Place.objects.order_by("id"))
    if not matched:
        raise NoPlaceOnMap(
            _("No shape of this file has the name or code of one of your places. Compare both, then take it in again.")
        )
    drawing = draw([shape for _place, shape in matched])
    _put_away(at)
    shown = PlaceMap.objects.create(
        file_name=file_name[-120:], height=drawing.height, unmatched=unmatched[:KEPT_NAMES], at=at, by_id=by.user_id
    )
    MapShape.objects.bulk_create(
        MapShape(place_map=shown, place=place, outline=one.outline, x=one.x, y=one.y)
        for (place, _shape), one in zip(matched, drawing.places, strict=True)
    )
    after = {"file": shown.file_name, "places": len(matched), "unmatched": len(unmatched)}
    journal.record("sorting.map.put", about=f"map:{shown.pk}", by=by, at=at, after=after)
    return shown


@transaction.atomic
def put_plan(*, plan: Plan, file_name: str, by: Actor, at: datetime) -> PlaceMap:
    """Show this plan from now on, with no place upon it yet. The map before is kept and can be brought back.

    :raises NotAllowed: nothing was written.
    """
    policies.may_edit_taxonomies(by).require()
    _put_away(at)
    height = max(round(plan.height * WIDTH / plan.width), 1)
    shown = PlaceMap.objects.create(
        file_name=file_name[-120:], height=height, picture_type=plan.media_type, at=at, by_id=by.user_id
    )
    MapPicture.objects.create(place_map=shown, content=plan.content)
    journal.record("sorting.map.put", about=f"map:{shown.pk}", by=by, at=at, after={"file": shown.file_name})
    return shown


@transaction.atomic
def put_place(*, place: Place, x: int, y: int, by: Actor, at: datetime) -> MapShape:
    """Put a place upon the plan shown, or elsewhere upon it: ``x`` of 1,000 from the left, ``y`` from above.

    :raises NoMap: no plan is shown. :raises BesideTheMap: outside of it. :raises NotAllowed. Nothing was written.
    """
    shown = _plan_to_change(by)
    if not (0 <= x <= WIDTH and 0 <= y <= shown.height):
        words = _("The plan reaches from 0 to %(width)s across and from 0 to %(height)s down. Nothing was changed.")
        raise BesideTheMap(words % {"width": WIDTH, "height": shown.height})
    shape, fresh = MapShape.objects.get_or_create(place_map=shown, place=place, defaults={"x": x, "y": y})
    before = None if fresh else {"x": shape.x, "y": shape.y}
    shape.x, shape.y = x, y
    shape.save(update_fields=["x", "y"])
    journal.record(
        "sorting.map.place_put", about=f"map:{shown.pk}", by=by, at=at, before=before or {},
        after={"place": place.pk, "x": x, "y": y},
    )  # fmt: skip
    return shape


@transaction.atomic
def take_place_off(*, place: Place, by: Actor, at: datetime) -> None:
    """Take a place off the plan; one that is not upon it stays so.

    :raises NoMap: no plan is shown. :raises NotAllowed. Nothing was written.
    """
    shown = _plan_to_change(by)
    shape = MapShape.objects.filter(place_map=shown, place=place).first()
    if shape is None:
        return
    before = {"place": place.pk, "x": shape.x, "y": shape.y}
    shape.delete()
    journal.record("sorting.map.place_off", about=f"map:{shown.pk}", by=by, at=at, before=before)


def _plan_to_change(by: Actor) -> PlaceMap:
    policies.may_edit_taxonomies(by).require()
    shown = PlaceMap.objects.select_for_update().filter(gone_at=None).exclude(picture_type="").first()
    if shown is None:
        raise NoMap(_("There is no plan to put places on."))
    return shown


def matched_with(
    shapes: Iterable[Shape], places: Iterable[Place]
) -> tuple[list[tuple[Place, Shape]], list[tuple[str, str]]]:
    """Put shapes to places, each place once; gives the pairs, and name and code of the shapes that fit none."""
    coded, named = dict[str, Place](), dict[str, list[Place]]()
    for place in places:
        coded[place.code] = place
        named.setdefault(place.name, []).append(place)
    found: dict[int, tuple[Place, Shape]] = {}
    unmatched = []
    for one in shapes:
        alone = named.get(one.name, [])
        fits = coded.get(one.code) or (alone[0] if len(alone) == 1 else None)
        if fits is None or fits.pk in found:
            unmatched.append((one.name, one.code))
        else:
            found[fits.pk] = (fits, one)
    return list(found.values()), unmatched


@transaction.atomic
def remove_map(*, by: Actor, at: datetime) -> None:
    """Show no map any more; it is kept and can be brought back.

    :raises NoMap, NotAllowed: nothing was written.
    """
    policies.may_edit_taxonomies(by).require()
    shown = _put_away(at)
    if shown is None:
        raise NoMap(_("There is no map to remove."))
    journal.record("sorting.map.removed", about=f"map:{shown.pk}", by=by, at=at)


@transaction.atomic
def bring_back_map(*, by: Actor, at: datetime) -> PlaceMap:
    """Show the map again that was shown last before; one shown now takes its place among those kept.

    :raises NoMap, NotAllowed: nothing was written.
    """
    policies.may_edit_taxonomies(by).require()
    before = PlaceMap.objects.select_for_update().exclude(gone_at=None).order_by("-gone_at", "-id").first()
    if before is None:
        raise NoMap(_("There is no earlier map to bring back."))
    _put_away(at)
    before.gone_at = None
    before.save(update_fields=["gone_at"])
    journal.record("sorting.map.brought_back", about=f"map:{before.pk}", by=by, at=at)
    return before


def _put_away(at: datetime) -> PlaceMap | None:
    shown = PlaceMap.objects.select_for_update().filter(gone_at=None).first()
    if shown is not None:
        shown.gone_at = at
        shown.save(update_fields=["gone_at"])
    return shown
