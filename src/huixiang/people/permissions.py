"""What can be permitted: one enum. Which role permits what is one table, in roles.py."""

from __future__ import annotations

from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class Permission(StrEnum):
    """A thing somebody may be permitted to do; its label is on the permissions page."""

    REGISTER_VOICE = "register_voice", _("Register a voice for somebody")
    READ_VOICES = "read_voices", _("Read voices in the inbox")
    SORT_VOICES = "sort_voices", _("Join, answer or set aside voices")
    READ_SPEAKER = "read_speaker", _("See who spoke, where the speaker agreed")
    TALK_TO_SPEAKER = "talk_to_speaker", _("Write to a speaker")
    READ_PROBLEMS = "read_problems", _("Read problems")
    ASSIGN_PROBLEM = "assign_problem", _("Hand a problem to a unit and set its deadline")
    WORK_ON_PROBLEM = "work_on_problem", _("Plan measures, note progress, add evidence")
    APPLY_FOR_CLOSURE = "apply_for_closure", _("Apply for closing a problem")
    SIGN_CLOSURE = "sign_closure", _("Sign an application for closing, as leader")
    CHECK_CLOSURE = "check_closure", _("Check whether it was really done")
    APPROVE_CLOSURE = "approve_closure", _("Approve the closing")
    PUBLISH = "publish", _("Approve words and evidence for the public")
    COMMENT = "comment", _("Comment on a problem from outside")
    AUDIT = "audit", _("Run sample audits: draw from what is said to be done, look again")
    SUPERVISE = "supervise", _("Press a unit, decide on what it asks for, review its answers")
    RECEIVE_PROTECTED = "receive_protected", _("Open protected voices with an own key, and answer them")
    RECOVER_PROTECTED = "recover_protected", _("Recover protected voices for a lost key, together with a second keeper")
    MANAGE_ERASURE = "manage_erasure", _("Set how long personal data is kept, and have it erased with a second person")
    READ_JOURNAL = "read_journal", _("Read the journal")
    MANAGE_PEOPLE = "manage_people", _("Invite people, change units and roles")

    label: str

    def __new__(cls, value: str, label: str = "") -> Permission:  # noqa: PYI034 - Self is not allowed in the __new__ of an enum
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member
