"""What the pages of listening show: words for lanes, channels and refused files, and what happens next with dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _, pgettext_lazy

from huixiang.kernel.calendar import WorkingCalendar
from huixiang.listening.codes import receipt_link, to_carry
from huixiang.listening.services import Accepted
from huixiang.listening.states import ChannelKind, Lane
from huixiang.proofs.receipts import ReceiptCode

READ_WITHIN: Final = 2
"""Working days until somebody has read a voice: the usual limit for signing an order."""

CHANNEL_WORDS: Final[Mapping[ChannelKind, Promise]] = {
    ChannelKind.WEB: pgettext_lazy("channel", "Web form"),
    ChannelKind.BOX: pgettext_lazy("channel", "Opinion box"),
    ChannelKind.HOTLINE: pgettext_lazy("channel", "Hotline"),
    ChannelKind.VISIT: pgettext_lazy("channel", "Visit at home"),
    ChannelKind.LETTER: pgettext_lazy("channel", "Letter"),
    ChannelKind.WECHAT: pgettext_lazy("channel", "WeChat"),
    ChannelKind.MEETING: pgettext_lazy("channel", "Meeting"),
    ChannelKind.RECEPTION: pgettext_lazy("channel", "Reception desk"),
    ChannelKind.IMPORT: pgettext_lazy("channel", "Imported table"),
}
LANE_WORDS: Final[Mapping[Lane, Promise]] = {
    Lane.OPEN: pgettext_lazy("lane", "Open"),
    Lane.CONFIDENTIAL: pgettext_lazy("lane", "Confidential"),
    Lane.ANONYMOUS: pgettext_lazy("lane", "Anonymous"),
}
LANE_CARDS: Final[tuple[tuple[str, Promise], ...]] = (
    (
        Lane.ANONYMOUS.value,
        _(
            "Anonymous: nobody knows it is you, and only the receipt code leads back to your words; "
            "lose it and we cannot reach you."
        ),
    ),
    (
        Lane.CONFIDENTIAL.value,
        _(
            "Confidential: only the people who read the inbox know; the unit that handles it does not, "
            "so it cannot ring you up."
        ),
    ),
    (
        Lane.OPEN.value,
        _("Open: the unit that handles it knows and can ask you directly, which is quickest; others still do not."),
    ),
)  # fmt: skip

_CARRIES: Final = _(
    "“%(name)s” was not taken: it carries something that could run by itself. Save it as PDF, or send a photo of it."
)
_BOMB: Final = _("“%(name)s” was not taken: it unpacks to far more than a paper holds.")
FILE_REFUSALS: Final[Mapping[str, Promise]] = {
    "empty": _("“%(name)s” was not taken: there is nothing in it."),
    "too_large": _("“%(name)s” was not taken: it is larger than 20 MB."),
    "kind_not_allowed": _("“%(name)s” was not taken: we take photos, PDF, .docx, .xlsx, .txt and .mp4."),
    "content_mismatch": _("“%(name)s” was not taken: what is in it is not what its ending says."),
    "broken": _("“%(name)s” was not taken: it is damaged and cannot be opened."),
    "encrypted": _("“%(name)s” was not taken: it is locked with a password."),
    "too_many_pixels": _("“%(name)s” was not taken: the picture is too large to open. Send a smaller one."),
    "zip_bomb": _BOMB,
    "too_many_members": _BOMB,
    "escaping_path": _CARRIES,
    "macro": _CARRIES,
    "embedded_object": _CARRIES,
    "external_reference": _CARRIES,
    "dynamic_exchange": _CARRIES,
    "xml_entities": _CARRIES,
}


@dataclass(frozen=True, slots=True)
class CodeCard:
    """A receipt code as a page shows it, and as its form carries it."""

    digits: str
    text: str
    link: str
    carried: str


@dataclass(frozen=True, slots=True)
class NextSteps:
    """By when somebody has read it, and by when it is answered or has a date of its own."""

    read_by: dt.date
    answered_by: dt.date


@dataclass(frozen=True, slots=True)
class Sent:
    """The page after sending. ``differs``: it was sent before with other words, which stand."""

    card: CodeCard
    steps: NextSteps
    again: bool
    differs: bool
    anonymous: bool
    contact_left_out: bool
    words: str


def code_card(code: ReceiptCode) -> CodeCard:
    """The card of a code."""
    return CodeCard(digits=code.digits, text=code.text, link=receipt_link(code), carried=to_carry(code))


def next_steps(calendar: WorkingCalendar, said_on: dt.date, *, limit: int) -> NextSteps:
    """The dates a speaker may hold us to, counted in working days from the day of sending."""
    return NextSteps(read_by=calendar.add(said_on, READ_WITHIN), answered_by=calendar.add(said_on, limit))


def sent_page(accepted: Accepted, code: ReceiptCode, steps: NextSteps, *, words: str, contact_typed: bool) -> Sent:
    """What the page after sending says of a voice that was typed as ``words``."""
    anonymous = accepted.voice.lane == Lane.ANONYMOUS
    return Sent(
        card=code_card(code),
        steps=steps,
        again=accepted.again,
        differs=accepted.again and accepted.voice.words != words,
        anonymous=anonymous,
        contact_left_out=anonymous and contact_typed,
        words=words,
    )
