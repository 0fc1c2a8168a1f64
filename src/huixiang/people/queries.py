"""Reads of organisations, units, members and what each may do."""

from __future__ import annotations

import datetime as dt
import time
from collections import defaultdict
from collections.abc import Collection
from typing import TypeVar

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db.models import F, Model, Prefetch, Q, QuerySet

from huixiang.kernel import clock
from huixiang.kernel.actor import EVERYWHERE, Actor, outsider
from huixiang.kernel.calendar import WorkingCalendar
from huixiang.kernel.errors import NotFound
from huixiang.kernel.tenancy import current_organisation_id
from huixiang.people.models import Invitation, Membership, Organisation, OwnDay, RoleGrant, Unit, UnitMove, User
from huixiang.people.roles import PERMISSIONS, SCOPED_TO_UNIT, Role

_MOST_HOSTS = 1000
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
        if len(_hosts) >= _MOST_HOSTS:  # a wildcard among our hosts lets anybody invent more
            _hosts.clear()
        _hosts[host] = (time.monotonic() + _HOST_SECONDS, found)
    return found


def organisation_ids() -> list[int]:
    """The ids of all organisations, for jobs that visit each in a transaction of its own."""
    return list(Organisation.objects.order_by("id").values_list("id", flat=True))


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


def is_within(unit: Unit, above_id: int) -> bool:
    """Whether a unit is that of the id or lies below it (1 query)."""
    above = Unit.objects.filter(pk=above_id).first()
    return above is not None and unit.path.startswith(above.path)


def open_units() -> QuerySet[Unit]:
    """Units that are not closed, in tree order."""
    return Unit.objects.filter(closed_on=None)


def current_members() -> QuerySet[Membership]:
    """Who is in which unit now, by unit and name."""
    return (
        Membership.objects.filter(until=None, user__is_active=True)
        .select_related("user", "unit")
        .order_by("unit__path", "user__name", "id")
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


Row = TypeVar("Row", bound=Model)


def found(row: Row | None) -> Row:
    """The row.

    :raises NotFound: there is none in this organisation.
    """
    if row is None:
        raise NotFound
    return row


def unit_by_id(unit_id: int, *, lock: bool = False) -> Unit:
    """One unit.

    :raises NotFound: no such unit in this organisation.
    """
    return found(_locked(Unit.objects.all(), lock=lock).filter(pk=unit_id).first())


def user_by_id(user_id: int, *, lock: bool = False) -> User:
    """One member, whose account may be closed.

    :raises NotFound: no such member in this organisation.
    """
    return found(_locked(User.objects.all(), lock=lock).filter(pk=user_id).first())


def grant_by_id(grant_id: int, *, lock: bool = False) -> RoleGrant:
    """One role somebody was given, withdrawn or not.

    :raises NotFound: no such grant in this organisation.
    """
    return found(_locked(RoleGrant.objects.all(), lock=lock).filter(pk=grant_id).first())


def own_day_by_id(day_id: int, *, lock: bool = False) -> OwnDay:
    """One of the organisation's own days. :raises NotFound: no such day in this organisation."""
    return found(_locked(OwnDay.objects.all(), lock=lock).filter(pk=day_id).first())


def own_days() -> QuerySet[OwnDay]:
    """The organisation's own days, latest first."""
    return OwnDay.objects.order_by("-day")


def _locked(rows: QuerySet[Row], *, lock: bool) -> QuerySet[Row]:
    return rows.select_for_update() if lock else rows


def all_units() -> QuerySet[Unit]:
    """Every unit, the open ones first, by name."""
    return Unit.objects.order_by(F("closed_on").asc(nulls_first=True), "name", "id")


def moves_of(unit: Unit) -> QuerySet[UnitMove]:
    """Where a unit stood before, latest first."""
    return unit.moves.select_related("from_parent", "to_parent", "moved_by").order_by("-id")


def members_like(text: str = "") -> QuerySet[User]:
    """Members whose name, sign-in name or current unit contains the text; closed accounts too."""
    members = User.objects.prefetch_related(
        Prefetch("memberships", Membership.objects.filter(until=None).select_related("unit"), to_attr="places"),
        Prefetch("grants", RoleGrant.objects.filter(withdrawn_at=None).select_related("unit"), to_attr="roles"),
    )
    if not text:
        return members
    unit = Membership.objects.filter(until=None, unit__name__icontains=text).values("user")
    return members.filter(Q(name__icontains=text) | Q(username__icontains=text) | Q(pk__in=unit))


def users_to_invite(ids: Collection[int]) -> list[User]:
    """Those of these members who have an open account and no password yet, by name."""
    users = User.objects.filter(pk__in=ids, is_active=True).order_by("name", "id")
    return [user for user in users if not user.has_usable_password()]


def has_second_step(user: User) -> bool:
    """Test whether the member signs in with a code or a passkey besides the password."""
    return bool(Authenticator.objects.filter(user=user).exists())


def places_of(user: User) -> QuerySet[Membership]:
    """The units and posts of a member, the current one first."""
    return user.memberships.select_related("unit").order_by(F("until").desc(nulls_first=True), "-id")


def roles_of(user: User) -> QuerySet[RoleGrant]:
    """The roles a member holds now."""
    return user.grants.filter(withdrawn_at=None).select_related("unit")


def administrators() -> set[User]:
    """Active people who can manage people."""
    return set(holders_of(Role.ADMINISTRATOR))


def grants_now() -> QuerySet[RoleGrant]:
    """Every role held by an active member now, by role and name."""
    held = RoleGrant.objects.filter(withdrawn_at=None, user__is_active=True)
    return held.select_related("user", "unit").order_by("role", "user__name", "id")


def open_invitation(digest: bytes, *, at: dt.datetime, lock: bool = False) -> Invitation | None:
    """The invitation of a digest that can still be used, with its user; None otherwise."""
    usable = Invitation.objects.filter(digest=digest, used_at=None, expires_at__gt=at, user__is_active=True)
    # Only the invitation's row is locked: of two people with one link the second finds it used.
    rows = usable.select_for_update(of=("self",)) if lock else usable
    return rows.select_related("user").first()


def sessions_of(actor: Actor) -> list[UserSession]:
    """The actor's own sign-ins that are still good, latest first."""
    user = User.objects.filter(pk=actor.user_id or 0).first()
    sessions = UserSession.objects.purge_and_list(user) if user else []
    return sorted(sessions, key=lambda session: session.created_at, reverse=True)


def own_session(actor: Actor, session_id: int) -> UserSession:
    """One of the actor's own sign-ins. :raises NotFound: no such session, or somebody else's."""
    return found(UserSession.objects.filter(pk=session_id, user_id=actor.user_id).first())
