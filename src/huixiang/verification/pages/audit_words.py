"""The states, parties and findings of sample audits in words and colours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy, pgettext_lazy

from huixiang.verification.models import SampleAudit
from huixiang.verification.states import AuditState, Found, FoundBy, PartyKind
from huixiang.web.parts import Tone

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Words
else:
    Words = object

AUDIT_WORDS: Mapping[AuditState, Words] = {
    AuditState.PREPARING: gettext_lazy("Fixed, not drawn yet"),
    AuditState.FIRST_STAGE: gettext_lazy("First stage: being looked at"),
    AuditState.SECOND_STAGE: gettext_lazy("Second stage: being looked at"),
    AuditState.FULL_CHECK: gettext_lazy("Full check of units"),
    AuditState.UNDECIDED: gettext_lazy("Not decided: some are unverified"),
    AuditState.CLEAN: pgettext_lazy("audit", "Passed"),
    AuditState.ENDED: pgettext_lazy("audit", "Ended"),
    AuditState.CALLED_OFF: gettext_lazy("Called off before the draw"),
}
AUDIT_TONES: Mapping[AuditState, str] = {
    AuditState.CLEAN: Tone.CONFIRMED, AuditState.ENDED: Tone.CONFIRMED, AuditState.CALLED_OFF: Tone.SILENT,
    AuditState.FULL_CHECK: Tone.DISPUTED, AuditState.UNDECIDED: Tone.DISPUTED,
}  # fmt: skip
ENDED_OPEN: tuple[Words, str] = (gettext_lazy("Ended, some unverified"), Tone.SILENT)
ENDED_FULL: tuple[Words, str] = (gettext_lazy("Ended after a full check"), Tone.DISPUTED)
KIND_WORDS: Mapping[PartyKind, Words] = {
    PartyKind.ORGANISATION: gettext_lazy("organisation"),
    PartyKind.MASSES: gettext_lazy("masses or union"),
    PartyKind.UPPER: gettext_lazy("upper body"),
    PartyKind.OTHER: gettext_lazy("another party"),
}
FOUND_WORDS: Mapping[Found, Words] = {
    Found.GENUINE: gettext_lazy("really done"),
    Found.FALSE: gettext_lazy("not done"),
    Found.UNVERIFIED: gettext_lazy("unverified"),
}
FOUND_TONES: Mapping[Found, str] = {
    Found.GENUINE: Tone.CONFIRMED, Found.FALSE: Tone.DISPUTED, Found.UNVERIFIED: Tone.SILENT,
}  # fmt: skip
BY_WORDS: Mapping[FoundBy, Words] = {
    FoundBy.NOBODY: gettext_lazy("nobody has said anything yet"),
    FoundBy.SPEAKER: gettext_lazy("who raised it"),
    FoundBy.CHECKER: gettext_lazy("a checker from outside"),
    FoundBy.FALLEN: gettext_lazy("disputed or sent back since"),
}
NEXT_WORDS: Mapping[AuditState, Words] = {
    AuditState.UNDECIDED: gettext_lazy(
        "The days to answer are over, and some drawn problems are unverified. "
        "Somebody from outside has to look at them."
    ),
    AuditState.CLEAN: gettext_lazy("The audit is passed, and what was found stays."),
    AuditState.ENDED: gettext_lazy("The audit ends, and what was found stays."),
    AuditState.SECOND_STAGE: gettext_lazy("The second stage is drawn; those drawn already stay in it."),
    AuditState.FULL_CHECK: gettext_lazy("Everything of the units in which they were found is looked at."),
}
STAGE_WORDS: Mapping[int, Words] = {
    1: gettext_lazy("first stage"), 2: gettext_lazy("second stage"), 3: gettext_lazy("full check"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class AuditBadge:
    """A state as the badge component wants it."""

    value: str
    label: Words
    tone: str


def audit_badge(audit: SampleAudit) -> AuditBadge:
    """The badge of an audit; one that ended with unverified ones, or after a full check, does not look passed."""
    state = AuditState(audit.state)
    label, tone = AUDIT_WORDS[state], AUDIT_TONES.get(state, Tone.WORKING)
    if state == AuditState.ENDED and any(found == Found.UNVERIFIED for found, _by in audit.result.values()):
        label, tone = ENDED_OPEN
    elif state == AuditState.ENDED and audit.full_units:
        label, tone = ENDED_FULL
    return AuditBadge(state.value, label, tone)
