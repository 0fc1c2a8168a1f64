"""The words and colours of the ledger's states and kinds, for pages and forms; of problems: ``sorting.labels``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy

from huixiang.ledger.states import ClaimOutcome, EvidenceKind, MeasureState
from huixiang.web.parts import Tone

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Words
else:
    Words = object

MEASURE_WORDS: Mapping[MeasureState, Words] = {
    MeasureState.PLANNED: gettext_lazy("Planned"),
    MeasureState.WORKING: gettext_lazy("At work"),
    MeasureState.DONE: gettext_lazy("Carried out"),
    MeasureState.DROPPED: gettext_lazy("Given up"),
}
MEASURE_TONES: Mapping[MeasureState, str] = {
    MeasureState.PLANNED: Tone.WAITING,
    MeasureState.WORKING: Tone.WORKING,
    MeasureState.DONE: Tone.CONFIRMED,
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
