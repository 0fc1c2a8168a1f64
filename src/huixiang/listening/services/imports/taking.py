"""Takes in a batch of read voices, each exactly once, and notes those that cannot be; one transaction of the caller's.

PostgreSQL lets no COPY into tables with row security, so all rows of a batch go in by one statement.
"""

from __future__ import annotations

import json
import secrets
from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from huixiang.kernel.events import emit
from huixiang.kernel.sealing import seal
from huixiang.kernel.tenancy import current_organisation_id
from huixiang.listening.events import TakenVoice, VoicesTakenIn
from huixiang.listening.models import Import
from huixiang.listening.queries import CELLS_PURPOSE, CONTACT_PURPOSE, NAME_PURPOSE
from huixiang.listening.services.imports.choosing import Choice
from huixiang.listening.services.imports.here import Here, here_already, taken_locators
from huixiang.listening.services.imports.tracks import ALONE, TRACKS, Track
from huixiang.listening.services.imports.understanding import Failure, ReadVoice
from huixiang.listening.states import Lane
from huixiang.proofs.receipts import LOCATOR_DIGITS

AGAIN: Final = "~"
"""Ends the source of a voice whose like was taken back: the words of before stay, and so does their mark."""
_VERIFIER_BYTES: Final = 32
_ALIKE, _REST = 6, 10
"""Bytes of an id that the voices of a batch share, and that each has of its own."""


@dataclass(slots=True)
class Sorted:
    """Of a batch: voices that are new, how many are here already, and rows that cannot be taken."""

    fresh: list[ReadVoice] = field(default_factory=list)
    known: int = 0
    failures: list[Failure] = field(default_factory=list)


def take_batch(
    brought: Import,
    voices: Sequence[ReadVoice],
    failures: Sequence[Failure],
    *,
    choice: Choice,
    track: Track = ALONE,
) -> Sorted:
    """Write what is new in a batch, and the failures; the caller has locked the import and moves its position.

    About 5 statements, whatever the size of the batch.
    """
    found = _sort(brought, voices)
    found.failures = sorted([*failures, *found.failures], key=lambda failure: failure.number)
    if found.fresh:
        write_voices(brought, found.fresh, choice=choice, track=track)
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
        here = here_already(waiting)
        found.fresh += [voice for source, voice in waiting.items() if source not in here]
        waiting = {
            f"{source}{AGAIN}": replace(waiting[source], source=f"{source}{AGAIN}")
            for source, other in here.items()
            if not _is_settled(brought, waiting[source], other, found)
        }
    return found


def _is_settled(brought: Import, voice: ReadVoice, here: Here, found: Sorted) -> bool:
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


# One document of JSON for a batch: as arrays its parameters take longer to write than the rows.
_TAKE_IN: Final = """
WITH given AS MATERIALIZED (
    SELECT * FROM json_to_recordset(%(given)s::json) AS row (
        id uuid, locator text, verifier text, words text, said_on date, said_at timestamptz, place bigint,
        place_words text, unit bigint, source text, name text, contact text, number bigint, place_in_file text,
        heading text, addressee text
    )
), spoken AS (
    INSERT INTO listening_voice (id, organisation_id, channel, words, lane, place_id, place_words, unit_id, said_on,
                                 said_at, registered_by_id, source, filed)
    SELECT id, %(organisation)s, %(channel)s, words, %(lane)s, place, place_words, unit, said_on, said_at, %(by)s,
           source, true
    FROM given
), proven AS (
    INSERT INTO listening_receipt (voice_id, organisation_id, locator, verifier)
    SELECT id, %(organisation)s, locator, decode(verifier, 'base64') FROM given
), sealed AS (
    INSERT INTO listening_speaker (voice_id, organisation_id, name_sealed, contact_sealed, may_contact)
    SELECT id, %(organisation)s, decode(name, 'base64'), decode(contact, 'base64'), false
    FROM given WHERE name <> '' OR contact <> ''
)
INSERT INTO listening_importrow (voice_id, organisation_id, brought_id, number, place, heading, addressee, stays)
SELECT id, %(organisation)s, %(import)s, number, place_in_file, heading, addressee, false FROM given
"""
_FAILURES: Final = """
INSERT INTO listening_importfailure (organisation_id, brought_id, number, reason, cells)
SELECT %(organisation)s, %(import)s, number, reason, decode(cells, 'base64')
FROM json_to_recordset(%(given)s::json) AS row (number bigint, reason text, cells text)
"""


def write_voices(brought: Import, voices: Sequence[ReadVoice], *, choice: Choice, track: Track = ALONE) -> list[UUID]:
    """Write voices with receipt, speaker and place in the file, and have them filed; gives their ids in the same order.

    Costs 2 statements here. They are marked as filed from the start: the desk files them in this very transaction.
    """
    ids = _neighbouring_ids(len(voices))
    anonymous = choice.lane == Lane.ANONYMOUS
    given = [
        _plain(pk, locator, voice, anonymous=anonymous)
        for pk, locator, voice in zip(ids, _free_locators(len(ids), track), voices, strict=True)
    ]
    facts = {"channel": choice.channel.value, "lane": choice.lane.value, "by": brought.by_id, "import": brought.pk}
    _run(_TAKE_IN, given, facts)
    taken = (
        TakenVoice(pk, voice.words, voice.said_on, voice.place_id, voice.place_words)
        for pk, voice in zip(ids, voices, strict=True)
    )
    emit(VoicesTakenIn(tuple(taken)))
    return ids


def _neighbouring_ids(count: int) -> list[UUID]:
    """Ids that begin alike, so that a batch writes a few pages of each index and not one for every voice.

    No time is in them; 74 random bits of each remain, which nobody guesses who knows its neighbour.
    """
    alike, drawn = secrets.token_bytes(_ALIKE), secrets.token_bytes(_REST * count)
    rests = (drawn[at : at + _REST] for at in range(0, len(drawn), _REST))
    return [UUID(bytes=alike + rest, version=4) for rest in rests]


def _plain(pk: UUID, locator: str, voice: ReadVoice, *, anonymous: bool) -> dict[str, object]:
    return {
        "id": pk.hex, "locator": locator, "words": voice.words, "said_on": voice.said_on.isoformat(),
        # Nobody holds a code for an imported voice, so its verifier is chance that no code leads to: nothing waits to
        # be hardened (half an hour for 5,000 rows). A speaker who turns up later gets a fresh code instead.
        "verifier": _text(secrets.token_bytes(_VERIFIER_BYTES)),
        "said_at": voice.said_at.isoformat() if voice.said_at and not anonymous else None,
        "place": voice.place_id, "place_words": voice.place_words, "unit": voice.unit_id, "source": voice.source,
        "name": "" if anonymous else _sealed(voice.speaker_name, NAME_PURPOSE),
        "contact": "" if anonymous else _sealed(voice.contact, CONTACT_PURPOSE),
        "number": voice.number, "place_in_file": voice.place_in_file, "heading": voice.heading,
        "addressee": voice.addressee,
    }  # fmt: skip


def _write_failures(brought: Import, failures: Sequence[Failure]) -> None:
    if failures:
        given = [
            {"number": each.number, "reason": each.reason.replace("\0", ""), "cells": _cells(each)} for each in failures
        ]
        _run(_FAILURES, given, {"import": brought.pk})


def _run(statement: str, given: Sequence[dict[str, object]], facts: dict[str, Any]) -> None:
    document = json.dumps(given, ensure_ascii=False).encode("utf-8", "replace").decode()
    with connection.cursor() as cursor:
        cursor.execute(statement, facts | {"given": document, "organisation": current_organisation_id()})


def _cells(failure: Failure) -> str:
    cells = json.dumps(failure.cells, ensure_ascii=False).encode("utf-8", "replace")
    return _text(seal(cells, purpose=CELLS_PURPOSE))


def _sealed(text: str, purpose: str) -> str:
    return _text(seal(text.encode("utf-8", "replace"), purpose=purpose)) if text else ""


def _text(content: bytes) -> str:
    return b64encode(content).decode()


def _free_locators(count: int, track: Track) -> Iterable[str]:
    """Draw free locators; each track from a share of its own, for neither sees yet what the other took."""
    free: set[str] = set()
    while len(free) < count:
        drawn = {f"{_drawn(track):0{LOCATOR_DIGITS}d}" for _ in range(count - len(free))}
        free |= drawn - taken_locators(drawn)
    return free


def _drawn(track: Track) -> int:
    if track.alone:
        return secrets.randbelow(10**LOCATOR_DIGITS)
    return secrets.randbelow(10**LOCATOR_DIGITS // TRACKS) * TRACKS + track.number
