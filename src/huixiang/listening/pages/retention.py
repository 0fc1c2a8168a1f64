"""What the pages about keeping and erasing show: rules, what will be erased when, what was; no words of voices."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext as _

from huixiang.kernel.actor import Actor
from huixiang.listening.erasure_words import CATEGORY_WORDS, COUNTED_FROM, ERASURE_GROUNDS, SCOPE_WORDS
from huixiang.listening.models import Erasure, ErasureNotice, ErasureOrder, RetentionRule, SealedCase, Voice
from huixiang.listening.states import ErasureGround, ErasureScope, RetentionCategory

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Words
else:
    Words = object


@dataclass(frozen=True, slots=True)
class KeptRule:
    """The rule of a category in words. ``usual``: the organisation has set nothing yet."""

    category: str
    name: Words
    counted_from: Words
    months: int
    warn_days: int
    ground: str
    usual: bool


@dataclass(frozen=True, slots=True)
class DueRow:
    """Something that will be erased: what it is, its number, the day, and what holds it if anything does."""

    notice_id: int
    what: Words
    number: str
    erase_on: dt.date
    announced_on: dt.date
    held: Words
    by_somebody: bool


@dataclass(frozen=True, slots=True)
class ErasedRow:
    """Something that was erased: its number, what went, the ground and whose hands it took."""

    number: str
    what: Words
    ground: Words
    on: dt.date
    hands: str


@dataclass(frozen=True, slots=True)
class OrderRow:
    """A wish to have something erased that waits for a second person; ``mine`` cannot be decided by its reader."""

    order_id: int
    number: str
    what: Words
    ground: Words
    reference: str
    who: str
    on: dt.datetime
    held: Words
    mine: bool


def order_row(order: ErasureOrder, held: Mapping[UUID, Words], reader: Actor) -> OrderRow:
    """A wish as the second person reads it."""
    return OrderRow(
        order.pk, voice_number(order.voice) if order.voice else "", SCOPE_WORDS[ErasureScope(order.scope)],
        ERASURE_GROUNDS[ErasureGround(order.ground)], order.reference, order.asked_by.name, order.asked_at,
        held.get(order.voice_id, "") if order.voice_id else "", order.asked_by_id == reader.user_id,
    )  # fmt: skip


def kept_rules(rules: Mapping[RetentionCategory, RetentionRule]) -> list[KeptRule]:
    """The rules of now, in the order of the categories."""
    return [
        KeptRule(
            category.value, CATEGORY_WORDS[category], COUNTED_FROM[category], rule.months, rule.warn_days, rule.ground,
            usual=rule.pk is None,
        )
        for category, rule in rules.items()
    ]  # fmt: skip


def due_rows(notices: Sequence[ErasureNotice], held: Mapping[int, Words], by_somebody: set[int]) -> list[DueRow]:
    """What will be erased, one row each."""
    return [
        DueRow(
            one.pk, CATEGORY_WORDS[RetentionCategory(one.category)], number_of(one), one.erase_on, one.announced_on,
            held.get(one.pk, ""), one.pk in by_somebody,
        )
        for one in notices
    ]  # fmt: skip


def erased_rows(erasures: Sequence[Erasure]) -> list[ErasedRow]:
    """What was erased, one row each."""
    return [
        ErasedRow(
            number_of(one), SCOPE_WORDS[ErasureScope(one.scope)], ERASURE_GROUNDS[ErasureGround(one.ground)], one.on,
            _hands(one),
        )
        for one in erasures
    ]  # fmt: skip


def number_of(thing: ErasureNotice | Erasure) -> str:
    """By which number something is known: of the receipt, or of the file; nothing that leads to a sealed case."""
    if thing.voice is not None:
        return voice_number(thing.voice)
    if isinstance(thing.case, SealedCase):
        return _("a protected voice")
    return _("File no. %(number)s") % {"number": thing.brought_id}


def voice_number(voice: Voice) -> str:
    """The number of a voice's receipt in two groups; imported voices have none and show the beginning of their id."""
    receipt = getattr(voice, "receipt", None)
    return f"{receipt.locator[:4]} {receipt.locator[4:]}" if receipt else str(voice.pk)[:8]


def _hands(done: Erasure) -> str:
    if done.order is None:
        return ""
    return _("%(first)s and %(second)s") % {
        "first": done.order.asked_by.name,
        "second": done.order.decided_by.name if done.order.decided_by else "",
    }
