"""Writes of the unit tree. The tree is read by path prefix, so a move rewrites the paths of all units below."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext as _, ngettext

from huixiang.journal import services as journal
from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import Refusal
from huixiang.people import closing, policies, queries
from huixiang.people.models import Membership, Unit, UnitMove
from huixiang.people.services.refusals import NameTaken, UnitClosed

LONGEST_PATH = 200


class MoveImpossible(Refusal):
    """The unit cannot hang there; nothing was written."""


class UnitNeeded(Refusal):
    """The unit cannot be closed yet; ``obstacles`` says what is in the way, a sentence each."""

    def __init__(self, obstacles: list[str]) -> None:
        super().__init__(_("This unit cannot be closed yet: %(obstacles)s") % {"obstacles": " ".join(obstacles)})
        self.obstacles = obstacles


@transaction.atomic
def add_unit(*, name: str, code: str, parent: Unit | None, by: Actor, at: dt.datetime, name_en: str = "") -> Unit:
    """Put a unit into the tree.

    :raises NotAllowed: not an administrator; nothing was written.
    :raises NameTaken: the code is in use in this organisation; nothing was written.
    :raises UnitClosed: the unit above is closed; nothing was written.
    :raises MoveImpossible: the tree would be too deep; nothing was written.
    """
    policies.may_manage_people(by).require()
    if Unit.objects.filter(code=code).exists():
        raise NameTaken(_("There is already a unit with the code %(code)s.") % {"code": code})
    if parent is not None:
        _refuse_closed(parent)
    unit = Unit.objects.create(name=name, name_en=name_en, code=code, parent=parent)
    unit.path = f"{parent.path if parent else '/'}{unit.pk}/"
    _refuse_too_deep(len(unit.path))
    unit.save(update_fields=["path"])
    journal.record("people.unit.added", about=f"unit:{unit.pk}", by=by, at=at, after={"code": code, "name": name})
    return unit


@transaction.atomic
def rename_unit(*, unit_id: int, name: str, by: Actor, at: dt.datetime, name_en: str = "") -> Unit:
    """Give a unit another name; its code stays.

    :raises NotAllowed: not an administrator; nothing was written.
    :raises NotFound: no such unit.
    """
    policies.may_manage_people(by).require()
    unit = queries.unit_by_id(unit_id, lock=True)
    before = {"name": unit.name, "name_en": unit.name_en}
    unit.name, unit.name_en = name, name_en
    unit.save(update_fields=["name", "name_en"])
    after = {"name": name, "name_en": name_en}
    journal.record("people.unit.renamed", about=f"unit:{unit.pk}", by=by, at=at, before=before, after=after)
    return unit


@transaction.atomic
def move_unit(*, unit_id: int, parent_id: int, by: Actor, at: dt.datetime) -> Unit:
    """Hang a unit with everything below it elsewhere, and keep where it was before.

    :raises NotAllowed: not an administrator, or the top unit; nothing was written.
    :raises NotFound: no such unit.
    :raises MoveImpossible: the place is below the unit itself, where it is already, or too deep; nothing was written.
    :raises UnitClosed: the place is closed; nothing was written.
    """
    # One move at a time in an organisation: two at once could hang two units below each other.
    tree = {unit.pk: unit for unit in Unit.objects.select_for_update().order_by("id")}
    unit, place = queries.found(tree.get(unit_id)), queries.found(tree.get(parent_id))
    policies.may_move(by, unit).require()
    _refuse_impossible(unit, place)
    before, old, new = unit.parent_id, unit.path, f"{place.path}{unit.pk}/"
    _refuse_too_deep(max(len(each.path) for each in tree.values() if each.path.startswith(old)) + len(new) - len(old))
    Unit.objects.filter(path__startswith=old).update(path=Concat(Value(new), Substr("path", len(old) + 1)))
    Unit.objects.filter(pk=unit.pk).update(parent=place)
    if by.user_id is not None:
        UnitMove.objects.create(unit=unit, from_parent_id=before, to_parent=place, moved_at=at, moved_by_id=by.user_id)
    journal.record(
        "people.unit.moved",
        about=f"unit:{unit.pk}",
        by=by,
        at=at,
        before={"parent": before},
        after={"parent": place.pk},
    )
    unit.refresh_from_db()
    return unit


@transaction.atomic
def close_unit(*, unit_id: int, by: Actor, at: dt.datetime) -> Unit:
    """Close a unit for good: it stays in the records, and nobody can be put there any more.

    :raises NotAllowed: not an administrator, the top unit, or closed already; nothing was written.
    :raises NotFound: no such unit.
    :raises UnitNeeded: units, members or other things are still there; nothing was written.
    """
    unit = queries.unit_by_id(unit_id, lock=True)
    policies.may_close(by, unit).require()
    if obstacles := [*_own_obstacles(unit), *closing.obstacles_of(unit)]:
        raise UnitNeeded(obstacles)
    unit.closed_on = queries.local_day(at)
    unit.save(update_fields=["closed_on"])
    journal.record("people.unit.closed", about=f"unit:{unit.pk}", by=by, at=at, after={"on": str(unit.closed_on)})
    return unit


def _own_obstacles(unit: Unit) -> list[str]:
    below = queries.open_units().filter(parent=unit).count()
    members = Membership.objects.filter(unit=unit, until=None, user__is_active=True).count()
    sentences = []
    if below:
        words = ngettext("%(n)s unit is below it.", "%(n)s units are below it.", below)
        sentences.append(words % {"n": below})
    if members:
        words = ngettext("%(n)s person belongs to it.", "%(n)s people belong to it.", members)
        sentences.append(words % {"n": members})
    return sentences


def _refuse_impossible(unit: Unit, place: Unit) -> None:
    if place.path.startswith(unit.path):
        raise MoveImpossible(
            _("A unit cannot hang below itself. Choose a place outside %(unit)s.") % {"unit": unit.label}
        )
    if unit.parent_id == place.pk:
        raise MoveImpossible(_("It is there already."))
    _refuse_closed(place)


def _refuse_closed(unit: Unit) -> None:
    if unit.closed_on is not None:
        raise UnitClosed(_("%(unit)s is closed. Choose an open unit.") % {"unit": unit.label})


def _refuse_too_deep(length: int) -> None:
    if length > LONGEST_PATH:
        raise MoveImpossible(_("The tree would become too deep. Choose a place further up."))
