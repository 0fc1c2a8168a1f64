"""The words and looks of states, groups and kinds on public pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from django.utils.translation import gettext_lazy as _, pgettext_lazy

from huixiang.ledger.states import ClaimOutcome, EvidenceKind, MeasureState
from huixiang.publishing.states import BoardGroup, Waiting
from huixiang.sorting.labels import PROBLEM_STATES
from huixiang.sorting.states import TONES, ProblemState
from huixiang.web.parts import Tone

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

    Words: TypeAlias = _StrOrPromise
else:
    Words = object

S = ProblemState


@dataclass(frozen=True, slots=True)
class Badge:
    """A state as the badge component wants it."""

    value: str
    label: Words
    tone: str


STATE_SENTENCES: Final[Mapping[ProblemState, Words]] = {
    S.LISTED: _("It is on the list. No unit has it yet."),
    S.ASSIGNED: _("It was handed to a unit. The unit has not started yet."),
    S.WORKING: _("The unit is working on it."),
    S.CLAIMED: _(
        "The unit says it is done. Its leader has not signed, nobody has checked, and we are asking those who spoke."
    ),
    S.SIGNED: _(
        "The unit says it is done and its leader has signed. Nobody has checked it yet; we are asking those who spoke."
    ),
    S.CHECKED: _("Somebody outside the unit has checked it. It is not closed yet; we are waiting for those who spoke."),
    S.DISPUTED: _("Somebody who spoke, or who looked at it again, says it is not solved. It is open again."),
    S.CONFIRMED: _("Those who spoke say it is solved. It is closed."),
    S.SILENT: _("It was checked and closed, but nobody who spoke has said whether it is solved."),
    S.MERGED: _("It is about the same as another problem and goes on there."),
}  # fmt: skip
FOLLOWED: Final[Mapping[ClaimOutcome, Words]] = {
    ClaimOutcome.NOT_SIGNED: _("Since then: the leader of the unit turned it back, and the work goes on."),
    ClaimOutcome.NOT_PASSED: _("Since then: the checker did not let it pass, and the work goes on."),
    ClaimOutcome.DISPUTED: _("Since then: the problem was opened again."),
    ClaimOutcome.CONFIRMED: _("Since then: the problem was closed as solved."),
}
"""What followed the answers about a claim; nothing yet while it is open."""
GROUPS: Final[Mapping[BoardGroup, Words]] = {
    BoardGroup.ALL: pgettext_lazy("problems", "All"),
    BoardGroup.UNSOLVED: _("Unsolved"),
    BoardGroup.OVERDUE: _("Overdue"),
    BoardGroup.REOPENED: _("Reopened"),
    BoardGroup.CLAIMED: _("Said to be done"),
    BoardGroup.CONFIRMED: _("Confirmed solved"),
    BoardGroup.SILENT: _("Closed in silence"),
}
EMPTY: Final[Mapping[BoardGroup, Words]] = {
    BoardGroup.ALL: _("Nobody has raised anything yet."),
    BoardGroup.UNSOLVED: _("Nothing is unsolved here."),
    BoardGroup.OVERDUE: _("Nothing is overdue here."),
    BoardGroup.REOPENED: _("Nothing was reopened here."),
    BoardGroup.CLAIMED: _("Nothing is waiting to be confirmed here."),
    BoardGroup.CONFIRMED: _("Nothing has been confirmed as solved here yet."),
    BoardGroup.SILENT: _("Nothing was closed in silence here."),
}
EVIDENCE: Final[Mapping[EvidenceKind, Words]] = {
    EvidenceKind.DONE_WORK: _("Work done"),
    EvidenceKind.MONEY: _("Money paid or returned"),
    EvidenceKind.SERVICE: _("A service given"),
    EvidenceKind.RULE: _("A rule made or changed"),
    EvidenceKind.PAPER: _("A paper (shows nothing done)"),
    EvidenceKind.MEETING: _("A meeting (shows nothing done)"),
}
MEASURES: Final[Mapping[MeasureState, Words]] = {
    MeasureState.PLANNED: _("planned"),
    MeasureState.WORKING: _("being done"),
    MeasureState.DONE: _("done"),
    MeasureState.DROPPED: _("dropped"),
}
WAITING: Final[Mapping[Waiting, Words]] = {
    Waiting.WORDS: _("Words"),
    Waiting.MEASURES: _("Measures"),
    Waiting.EVIDENCE: _("Evidence"),
    Waiting.REPLIES: _("Replies"),
}


def badge_of(state: str) -> Badge:
    """The badge of a problem's state."""
    known = ProblemState(state)
    return Badge(value=known.value, label=PROBLEM_STATES[known], tone=TONES[known])


def suspended_badge() -> Badge:
    """The badge that stands beside the state while a suspension stands."""
    return Badge(value="suspended", label=_("Suspended"), tone=Tone.SILENT)


def late_badge() -> Badge:
    """The badge that stands beside the state when the deadline has passed."""
    return Badge(value="overdue", label=_("Overdue"), tone=Tone.DISPUTED)
