"""Builds the place tree."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from huixiang.journal import services as journal
from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import NotFound, Refusal
from huixiang.listening.initials import initials_of
from huixiang.listening.models import Place

LONGEST_NAME = 80
LONGEST_CODE = 40
LONGEST_PATH = 200


class CodeTaken(Refusal):
    """Another place already has this code; nothing was written."""


class NameMissing(Refusal):
    """A place needs a name of at most 80 characters; nothing was written."""


@transaction.atomic
def add_place(*, name: str, code: str, parent: Place | None, by: Actor, at: dt.datetime) -> Place:
    """Put a place into the tree, with the pinyin initials by which it can be found.

    :raises CodeTaken: the code is in use in this organisation; nothing was written.
    """
    if Place.objects.filter(code=code).exists():
        raise CodeTaken(_("There is already a place with the code %(code)s.") % {"code": code})
    place = Place.objects.create(name=name, code=code, parent=parent, initials=initials_of(name)[:80])
    place.path = f"{parent.path if parent else '/'}{place.pk}/"
    place.save(update_fields=["path"])
    journal.record("listening.place.added", about=f"place:{place.pk}", by=by, at=at, after={"code": code, "name": name})
    return place


@transaction.atomic
def rename_place(*, place_id: int, name: str, by: Actor, at: dt.datetime) -> Place:
    """Give a place another name, and the initials of that; its code and its voices stay.

    :raises NotFound: there is none here.
    :raises NameMissing: no name, or one longer than 80 characters; nothing was written.
    """
    place = Place.objects.select_for_update(of=("self",)).filter(pk=place_id).first()
    if place is None:
        raise NotFound
    before, place.name = place.name, _name(name)
    place.initials = initials_of(place.name)[:LONGEST_NAME]
    place.save(update_fields=["name", "initials"])
    about, after = f"place:{place.pk}", {"name": place.name}
    journal.record("listening.place.renamed", about=about, by=by, at=at, before={"name": before}, after=after)
    return place


@transaction.atomic
def import_places(*, paths: Sequence[tuple[str, ...]], by: Actor, at: dt.datetime) -> tuple[int, int]:
    """Add the places of these paths of names where there is none; gives how many were added and how many were there.

    Codes are numbers that continue those below the same place. Three statements for each level.

    :raises NameMissing: a name is empty or too long, or the tree would be too deep; nothing was written.
    """
    wanted = dict.fromkeys(path[: depth + 1] for path in paths for depth in range(len(path)))
    known = _known()
    there = len(known.keys() & wanted.keys())
    for depth in range(1, max(map(len, wanted), default=0) + 1):
        new = [path for path in wanted if len(path) == depth and path not in known]
        known |= dict(zip(new, _kept(new, known), strict=True))
    after = {"places": len(wanted) - there, "known": there}
    journal.record("listening.places.imported", about="places:all", by=by, at=at, after=after)
    return len(wanted) - there, there


def _known() -> dict[tuple[str, ...], Place]:
    places = {place.pk: place for place in Place.objects.all()}
    steps = {pk: [int(step) for step in place.path.split("/") if step] for pk, place in places.items()}
    return {tuple(places[step].name for step in steps[pk] if step in places): place for pk, place in places.items()}


def _kept(paths: Sequence[tuple[str, ...]], known: dict[tuple[str, ...], Place]) -> list[Place]:
    """Write new places of one level, and their paths."""
    codes, number = set(Place.objects.values_list("code", flat=True)), 0
    places = []
    for path in paths:
        parent, name = known.get(path[:-1]), _name(path[-1])
        code = ""
        while not code or code in codes:
            number += 1
            code = f"{parent.code}-{number}"[-LONGEST_CODE:] if parent else f"p{number}"
        codes.add(code)
        places.append(Place(name=name, code=code, parent=parent, initials=initials_of(name)[:LONGEST_NAME]))
    Place.objects.bulk_create(places)
    for place in places:
        place.path = f"{place.parent.path if place.parent else '/'}{place.pk}/"
        if len(place.path) > LONGEST_PATH:
            raise NameMissing(_("The tree would become too deep."))
    Place.objects.bulk_update(places, ["path"])
    return places


def _name(name: str) -> str:
    name = " ".join(name.split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise NameMissing(_("Give it a name of at most 80 characters."))
    return name
