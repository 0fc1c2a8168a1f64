"""Takes in a batch of read voices, each exactly once, and notes those that cannot be; one transaction of the caller's.

PostgreSQL lets no COPY into tables with row security, so rows go in as arrays: one statement for each table.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final
from uuid import UUID, uuid4

from django.db import connection
from django.utils.translation import gettext as _

from huixiang.kernel.sealing import seal
from huixiang.kernel.tenancy import current_organisation_id
from huixiang.listening.models import Import, Receipt, Voice
from huixiang.listening.queries import CELLS_PURPOSE, CONTACT_PURPOSE, NAME_PURPOSE
from huixiang.listening.services.imports.choosing import Choice
from huixiang.listening.services.imports.understanding import Failure, ReadVoice
from huixiang.listening.states import ImportState, Lane
from huixiang.proofs.receipts import LOCATOR_DIGITS

AGAIN: Final = "~"
"""Ends the source of a voice whose like was taken back: the words of before stay, and so does their mark."""
GONE: Final = frozenset({ImportState.LEAVING, ImportState.WITHDRAWN})
_VERIFIER_BYTES: Final = 32


@dataclass(slots=True)
class Sorted:
    """Of a batch: voices that are new, how many are here already, and rows that cannot be taken."""

    fresh: list[ReadVoice] = field(default_factory=list)
    known: int = 0
    failures: list[Failure] = field(default_factory=list)


def take_batch(brought: Import, voices: Sequence[ReadVoice], failures: Sequence[Failure], *, choice: Choice) -> Sorted:
    """Write what is new in a batch, and the failures; the caller has locked the import and moves its position.

    About 12 statements, whatever the size of the batch.
    """
    found = _sort(brought, voices)
    found.failures = sorted([*failures, *found.failures], key=lambda failure: failure.number)
    if found.fresh:
        write_voices(brought, found.fresh, choice=choice)
    _write_failures(brought, found.failures)
    return found


def _sort(brought: Import, voices: Sequence[ReadVoice]) -> Sorted:
    found = Sorted()
    waiting: dict[str, ReadVoice] = {}
    for voice in voices:
        first = waiting.setdefault(voice.source, voice)
        if first is not voice:
            found.failures.append(_failed(voice, _same_number(first.number)))
    while waiting:
        here = _here(waiting)
        found.fresh += [voice for source, voice in waiting.items() if source not in here]
        waiting = {
            f"{source}{AGAIN}": replace(waiting[source], source=f"{source}{AGAIN}")
            for source, other in here.items()
            if not _is_settled(brought, waiting[source], other, found)
        }
    return found


@dataclass(frozen=True, slots=True)
class _Here:
    """A voice that has the source already: its words, and the import and row it came with, if any."""

    words: str
    import_id: int | None
    number: int | None
    gone: bool


def _here(waiting: Collection[str]) -> dict[str, _Here]:
    rows = Voice.objects.filter(source__in=list(waiting)).order_by()
    named = rows.values_list(
        "source", "words", "import_row__brought", "import_row__number", "import_row__brought__state",
        "import_row__stays",
    )  # fmt: skip
    return {
        source: _Here(words, import_id, number, state in GONE and not stays)
        for source, words, import_id, number, state, stays in named
    }


def _is_settled(brought: Import, voice: ReadVoice, here: _Here, found: Sorted) -> bool:
    """Count a row whose source is here as known or failed; False when that voice was taken back."""
    if here.gone:
        return False
    if here.import_id == brought.pk:
        found.failures.append(_failed(voice, _same_number(here.number or 0)))
    elif here.words == voice.words:
        found.known += 1
    else:
        number = voice.source.partition(":")[2].rstrip(AGAIN)
        found.failures.append(
            _failed(
                voice, _("A voice with the number %(number)s is here already, with other words.") % {"number": number}
            )
        )
    return True


def _same_number(first: int) -> str:
    return _("The number is the same as in row %(row)s.") % {"row": first}


def _failed(voice: ReadVoice, reason: str) -> Failure:
    return Failure(voice.number, reason, voice.cells or (voice.words,))


_VOICES: Final = """
INSERT INTO listening_voice (id, organisation_id, channel, words, lane, place_id, place_words, unit_id, said_on,
                             said_at, registered_by_id, source, filed)
SELECT id, %(organisation)s, %(channel)s, words, %(lane)s, place_id, place_words, unit_id, said_on, said_at, %(by)s,
       source, false
FROM unnest(%(id)s::uuid[], %(words)s::text[], %(place)s::bigint[], %(place_words)s::text[], %(unit)s::bigint[],
            %(said_on)s::date[], %(said_at)s::timestamptz[], %(source)s::text[])
     AS given (id, words, place_id, place_words, unit_id, said_on, said_at, source)
"""
# Nobody holds a code for an imported voice, so its verifier is chance that no code leads to: nothing waits to be
# hardened (half an hour for 5,000 rows). A speaker who turns up later gets a fresh code instead.
_RECEIPTS: Final = """
INSERT INTO listening_receipt (voice_id, organisation_id, locator, verifier)
SELECT id, %(organisation)s, locator, verifier
FROM unnest(%(id)s::uuid[], %(locator)s::text[], %(verifier)s::bytea[]) AS given (id, locator, verifier)
"""
_SPEAKERS: Final = """
INSERT INTO listening_speaker (voice_id, organisation_id, name_sealed, contact_sealed, may_contact)
SELECT id, %(organisation)s, name, contact, false
FROM unnest(%(id)s::uuid[], %(name)s::bytea[], %(contact)s::bytea[]) AS given (id, name, contact)
"""
_ROWS: Final = """
INSERT INTO listening_importrow (voice_id, organisation_id, brought_id, number, place, heading, addressee, stays)
SELECT id, %(organisation)s, %(import)s, number, place, heading, addressee, false
FROM unnest(%(id)s::uuid[], %(number)s::bigint[], %(place)s::text[], %(heading)s::text[], %(addressee)s::text[])
     AS given (id, number, place, heading, addressee)
"""
_FAILURES: Final = """
INSERT INTO listening_importfailure (organisation_id, brought_id, number, reason, cells)
SELECT %(organisation)s, %(import)s, number, reason, cells
FROM unnest(%(number)s::bigint[], %(reason)s::text[], %(cells)s::bytea[]) AS given (number, reason, cells)
"""


def write_voices(brought: Import, voices: Sequence[ReadVoice], *, choice: Choice) -> list[UUID]:
    """Write voices with receipt, speaker and place in the file (5 statements); gives their ids in the same order."""
    ids = [uuid4() for _voice in voices]
    anonymous = choice.lane == Lane.ANONYMOUS
    facts: dict[str, Any] = {
        "id": ids, "channel": choice.channel.value, "lane": choice.lane.value, "by": brought.by_id,
        "words": [voice.words for voice in voices], "place": [voice.place_id for voice in voices],
        "place_words": [voice.place_words for voice in voices], "unit": [voice.unit_id for voice in voices],
        "said_on": [voice.said_on for voice in voices], "source": [voice.source for voice in voices],
        "said_at": [None if anonymous else voice.said_at for voice in voices],
    }  # fmt: skip
    _run(_VOICES, facts)
    verifiers = [secrets.token_bytes(_VERIFIER_BYTES) for _id in ids]
    _run(_RECEIPTS, {"id": ids, "locator": list(_free_locators(len(ids))), "verifier": verifiers})
    named = (
        [] if anonymous else [pair for pair in zip(ids, voices, strict=True) if pair[1].speaker_name or pair[1].contact]
    )
    if named:
        names = [_sealed(voice.speaker_name, NAME_PURPOSE) for _id, voice in named]
        contacts = [_sealed(voice.contact, CONTACT_PURPOSE) for _id, voice in named]
        _run(_SPEAKERS, {"id": [pk for pk, _voice in named], "name": names, "contact": contacts})
    _run(_ROWS, {
        "import": brought.pk, "id": ids, "number": [voice.number for voice in voices],
        "place": [voice.place_in_file for voice in voices], "heading": [voice.heading for voice in voices],
        "addressee": [voice.addressee for voice in voices],
    })  # fmt: skip
    return ids


def _write_failures(brought: Import, failures: Sequence[Failure]) -> None:
    if failures:
        cells = [json.dumps(failure.cells, ensure_ascii=False).encode("utf-8", "replace") for failure in failures]
        _run(_FAILURES, {
            "import": brought.pk, "number": [failure.number for failure in failures],
            "reason": [failure.reason.replace("\0", "") for failure in failures],
            "cells": [seal(each, purpose=CELLS_PURPOSE) for each in cells],
        })  # fmt: skip


def _run(statement: str, facts: dict[str, Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, facts | {"organisation": current_organisation_id()})


def _sealed(text: str, purpose: str) -> bytes:
    return seal(text.encode("utf-8", "replace"), purpose=purpose) if text else b""


def _free_locators(count: int) -> Iterable[str]:
    free: set[str] = set()
    while len(free) < count:
        drawn = {f"{secrets.randbelow(10**LOCATOR_DIGITS):0{LOCATOR_DIGITS}d}" for _ in range(count - len(free))}
        free |= drawn - set(Receipt.objects.filter(locator__in=drawn).values_list("locator", flat=True))
    return free
