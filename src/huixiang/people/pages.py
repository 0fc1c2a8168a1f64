"""What the pages of people show: frozen rows of text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy as _, gettext_noop, ngettext_lazy, pgettext_lazy

from huixiang.people import queries
from huixiang.people.models import RoleGrant, Unit, User
from huixiang.people.permissions import Permission
from huixiang.people.roles import PERMISSIONS, SCOPED_TO_UNIT, Role
from huixiang.web.parts import Cell, Column, Table

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Words
else:
    Words = object

# Words of the sign-in library that we say in our own way; our catalogue comes before its own.
SIGN_IN_WORDS = (
    gettext_noop("Username"),
    gettext_noop("Remember Me"),
    gettext_noop("The username and/or password you specified are not correct."),
    gettext_noop("Authenticator code"),
    gettext_noop("Code"),
    gettext_noop("Incorrect code."),
    gettext_noop("Incorrect password."),
    gettext_noop("Please type your current password."),
    gettext_noop("You must type the same password each time."),
    gettext_noop("Master key"),
    gettext_noop("Backup key"),
    gettext_noop("This account is currently inactive."),
    gettext_noop("Use your password"),
    gettext_noop("Use authenticator app or code"),
    gettext_noop("Use a security key"),
    gettext_noop("Current Password"),
    gettext_noop("New Password"),
    gettext_noop("New Password (again)"),
    gettext_noop("Forgot your password?"),
    gettext_noop("Your password can’t be too similar to your other personal information."),
    gettext_noop("Your password can’t be a commonly used password."),
)
SHORTEST_PASSWORD = ngettext_lazy(
    "Your password must contain at least %(min_length)d character.",
    "Your password must contain at least %(min_length)d characters.",
    "min_length",
)


@dataclass(frozen=True, slots=True)
class UnitBranch:
    """A unit with the units below it."""

    id: int
    name: str
    code: str
    closed: bool
    below: tuple[UnitBranch, ...]


def unit_branches(units: Iterable[Unit], parent_id: int | None = None) -> tuple[UnitBranch, ...]:
    """The tree below a unit (the whole tree by default); brothers stay in the order of ``units``."""
    listed = tuple(units)
    return tuple(
        UnitBranch(unit.pk, unit.label, unit.code, unit.closed_on is not None, unit_branches(listed, unit.pk))
        for unit in listed
        if unit.parent_id == parent_id
    )


def members_table(members: Sequence[Any]) -> Table:
    """Members with their unit, post and roles; closed accounts say so."""
    columns = (Column(_("Name")), Column(_("Sign-in name")), Column(_("Unit")), Column(_("Post")), Column(_("Roles")))
    rows = [_member_cells(member) for member in members]
    return Table(_("Members"), columns, rows, stack=True, empty=_("Nobody is found. Try fewer letters."))


def _member_cells(member: Any) -> tuple[Cell, ...]:
    place = member.places[0] if member.places else None
    roles = gettext(", ").join(str(Role(grant.role).label) for grant in member.roles)
    return (
        Cell(member.name, url=reverse("people:member", args=[member.pk])),
        Cell(member.username),
        Cell(place.unit.label if place else ""),
        Cell(place.post if place else ""),
        Cell(roles if member.is_active else _("account closed")),
    )


@dataclass(frozen=True, slots=True)
class RoleRow:
    """A role with what it permits and who holds it."""

    label: Words
    scoped: bool
    permits: tuple[bool, ...]
    holders: tuple[str, ...]


def permission_rows(grants: Iterable[RoleGrant]) -> tuple[RoleRow, ...]:
    """The one table: a row for each role, in the order of ``Permission``."""
    held: dict[str, list[str]] = {role.value: [] for role in Role}
    for grant in grants:
        held[grant.role].append(_holder(grant))
    return tuple(
        RoleRow(
            role.label, role in SCOPED_TO_UNIT, tuple(p in PERMISSIONS[role] for p in Permission), tuple(held[role])
        )
        for role in Role
    )


def _holder(grant: RoleGrant) -> str:
    if Role(grant.role) not in SCOPED_TO_UNIT:
        return grant.user.name
    return gettext("%(name)s (%(unit)s)") % {"name": grant.user.name, "unit": grant.unit.label}


def permission_lines(rows: Iterable[RoleRow]) -> list[tuple[Words, tuple[bool, ...]]]:
    """The same table turned: a line for each permission, a column for each role, whose names are short."""
    turned = zip(*(row.permits for row in rows), strict=True)
    return [(permission.label, permits) for permission, permits in zip(Permission, turned, strict=True)]


@dataclass(frozen=True, slots=True)
class FailedRow:
    """A row of a roster that was not kept, with the reason."""

    number: int
    cells: tuple[str, ...]
    reason: str


def failed_table(failed: Sequence[FailedRow]) -> Table:
    """The rows that were not kept, first what names them."""
    columns = (
        Column(pgettext_lazy("file", "Line"), numeric=True),
        Column(pgettext_lazy("file", "Row")),
        Column(_("Reason")),
    )
    rows = [
        (Cell(str(row.number)), Cell(gettext(", ").join(filter(None, row.cells))), Cell(row.reason)) for row in failed
    ]
    return Table(_("Rows that were not kept"), columns, rows, stack=True)


def unit_names(ids: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Names and addresses of units, for the journal (one query)."""
    units = queries.all_units().filter(pk__in=list(ids))
    return {unit.pk: (unit.label, reverse("people:unit", args=[unit.pk])) for unit in units}


def user_names(ids: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Names and addresses of members, for the journal (one query)."""
    users = User.objects.filter(pk__in=list(ids))
    return {user.pk: (user.name, reverse("people:member", args=[user.pk])) for user in users}
