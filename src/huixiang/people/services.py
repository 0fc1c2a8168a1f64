"""Writes of organisations, units, members and roles. Each leaves one journal entry."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from huixiang.journal import services as journal
from huixiang.kernel.actor import Actor, system
from huixiang.kernel.errors import Refusal
from huixiang.kernel.tenancy import acting_in
from huixiang.people import queries
from huixiang.people.models import Membership, Organisation, RoleGrant, Unit, User
from huixiang.people.roles import Role


class NameTaken(Refusal):
    """Another one already has this name; nothing was written."""


def found_organisation(*, slug: str, name: str, at: dt.datetime, name_en: str = "", host: str | None = None) -> Organisation:
    """Make an organisation with its top unit, which carries its name and the code ``top``.

    :raises NameTaken: the slug or the host is in use; nothing was written.
    """
    taken = Organisation.objects.filter(slug=slug).exists() or (host and Organisation.objects.filter(host=host).exists())
    if taken:
        raise NameTaken(_("There is already an organisation with this short name or address."))
    organisation = Organisation.objects.create(slug=slug, name=name, name_en=name_en, host=host, created_at=at)
    queries.forget_hosts()
    with acting_in(organisation.pk):
        add_unit(name=name, name_en=name_en, code="top", parent=None, by=system(organisation.pk), at=at)
    return organisation


@transaction.atomic
def add_unit(
    *, name: str, code: str, parent: Unit | None, by: Actor, at: dt.datetime, name_en: str = ""
) -> Unit:
    """Put a unit into the tree.

    :raises NameTaken: the code is in use in this organisation; nothing was written.
    """
    if Unit.objects.filter(code=code).exists():
        raise NameTaken(_("There is already a unit with the code %(code)s.") % {"code": code})
    unit = Unit.objects.create(name=name, name_en=name_en, code=code, parent=parent)
    unit.path = f"{parent.path if parent else '/'}{unit.pk}/"
    unit.save(update_fields=["path"])
    journal.record("people.unit.added", about=f"unit:{unit.pk}", by=by, at=at, after={"code": code, "name": name})
    return unit


@transaction.atomic
def add_member(  # noqa: PLR0913 - a person has this many facts
    *, username: str, name: str, unit: Unit, by: Actor, at: dt.datetime, post: str = "", email: str = "",
    password: str | None = None,
) -> User:
    """Add a person with a post in a unit. Without a password they cannot sign in until they were invited.

    :raises NameTaken: the sign-in name is in use in this organisation; nothing was written.
    """  # fmt: skip
    if User.objects.filter(username__iexact=username).exists():
        raise NameTaken(_("The sign-in name %(name)s is taken.") % {"name": username})
    user = User(username=username.lower(), name=name, email=email, created_at=at)
    user.set_password(password)
    user.save()
    Membership.objects.create(user=user, unit=unit, post=post, since=at.date())
    journal.record("people.member.added", about=f"user:{user.pk}", by=by, at=at, after={"unit": unit.pk, "post": post})
    return user


@transaction.atomic
def give_role(*, user: User, role: Role, unit: Unit, by: Actor, at: dt.datetime) -> RoleGrant:
    """Give a role for a unit; giving it twice changes nothing."""
    grant, new = RoleGrant.objects.get_or_create(
        user=user, role=role.value, unit=unit, withdrawn_at=None,
        defaults={"granted_at": at, "granted_by_id": by.user_id},
    )  # fmt: skip
    if new:
        facts = {"role": role.value, "unit": unit.pk}
        journal.record("people.role.given", about=f"user:{user.pk}", by=by, at=at, after=facts)
    return grant
