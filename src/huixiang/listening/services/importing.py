"""Takes in many voices at once from a table, each exactly once."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Final
from uuid import uuid4

from django.db import transaction

from huixiang.journal import services as journal
from huixiang.kernel.actor import Actor
from huixiang.kernel.sealing import seal
from huixiang.listening.models import Place, Receipt, Speaker, Voice
from huixiang.listening.queries import CONTACT_PURPOSE, NAME_PURPOSE
from huixiang.listening.services.wording import storable
from huixiang.listening.states import ChannelKind, Lane
from huixiang.people.models import Unit
from huixiang.proofs.receipts import LOCATOR_DIGITS

BATCH: Final = 500
_VERIFIER_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class ImportedVoice:
    """One row of a table, understood. ``source`` is its number at home and is taken once in an organisation."""

    source: str
    words: str
    said_on: dt.date
    said_at: dt.datetime | None = None
    place: Place | None = None
    place_words: str = ""
    unit: Unit | None = None
    speaker_name: str = field(default="", repr=False)
    contact: str = field(default="", repr=False)


@transaction.atomic
def import_voices(*, rows: Sequence[ImportedVoice], origin: str, by: Actor, at: dt.datetime) -> int:
    """Take in the rows whose source is not here yet, in the confidential lane; returns how many were new.

    One journal entry about the whole table, none when nothing was new. ``origin`` names the table, such as the
    first digits of its digest. Sources within ``rows`` must differ. 4,326 rows take about 2 s.

    :raises NothingSaid, TooLong: words that cannot be kept; nothing was written.
    """
    fresh = [row for start in range(0, len(rows), BATCH) for row in _not_here(rows[start : start + BATCH])]
    for start in range(0, len(fresh), BATCH):
        _write(fresh[start : start + BATCH], by=by)
    if fresh:
        facts = {"rows": len(rows), "new": len(fresh), "channel": ChannelKind.IMPORT.value}
        journal.record("listening.voices.imported", about=f"import:{origin}", by=by, at=at, after=facts)
    return len(fresh)


def _not_here(rows: Sequence[ImportedVoice]) -> list[ImportedVoice]:
    known = set(Voice.objects.filter(source__in=[row.source for row in rows]).values_list("source", flat=True))
    return [row for row in rows if row.source not in known]


def _write(rows: Sequence[ImportedVoice], *, by: Actor) -> None:
    voices = [_voice(row, by) for row in rows]
    Voice.objects.bulk_create(voices)
    Speaker.objects.bulk_create(
        Speaker(voice=voice, name_sealed=_sealed(row.speaker_name, NAME_PURPOSE),
                contact_sealed=_sealed(row.contact, CONTACT_PURPOSE))
        for voice, row in zip(voices, rows, strict=True)
        if row.speaker_name or row.contact
    )  # fmt: skip
    Receipt.objects.bulk_create(
        # Nobody holds a code for an imported voice, so its verifier is chance that no code leads to: nothing waits to
        # be hardened (half an hour for 5,000 rows). A speaker who turns up later gets a fresh code instead.
        Receipt(voice=voice, locator=locator, verifier=secrets.token_bytes(_VERIFIER_BYTES))
        for voice, locator in zip(voices, _free_locators(len(voices)), strict=True)
    )


def _voice(row: ImportedVoice, by: Actor) -> Voice:
    return Voice(
        id=uuid4(), channel=ChannelKind.IMPORT.value, lane=Lane.CONFIDENTIAL.value, words=storable(row.words),
        said_on=row.said_on, said_at=row.said_at, place=row.place, place_words=row.place_words, unit=row.unit,
        source=row.source, registered_by_id=by.user_id,
    )  # fmt: skip


def _sealed(text: str, purpose: str) -> bytes:
    return seal(text.encode("utf-8", "replace"), purpose=purpose) if text else b""


def _free_locators(count: int) -> Collection[str]:
    free: set[str] = set()
    while len(free) < count:
        drawn = {f"{secrets.randbelow(10**LOCATOR_DIGITS):0{LOCATOR_DIGITS}d}" for _ in range(count - len(free))}
        free |= drawn - set(Receipt.objects.filter(locator__in=drawn).values_list("locator", flat=True))
    return free
