"""Giving and withdrawing roles."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from huixiang.journal import services as journal
from huixiang.kernel.actor import Actor
from huixiang.people import policies, queries
from huixiang.people.models import RoleGrant, Unit, User
from huixiang.people.roles import Role
from huixiang.people.services.members import refuse_closed, refuse_last_administrator


@transaction.atomic
def give_role(*, user: User, role: Role, unit: Unit, by: Actor, at: dt.datetime) -> RoleGrant:
    """Give a role for a unit; giving it twice changes nothing.

    :raises NotAllowed: not an administrator; nothing was written.
    :raises UnitClosed: the unit is closed; nothing was written.
    """
    policies.may_manage_people(by).require()
    refuse_closed(unit)
    grant, new = RoleGrant.objects.get_or_create(
        user=user, role=role.value, unit=unit, withdrawn_at=None,
        defaults={"granted_at": at, "granted_by_id": by.user_id},
    )  # fmt: skip
    if new:
        facts = {"role": role.value, "unit": unit.pk}
        journal.record("people.role.given", about=f"user:{user.pk}", by=by, at=at, after=facts)
    return grant


@transaction.atomic
def withdraw_role(*, grant_id: int, by: Actor, at: dt.datetime) -> RoleGrant:
    """Take a role back from now on; that it was held stays on the record. Taking it back twice changes nothing.

    :raises NotAllowed: not an administrator; nothing was written.
    :raises NotFound: no such grant.
    :raises LastAdministrator: nobody could manage people any more; nothing was written.
    """
    policies.may_manage_people(by).require()
    grant = queries.grant_by_id(grant_id, lock=True)
    if grant.withdrawn_at is not None:
        return grant
    if grant.role == Role.ADMINISTRATOR:
        refuse_last_administrator(grant.user)
    grant.withdrawn_at = at
    grant.save(update_fields=["withdrawn_at"])
    facts = {"role": grant.role, "unit": grant.unit_id}
    journal.record("people.role.withdrawn", about=f"user:{grant.user_id}", by=by, at=at, before=facts)
    return grant
