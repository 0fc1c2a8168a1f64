"""Which units work as small offices, and who may stand in for a missing hand there."""

from __future__ import annotations

from django.db.models import QuerySet

from huixiang.kernel.actor import Actor
from huixiang.people.models import Membership, Unit
from huixiang.people.permissions import Permission
from huixiang.verification.models import SmallOffice


def small_office_of(unit: Unit | None) -> SmallOffice | None:
    """The small office the unit belongs to now: its own, or that of a unit above it (1 query)."""
    if unit is None:
        return None
    standing = SmallOffice.objects.filter(until=None, unit_id__in=_path_ids(unit)).select_related("unit")
    return standing.order_by("-unit__path").first()


def small_offices() -> QuerySet[SmallOffice]:
    """Every small office, those that ended too, in the order of the tree."""
    return SmallOffice.objects.select_related("unit", "by").order_by("unit__path", "-id")


def members_below(unit: Unit) -> int:
    """How many active people belong to the unit and those below it."""
    within = Membership.objects.filter(until=None, user__is_active=True, unit__path__startswith=unit.path)
    return within.values("user_id").distinct().count()


def may_stand_in_for(actor: Actor, unit: Unit | None) -> bool:
    """Test whether somebody of a unit above, who supervises, may be a hand of this small office's closing."""
    if not actor.may(Permission.COMMENT):
        return False
    office = small_office_of(unit)
    return office is not None and actor.unit_id in _path_ids(office.unit)[:-1]


def _path_ids(unit: Unit) -> list[int]:
    """The ids of the units from the top down to this one."""
    return [int(part) for part in unit.path.split("/") if part]
