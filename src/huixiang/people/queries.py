"""Reads of organisations, units, members and what each may do."""

from __future__ import annotations

import datetime as dt
import time
from collections import defaultdict

from django.conf import settings
from django.db.models import Q, QuerySet

from huixiang.kernel import clock
from huixiang.kernel.actor import EVERYWHERE, Actor, outsider
from huixiang.kernel.calendar import WorkingCalendar
from huixiang.kernel.tenancy import current_organisation_id
from huixiang.people.models import Membership, Organisation, OwnDay, RoleGrant, Unit, User
from huixiang.people.roles import PERMISSIONS, SCOPED_TO_UNIT, Role

_HOST_SECONDS = 30.0
_hosts: dict[str, tuple[float, Organisation | None]] = {}


def organisation_at(host: str) -> Organisation | None:
    """The organisation of a host name, else the default one, else the first; None on an empty database.

    Kept for 30 seconds in each process, so that a page costs no query for it.
    """
    kept = _hosts.get(host)
    if kept and kept[0] > time.monotonic():
        return kept[1]
    known = Organisation.objects.filter(Q(host=host) | Q(slug=settings.DEFAULT_ORGANISATION)).order_by("-host").first()
    found = Organisation.objects.filter(host=host).first() or known or Organisation.objects.order_by("id").first()
    if found is not None:
        _hosts[host] = (time.monotonic() + _HOST_SECONDS, found)
    return found


def forget_hosts() -> None:
    """Drop what ``organisation_at`` kept: after an organisation changed, and between tests."""
    _hosts.clear()


def actor_for(user: object, organisation_id: int) -> Actor:
    """The actor of a signed-in user with everything it may do (3 queries), or an outsider."""
    if not isinstance(user, User) or not user.is_active:
        return outsider(organisation_id)
    membership = user.memberships.filter(until=None).first()
    grants = list(user.grants.filter(withdrawn_at=None).select_related("unit"))
    return Actor(
        organisation_id=organisation_id,
        kind="member",
        user_id=user.pk,
        name=user.name,
        role=",".join(sorted({grant.role for grant in grants})),
        unit_id=membership.unit_id if membership else None,
        permissions=_permissions(grants),
    )


def _permissions(grants: list[RoleGrant]) -> dict[str, frozenset[int]]:
    reach: dict[str, set[int]] = defaultdict(set)
    for grant in grants:
        units = units_below(grant.unit) if Role(grant.role) in SCOPED_TO_UNIT else EVERYWHERE
        for permission in PERMISSIONS[Role(grant.role)]:
            reach[permission.value] |= units
    return {name: EVERYWHERE if 0 in units else frozenset(units) for name, units in reach.items()}


def units_below(unit: Unit) -> frozenset[int]:
    """The ids of a unit and all units below it."""
    return frozenset(Unit.objects.filter(path__startswith=unit.path).values_list("id", flat=True))


def open_units() -> QuerySet[Unit]:
    """Units that are not closed, in tree order."""
    return Unit.objects.filter(closed_on=None)


def current_members() -> QuerySet[Membership]:
    """Who is in which unit now, by unit and name."""
    return Membership.objects.filter(until=None, user__is_active=True).select_related("user", "unit").order_by(
        "unit__path", "user__name", "id"
    )


def holders_of(role: Role, *, unit: Unit | None = None) -> QuerySet[User]:
    """Active people who hold a role, optionally given for exactly this unit; by name."""
    held = Q(grants__role=role, grants__withdrawn_at=None)
    if unit is not None:
        held &= Q(grants__unit=unit)
    return User.objects.filter(held, is_active=True).distinct().order_by("name", "id")


def working_calendar() -> WorkingCalendar:
    """The public calendar with the organisation's own days."""
    return WorkingCalendar(own_days=dict(OwnDay.objects.values_list("day", "working")))


def local_day(at: dt.datetime) -> dt.date:
    """The day of a moment in the zone of the transaction's organisation."""
    zone = Organisation.objects.values_list("zone", flat=True).get(pk=current_organisation_id())
    return clock.day_of(at, zone=zone)
