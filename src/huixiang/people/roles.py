"""Which role permits what, and how far: the one table, readable on a page."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from huixiang.people.permissions import Permission as P  # noqa: N817 - a table of many


class Role(StrEnum):
    """What a member may do, given for a unit (and the units below it)."""

    HELPER = "helper", _("Speaker's helper")
    CLERK = "clerk", _("Clerk")
    OFFICE = "office", _("Office")
    UNIT_HANDLER = "unit_handler", _("Unit handler")
    UNIT_LEADER = "unit_leader", _("Unit leader")
    CHECKER = "checker", _("Checker")
    SUPERVISOR = "supervisor", _("Supervisor")
    AUDITOR = "auditor", _("Auditor")
    RECIPIENT = "recipient", _("Recipient of protected voices")
    KEEPER = "keeper", _("Keeper for recovery")
    ADMINISTRATOR = "administrator", _("Administrator")

    label: str

    def __new__(cls, value: str, label: str = "") -> Role:  # noqa: PYI034 - Self is not allowed in the __new__ of an enum
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


PERMISSIONS: Mapping[Role, frozenset[P]] = {
    Role.HELPER: frozenset({P.REGISTER_VOICE}),
    Role.CLERK: frozenset(
        {P.REGISTER_VOICE, P.READ_VOICES, P.SORT_VOICES, P.READ_SPEAKER, P.TALK_TO_SPEAKER, P.READ_PROBLEMS}
    ),
    Role.OFFICE: frozenset(
        {
            P.REGISTER_VOICE, P.READ_VOICES, P.SORT_VOICES, P.READ_SPEAKER, P.TALK_TO_SPEAKER, P.READ_PROBLEMS,
            P.ASSIGN_PROBLEM, P.APPROVE_CLOSURE, P.PUBLISH, P.AUDIT, P.MANAGE_ERASURE, P.READ_JOURNAL,
        }
    ),
    Role.UNIT_HANDLER: frozenset({P.READ_PROBLEMS, P.WORK_ON_PROBLEM, P.APPLY_FOR_CLOSURE}),
    Role.UNIT_LEADER: frozenset({P.READ_PROBLEMS, P.WORK_ON_PROBLEM, P.SIGN_CLOSURE}),
    Role.CHECKER: frozenset({P.READ_PROBLEMS, P.CHECK_CLOSURE}),
    Role.SUPERVISOR: frozenset({P.READ_PROBLEMS, P.COMMENT, P.SUPERVISE, P.AUDIT, P.READ_JOURNAL}),
    Role.AUDITOR: frozenset({P.READ_PROBLEMS, P.AUDIT, P.READ_JOURNAL}),
    Role.RECIPIENT: frozenset({P.RECEIVE_PROTECTED}),
    Role.KEEPER: frozenset({P.RECOVER_PROTECTED}),
    Role.ADMINISTRATOR: frozenset({P.MANAGE_PEOPLE, P.MANAGE_ERASURE, P.READ_JOURNAL}),
}  # fmt: skip

SCOPED_TO_UNIT: frozenset[Role] = frozenset({Role.UNIT_HANDLER, Role.UNIT_LEADER})
"""Roles that reach only the unit they are given for and the units below; the others reach everywhere."""
