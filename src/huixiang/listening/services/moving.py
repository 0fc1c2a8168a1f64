"""Places change: one is hung elsewhere in the tree, closed, or opened again. Its voices stay where they were said."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext as _, ngettext

from huixiang.journal import services as journal
from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import NotFound, Refusal
from huixiang.listening.models import Place
from huixiang.people.queries import local_day

LONGEST_PATH = 200


class PlaceStays(Refusal):
    """The place cannot be moved there, closed or opened; the sentence says why. Nothing was written."""


@transaction.atomic
def move_place(*, place_id: int, parent_id: int | None, by: Actor, at: dt.datetime) -> Place:
    """Hang a place with all below it under another, or at the top for None; its voices go with it. 4 queries.

    :raises NotFound: one of them is not here.
    :raises PlaceStays: below itself, where it is already, under a closed place, or too deep; nothing was written.
    """
    # One move at a time: two at once could hang two places below each other.
    tree = {place.pk: place for place in Place.objects.select_for_update(of=("self",)).order_by("id")}
    place, above = tree.get(place_id), tree.get(parent_id or 0)
    if place is None or (parent_id and above is None):
        raise NotFound
    old, new = place.path, f"{above.path if above else '/'}{place.pk}/"
    _refuse_impossible(place, above)
    if max(len(one.path) for one in tree.values() if one.path.startswith(old)) + len(new) - len(old) > LONGEST_PATH:
        raise PlaceStays(_("The tree would become too deep."))
    Place.objects.filter(path__startswith=old).update(path=Concat(Value(new), Substr("path", len(old) + 1)))
    Place.objects.filter(pk=place.pk).update(parent=above)
    before, after = ({"lies_in": getattr(tree.get(pk or 0), "name", "")} for pk in (place.parent_id, parent_id))
    journal.record("listening.place.moved", about=f"place:{place.pk}", by=by, at=at, before=before, after=after)
    place.refresh_from_db()
    return place


def _refuse_impossible(place: Place, above: Place | None) -> None:
    if above is not None and above.path.startswith(place.path):
        raise PlaceStays(_("A place cannot lie in itself. Choose one outside %(name)s.") % {"name": place.name})
    if place.parent_id == (above.pk if above else None):
        raise PlaceStays(_("It lies there already."))
    if above is not None and above.closed_on is not None:
        raise PlaceStays(_("%(name)s is closed. Open it again first.") % {"name": above.name})


@transaction.atomic
def close_place(*, place_id: int, by: Actor, at: dt.datetime) -> Place:
    """Offer a place no more; what was said there stays, is found and counted. It can be opened again.

    :raises NotFound: there is none here.
    :raises PlaceStays: it is closed already, or open places lie in it; nothing was written.
    """
    place = _locked(place_id)
    if place.closed_on is not None:
        raise PlaceStays(_("It is closed already."))
    below = Place.objects.filter(parent=place, closed_on=None).count()
    if below:
        words = ngettext("%(n)s open place lies in it.", "%(n)s open places lie in it.", below) % {"n": below}
        raise PlaceStays(f"{words} " + _("Close or move what lies in it first."))
    place.closed_on = local_day(at)
    place.save(update_fields=["closed_on"])
    journal.record("listening.place.closed", about=f"place:{place.pk}", by=by, at=at)
    return place


@transaction.atomic
def reopen_place(*, place_id: int, by: Actor, at: dt.datetime) -> Place:
    """Offer a closed place again.

    :raises NotFound: there is none here.
    :raises PlaceStays: it is open, or lies in a closed one; nothing was written.
    """
    place = _locked(place_id)
    if place.closed_on is None:
        raise PlaceStays(_("It is open."))
    if place.parent is not None and place.parent.closed_on is not None:
        raise PlaceStays(_("%(name)s is closed. Open it again first.") % {"name": place.parent.name})
    place.closed_on = None
    place.save(update_fields=["closed_on"])
    journal.record("listening.place.reopened", about=f"place:{place.pk}", by=by, at=at)
    return place


def _locked(place_id: int) -> Place:
    place = Place.objects.select_for_update(of=("self",)).filter(pk=place_id).first()
    if place is None:
        raise NotFound
    return place
