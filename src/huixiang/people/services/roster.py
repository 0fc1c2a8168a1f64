"""Taking in a roster: each row becomes a member with a role, or comes back with its reason. Nothing is lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import Refusal
from huixiang.people import policies
from huixiang.people.models import Unit, User
from huixiang.people.roles import Role
from huixiang.people.services.members import add_member
from huixiang.people.services.roles import give_role


@dataclass(frozen=True, slots=True)
class RosterRow:
    """A readable row; ``number`` is its line in the file."""

    number: int
    name: str
    username: str
    unit: Unit
    role: Role | None = None
    post: str = ""
    email: str = ""


@dataclass(slots=True)
class RosterResult:
    """What became of the rows: sign-in names that were added, those that were here already, rows with a reason."""

    added: list[User] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    failed: list[tuple[int, str]] = field(default_factory=list)


def import_roster(*, rows: Sequence[RosterRow], by: Actor, at: dt.datetime) -> RosterResult:
    """Add the people of a roster. A known sign-in name is left as it is, so the same file may come twice.

    Each row is kept or refused on its own; each person and role has its own journal entry.

    :raises NotAllowed: not an administrator; nothing was written.
    """
    policies.may_manage_people(by).require()
    known = {name.lower() for name in User.objects.values_list("username", flat=True)}
    result = RosterResult()
    for row in rows:
        if row.username.lower() in known:
            result.known.append(row.username)
            continue
        try:
            result.added.append(_add(row, by, at))
            known.add(row.username.lower())
        except Refusal as refusal:
            result.failed.append((row.number, str(refusal.sentence) or _("This row could not be kept.")))
    return result


@transaction.atomic
def _add(row: RosterRow, by: Actor, at: dt.datetime) -> User:
    user = add_member(username=row.username, name=row.name, unit=row.unit, post=row.post, email=row.email, by=by, at=at)
    if row.role is not None:
        give_role(user=user, role=row.role, unit=row.unit, by=by, at=at)
    return user
