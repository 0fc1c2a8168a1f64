"""What the pages of listening show: the receipt code, and what happens next with dates."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from huixiang.kernel.calendar import WorkingCalendar
from huixiang.listening.codes import receipt_link, to_carry
from huixiang.listening.services import Accepted
from huixiang.listening.states import Lane
from huixiang.proofs.receipts import ReceiptCode

READ_WITHIN: Final = 2
"""Working days until somebody has read a voice: the usual limit for signing an order."""


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
    contact_left_out: bool
    files_left_out: bool
    words: str


def code_card(code: ReceiptCode) -> CodeCard:
    """The card of a code."""
    return CodeCard(digits=code.digits, text=code.text, link=receipt_link(code), carried=to_carry(code))


def next_steps(calendar: WorkingCalendar, said_on: dt.date, *, limit: int) -> NextSteps:
    """The dates a speaker may hold us to, counted in working days from the day of sending."""
    return NextSteps(read_by=calendar.add(said_on, READ_WITHIN), answered_by=calendar.add(said_on, limit))


def sent_page(
    accepted: Accepted, code: ReceiptCode, steps: NextSteps, *, words: str, contact_typed: bool, files_chosen: bool
) -> Sent:
    """What the page after sending says of a voice that was typed as ``words``."""
    anonymous = accepted.voice.lane == Lane.ANONYMOUS
    return Sent(
        card=code_card(code),
        steps=steps,
        again=accepted.again,
        differs=accepted.again and accepted.voice.words != words,
        contact_left_out=anonymous and contact_typed,
        files_left_out=accepted.again and files_chosen,
        words=words,
    )
