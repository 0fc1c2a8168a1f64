"""The words and colours of the ledger's states and kinds, for pages and forms; of problems: ``sorting.labels``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy, pgettext_lazy

from huixiang.ledger.clocks import Clock, FirstDay, RestDay
from huixiang.ledger.states import (
    ClaimOutcome,
    ClaimState,
    EvidenceKind,
    ExclusionReason,
    LadderTo,
    LimitStep,
    MeasureState,
    Nature,
    ReviewOutcome,
    SupervisionState,
    SuspensionState,
    Urgency,
)
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
    ClaimOutcome.DISPUTED: gettext_lazy("Somebody says it is not solved"),
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
NATURE_WORDS: Mapping[Nature, Words] = {
    Nature.CONSULT: gettext_lazy("Question"),
    Nature.HELP: gettext_lazy("Call for help"),
    Nature.COMPLAINT: gettext_lazy("Complaint"),
    Nature.ACCUSATION: gettext_lazy("Accusation"),
    Nature.SUGGESTION: pgettext_lazy("nature", "Suggestion"),
    Nature.PRAISE: gettext_lazy("Praise"),
    Nature.COMPLEX: gettext_lazy("Difficult and complex"),
}
URGENCY_WORDS: Mapping[Urgency, Words] = {
    Urgency.NORMAL: pgettext_lazy("urgency", "Usual"),
    Urgency.URGENT: pgettext_lazy("urgency", "Urgent"),
    Urgency.MOST_URGENT: gettext_lazy("Most urgent"),
}
STEP_WORDS: Mapping[LimitStep, Words] = {
    LimitStep.SIGN: gettext_lazy("Take it on"),
    LimitStep.RETURN: gettext_lazy("Give it back"),
    LimitStep.FINISH: gettext_lazy("Put it right"),
    LimitStep.EXTENSION: gettext_lazy("Longest extension"),
    LimitStep.LOOK_BACK: gettext_lazy("Looked back on, before the archive"),
}
CLOCK_WORDS: Mapping[Clock, Words] = {
    Clock.HOURS: gettext_lazy("hours"),
    Clock.NATURAL_DAYS: gettext_lazy("natural days"),
    Clock.WORKING_DAYS: gettext_lazy("working days"),
}
FIRST_DAY_WORDS: Mapping[FirstDay, Words] = {
    FirstDay.NEXT: gettext_lazy("The day after"),
    FirstDay.SAME: gettext_lazy("The day itself"),
}
REST_DAY_WORDS: Mapping[RestDay, Words] = {
    RestDay.FORWARD: gettext_lazy("Moves on to the next working day"),
    RestDay.STAY: gettext_lazy("Stays"),
    RestDay.BACK: gettext_lazy("Moves back to the working day before"),
}
SUSPENSION_WORDS: Mapping[SuspensionState, Words] = {
    SuspensionState.ASKED: gettext_lazy("Suspension asked for"),
    SuspensionState.STANDING: gettext_lazy("Suspended"),
    SuspensionState.REFUSED: gettext_lazy("Suspension refused"),
    SuspensionState.ENDED: gettext_lazy("Suspension over"),
}
SUSPENSION_TONES: Mapping[SuspensionState, str] = {
    SuspensionState.ASKED: Tone.WAITING,
    SuspensionState.STANDING: Tone.SILENT,
    SuspensionState.REFUSED: Tone.DISPUTED,
    SuspensionState.ENDED: Tone.WAITING,
}
EXCLUSION_WORDS: Mapping[ExclusionReason, Words] = {
    ExclusionReason.OUTSIDE_DUTIES: gettext_lazy("Not among the unit's duties"),
    ExclusionReason.NOT_LAWFUL: gettext_lazy("What is asked for is against the law"),
    ExclusionReason.NOT_TRUE: gettext_lazy("On the spot it turned out not to be so"),
    ExclusionReason.BEYOND_CONTROL: gettext_lazy("Nobody could have prevented or solved it"),
    ExclusionReason.IN_ANOTHER_CHANNEL: gettext_lazy("Under way in court, arbitration or petition review"),
}
CLAIM_WORDS: Mapping[ClaimState, Words] = {
    ClaimState.ASKED: gettext_lazy("Waits for a decision"),
    ClaimState.GRANTED: gettext_lazy("Granted"),
    ClaimState.REFUSED: pgettext_lazy("claim", "Refused"),
}
CLAIM_TONES: Mapping[ClaimState, str] = {
    ClaimState.ASKED: Tone.WAITING,
    ClaimState.GRANTED: Tone.SILENT,
    ClaimState.REFUSED: Tone.DISPUTED,
}
SUPERVISION_WORDS: Mapping[SupervisionState, Words] = {
    SupervisionState.PROPOSED: gettext_lazy("Proposed by the ladder"),
    SupervisionState.SENT: gettext_lazy("Sent, nobody signed for it yet"),
    SupervisionState.SIGNED: gettext_lazy("Signed for, to be answered"),
    SupervisionState.ANSWERED: gettext_lazy("Answered, to be reviewed"),
    SupervisionState.PASSED: gettext_lazy("Reviewed: enough"),
    SupervisionState.RAISED: gettext_lazy("Raised to the unit above"),
    SupervisionState.DROPPED: gettext_lazy("Dropped"),
}
SUPERVISION_TONES: Mapping[SupervisionState, str] = {
    SupervisionState.PROPOSED: Tone.WAITING,
    SupervisionState.SENT: Tone.WORKING,
    SupervisionState.SIGNED: Tone.WORKING,
    SupervisionState.ANSWERED: Tone.CLAIMED,
    SupervisionState.PASSED: Tone.CONFIRMED,
    SupervisionState.RAISED: Tone.DISPUTED,
    SupervisionState.DROPPED: Tone.SILENT,
}
OUTCOMES: Mapping[ReviewOutcome, Words] = {
    ReviewOutcome.PASSED: gettext_lazy("enough"),
    ReviewOutcome.AGAIN: gettext_lazy("not enough, answer again"),
    ReviewOutcome.RAISED: gettext_lazy("raised to the unit above"),
}
LADDER_WORDS: Mapping[LadderTo, Words] = {
    LadderTo.HANDLER: gettext_lazy("Who handles it"),
    LadderTo.LEADER: gettext_lazy("The responsible leader"),
    LadderTo.SUPERIOR: gettext_lazy("The named superior"),
    LadderTo.SUPERVISOR: gettext_lazy("Supervisors, with a proposed supervision order"),
}
AGAINST_WORDS: Mapping[str, Words] = {
    "exclusion": gettext_lazy("a refused exclusion"),
    "suspension": gettext_lazy("a refused suspension"),
    "return": gettext_lazy("a refused return"),
}
