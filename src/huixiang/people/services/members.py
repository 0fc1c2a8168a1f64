"""Writes of members: who is in which unit with which post, and whose account is open."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from huixiang.journal import services as journal
from huixiang.kernel.actor import Actor
from huixiang.people import policies, queries
from huixiang.people.models import Membership, Unit, User
from huixiang.people.services.refusals import LastAdministrator, NameTaken, UnitClosed


@transaction.atomic
def add_member(  # noqa: PLR0913 - a person has this many facts
    *,
    username: str,
    name: str,
    unit: Unit,
    by: Actor,
    at: dt.datetime,
    post: str = "",
    email: str = "",
    password: str | None = None,
) -> User:
    """Add a person with a post in a unit. Without a password they cannot sign in until they were invited.

    :raises NotAllowed: not an administrator; nothing was written.
    :raises NameTaken: the sign-in name is in use in this organisation; nothing was written.
    :raises UnitClosed: the unit is closed; nothing was written.
    """  # fmt: skip
    policies.may_manage_people(by).require()
    if User.objects.filter(username__iexact=username).exists():
        raise NameTaken(_("The sign-in name %(name)s is taken.") % {"name": username})
    refuse_closed(unit)
    user = User(username=username.lower(), name=name, email=email, created_at=at)
    user.set_password(password)
    user.save()
    Membership.objects.create(user=user, unit=unit, post=post, since=queries.local_day(at))
    journal.record("people.member.added", about=f"user:{user.pk}", by=by, at=at, after={"unit": unit.pk, "post": post})
    return user


@transaction.atomic
def change_place(*, user_id: int, unit_id: int, post: str, by: Actor, at: dt.datetime) -> Membership:
    """Put a member into another unit or post: the old membership ends today and a new one begins.

    :raises NotAllowed: not an administrator; nothing was written.
    :raises NotFound: no such member or unit.
    :raises UnitClosed: the unit is closed; nothing was written.
    """
    policies.may_manage_people(by).require()
    user, unit, today = queries.user_by_id(user_id, lock=True), queries.unit_by_id(unit_id), queries.local_day(at)
    refuse_closed(unit)
    old = user.memberships.filter(until=None).first()
    before = {"unit": old.unit_id, "post": old.post} if old else {}
    user.memberships.filter(until=None).update(until=today)
    membership = Membership.objects.create(user=user, unit=unit, post=post, since=today)
    after = {"unit": unit.pk, "post": post}
    journal.record("people.member.moved", about=f"user:{user.pk}", by=by, at=at, before=before, after=after)
    return membership


@transaction.atomic
def deactivate_member(*, user_id: int, by: Actor, at: dt.datetime) -> User:
    """Close an account at once: they are signed out everywhere; what they did stays under their name.

    :raises NotAllowed: not an administrator, or one's own account; nothing was written.
    :raises NotFound: no such member.
    :raises LastAdministrator: nobody could manage people any more; nothing was written.
    """
    policies.may_deactivate(by, user_id).require()
    user = queries.user_by_id(user_id, lock=True)
    refuse_last_administrator(user)
    return _set_active(user, active=False, action="people.member.deactivated", by=by, at=at)


@transaction.atomic
def reactivate_member(*, user_id: int, by: Actor, at: dt.datetime) -> User:
    """Open a closed account again, with the unit and roles it had.

    :raises NotAllowed: not an administrator; nothing was written.
    :raises NotFound: no such member.
    """
    policies.may_manage_people(by).require()
    user = queries.user_by_id(user_id, lock=True)
    return _set_active(user, active=True, action="people.member.reactivated", by=by, at=at)


def refuse_closed(unit: Unit) -> None:
    """Do nothing for an open unit.

    :raises UnitClosed: it is closed.
    """
    if unit.closed_on is not None:
        raise UnitClosed(_("%(unit)s is closed. Choose an open unit.") % {"unit": unit.label})


def refuse_last_administrator(user: User) -> None:
    """Do nothing while somebody else can manage people.

    :raises LastAdministrator: this is the only active administrator.
    """
    administrators = queries.administrators()
    if user in administrators and len(administrators) == 1:
        raise LastAdministrator(
            _("%(name)s is the only administrator. Give the role to somebody else first.") % {"name": user.name}
        )


def _set_active(user: User, *, active: bool, action: str, by: Actor, at: dt.datetime) -> User:
    user.is_active = active
    user.save(update_fields=["is_active"])
    journal.record(action, about=f"user:{user.pk}", by=by, at=at)
    return user
