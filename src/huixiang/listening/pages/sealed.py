"""What the pages of the protected lane show: after sending, the list of a recipient, what two people decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy as _

from huixiang.kernel.actor import Actor
from huixiang.listening import queries
from huixiang.listening.models import Revelation, SealedCase
from huixiang.listening.pages.speaking import CodeCard, code_card
from huixiang.listening.services import AcceptedCase, Draft
from huixiang.listening.states import Ground, KeyKind
from huixiang.listening.words import GROUND_WORDS, MASK_WORDS
from huixiang.people.permissions import Permission
from huixiang.people.waiting import Waiting
from huixiang.proofs.receipts import ReceiptCode
from huixiang.web.dates import day_words
from huixiang.web.parts import Cell, Column, Table

if TYPE_CHECKING:
    import datetime as dt

    from django.utils.functional import _StrOrPromise as Words
else:
    Words = object


@dataclass(frozen=True, slots=True)
class SealedSent:
    """The page after sealing."""

    card: CodeCard
    again: bool
    nameless: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """That somebody wants to know who spoke, as the second person and the speaker read it."""

    id: int
    on: dt.date
    ground: Words
    reason: str
    by: str
    mine: bool


@dataclass(frozen=True, slots=True)
class DraftLine:
    """What a draft covers: the words that stood there, and why."""

    text: str
    why: Words
    certain: bool


def draft_lines(draft: Draft) -> list[DraftLine]:
    """The covered places of a draft, each wording once, in the order of the voice."""
    lines = {
        each.text: DraftLine(each.text, _("whom it is about") if each.accused else MASK_WORDS[each.kind], each.certain)
        for each in draft.covered
    }
    return list(lines.values())


def sealed_sent(accepted: AcceptedCase, code: ReceiptCode) -> SealedSent:
    """What is said after a case was taken in."""
    return SealedSent(card=code_card(code), again=accepted.again, nameless=accepted.nameless)


def asked(revelation: Revelation, actor: Actor, *, on: dt.date) -> Asked:
    """A wish to know who spoke, for those who decide."""
    return Asked(
        revelation.pk, on, GROUND_WORDS[Ground(revelation.ground)], revelation.reason, revelation.asked_by.name,
        mine=revelation.asked_by_id == actor.user_id,
    )  # fmt: skip


def cases_table(cases: Sequence[SealedCase], *, today: dt.date) -> Table:
    """The cases of a recipient. Nothing of what they hold is shown before one is opened."""
    columns = (Column(_("Protected voice")), Column(_("Sealed on"), tight=True), Column(_("How far it is")))
    rows = [
        (
            Cell(short_name(case), url=reverse("listening:protected_case", args=[case.pk])),
            Cell(day_words(case.said_on, today=today)),
            Cell(_became(case)),
        )
        for case in cases
    ]
    empty = _("Nobody has sealed anything for you yet.")
    return Table(_("Protected voices sealed for you"), columns, rows, stack=True, empty=empty)


def short_name(case: SealedCase) -> str:
    """How a case is called at the desk: the first signs of its random id."""
    return gettext("Voice %(sign)s") % {"sign": case.pk.hex[:6].upper()}


def _became(case: SealedCase) -> Words:
    if case.voice_id:
        return _("A masked summary is in the inbox")
    return _("Read, without a summary yet") if case.read_on else _("Nobody has read it")


def waiting_protected(actor: Actor) -> list[Waiting]:
    """Protected voices sealed for this recipient that nobody has read (2 queries for recipients, none for others)."""
    if not actor.may(Permission.RECEIVE_PROTECTED):
        return []
    key = queries.key_in_use(actor.user_id, KeyKind.RECIPIENT)
    count = queries.cases_for(key.pk).filter(read_on=None).count() if key else 0
    return [Waiting(_("protected voices nobody has read"), count, reverse("listening:protected"))]
