"""The words for states, lanes and channels, and how a state looks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _, pgettext_lazy

from huixiang.listening.states import ChannelKind, Lane
from huixiang.sorting.states import TONES, InboxState, ProblemState, TaxonomyKind
from huixiang.web.parts import Tone

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Words
else:
    Words = object

INBOX_STATES: Mapping[InboxState, tuple[Words, Tone]] = {
    InboxState.NEW: (_("Not dealt with yet"), Tone.WAITING),
    InboxState.JOINED: (_("Feeds a problem"), Tone.WORKING),
    InboxState.ANSWERED: (_("Answered"), Tone.CONFIRMED),
    InboxState.SET_ASIDE: (_("Set aside"), Tone.SILENT),
    InboxState.WITHDRAWN: (_("Taken back with its import"), Tone.SILENT),
}
LANES: Mapping[Lane, Words] = {
    Lane.OPEN: _("Open: the unit may know who spoke"),
    Lane.CONFIDENTIAL: _("Confidential: only the office may know who spoke"),
    Lane.ANONYMOUS: _("Anonymous: nobody knows who spoke"),
}
LANES_SHORT: Mapping[Lane, Words] = {
    Lane.OPEN: pgettext_lazy("lane", "Open"),
    Lane.CONFIDENTIAL: _("Confidential"),
    Lane.ANONYMOUS: _("Anonymous"),
}
CHANNELS: Mapping[ChannelKind, Words] = {
    ChannelKind.WEB: _("Web form"),
    ChannelKind.BOX: _("Opinion box"),
    ChannelKind.HOTLINE: _("Hotline"),
    ChannelKind.VISIT: _("Home visit"),
    ChannelKind.LETTER: _("Letter"),
    ChannelKind.WECHAT: _("WeChat"),
    ChannelKind.MEETING: _("Meeting"),
    ChannelKind.RECEPTION: _("Reception day"),
    ChannelKind.IMPORT: _("Imported"),
}
PROBLEM_STATES: Mapping[ProblemState, Words] = {
    ProblemState.LISTED: _("Listed, to be handed over"),
    ProblemState.ASSIGNED: _("Handed over, not started yet"),
    ProblemState.WORKING: _("Being put right"),
    ProblemState.CLAIMED: _("The unit says it is done; its leader has to sign"),
    ProblemState.SIGNED: _("Signed by the leader, to be checked"),
    ProblemState.CHECKED: _("Checked; those who spoke and the office have to agree"),
    ProblemState.DISPUTED: _("Not solved, say those who spoke; open again"),
    ProblemState.CONFIRMED: _("Confirmed by those who raised it"),
    ProblemState.SILENT: _("Closed, nobody answered"),
    ProblemState.MERGED: _("Merged into another problem"),
}
"""The one wording of a problem's state, at the desk and in public."""


TAXONOMY_KINDS: Mapping[TaxonomyKind, Words] = {
    TaxonomyKind.WINDS: _("The four kinds of bad style"),
    TaxonomyKind.TOPIC: _("Topics"),
    TaxonomyKind.ADDRESSEE: _("Whom the words are meant for"),
}


@dataclass(frozen=True, slots=True)
class Badge:
    """A state as the badge wants it."""

    value: str
    label: Words
    tone: str


def inbox_badge(state: str) -> Badge:
    """The badge of a voice at the desk."""
    label, tone = INBOX_STATES[InboxState(state)]
    return Badge(state, label, tone)


def problem_badge(state: str) -> Badge:
    """The badge of a problem."""
    known = ProblemState(state)
    return Badge(state, PROBLEM_STATES[known], TONES[known])
