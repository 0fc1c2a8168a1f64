"""The words and colours of the ledger's states and kinds, for pages and forms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy

from huixiang.ledger.states import ClaimOutcome, EvidenceKind, MeasureState
from huixiang.sorting.states import ProblemState
from huixiang.web.parts import Tone

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Words
else:
    Words = object

STATE_WORDS: Mapping[ProblemState, Words] = {
    ProblemState.LISTED: gettext_lazy("Not handed over yet"),
    ProblemState.ASSIGNED: gettext_lazy("Handed over"),
    ProblemState.WORKING: gettext_lazy("At work"),
    ProblemState.CLAIMED: gettext_lazy("The unit says it is done"),
    ProblemState.SIGNED: gettext_lazy("Signed, to be checked"),
    ProblemState.CHECKED: gettext_lazy("Checked, to be approved"),
    ProblemState.DISPUTED: gettext_lazy("A speaker says it is not solved"),
    ProblemState.CONFIRMED: gettext_lazy("Confirmed by those who raised it"),
    ProblemState.SILENT: gettext_lazy("Closed, nobody answered"),
    ProblemState.MERGED: gettext_lazy("Merged into another"),
}
MEASURE_WORDS: Mapping[MeasureState, Words] = {
    MeasureState.PLANNED: gettext_lazy("Planned"),
    MeasureState.WORKING: gettext_lazy("At work"),
    MeasureState.DONE: gettext_lazy("Carried out"),
    MeasureState.DROPPED: gettext_lazy("Given up"),
}
MEASURE_TONES: Mapping[MeasureState, str] = {
    MeasureState.PLANNED: Tone.WAITING,
    MeasureState.WORKING: Tone.WORKING,
    MeasureState.DONE: Tone.CLAIMED,
    MeasureState.DROPPED: Tone.SILENT,
}
KIND_WORDS: Mapping[EvidenceKind, Words] = {
    EvidenceKind.DONE_WORK: gettext_lazy("Done work"),
    EvidenceKind.MONEY: gettext_lazy("Money paid"),
    EvidenceKind.SERVICE: gettext_lazy("Service given"),
    EvidenceKind.RULE: gettext_lazy("Rule made or changed"),
    EvidenceKind.PAPER: gettext_lazy("Paper"),
    EvidenceKind.MEETING: gettext_lazy("Meeting"),
}
OUTCOME_WORDS: Mapping[ClaimOutcome, Words] = {
    ClaimOutcome.OPEN: gettext_lazy("Being examined"),
    ClaimOutcome.NOT_SIGNED: gettext_lazy("Turned back by the leader"),
    ClaimOutcome.NOT_PASSED: gettext_lazy("Not passed by the checker"),
    ClaimOutcome.DISPUTED: gettext_lazy("A speaker says it is not solved"),
    ClaimOutcome.CONFIRMED: gettext_lazy("Confirmed by those who raised it"),
    ClaimOutcome.SILENT: gettext_lazy("Closed, nobody answered"),
}
OUTCOME_TONES: Mapping[ClaimOutcome, str] = {
    ClaimOutcome.OPEN: Tone.CLAIMED,
    ClaimOutcome.NOT_SIGNED: Tone.DISPUTED,
    ClaimOutcome.NOT_PASSED: Tone.DISPUTED,
    ClaimOutcome.DISPUTED: Tone.DISPUTED,
    ClaimOutcome.CONFIRMED: Tone.CONFIRMED,
    ClaimOutcome.SILENT: Tone.SILENT,
}
