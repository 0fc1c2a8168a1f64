"""New voices get their line in the inbox, in batches: outside the request that took them in, or with an import."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection, transaction

from huixiang.kernel.tenancy import current_organisation_id
from huixiang.listening.events import VoicesTakenIn
from huixiang.listening.models import Place, Voice
from huixiang.sorting import wording

OPENING = 80
SEPARATOR = chr(31)  # in no term
READ = 300  # characters that are enough to fill an opening, however many of them are spaces

# One statement and one document of JSON for a batch: model instances take four times as long, arrays twice.
_FILE = """
WITH filed AS (
INSERT INTO sorting_inboxitem (voice_id, organisation_id, state, channel, lane, place_id, unit_id, said_on,
                               opening, summary, terms, version, number)
SELECT id, organisation_id, 'new', channel, lane, place_id, unit_id, said_on,
       opening, '', array_to_tsvector(string_to_array(terms, chr(31))), 0, nextval('sorting_inbox_number')
FROM (SELECT voice.*, given.opening, given.terms
      FROM json_to_recordset(%s::json) AS given (voice_id uuid, opening text, terms text, line int)
      JOIN listening_voice voice ON voice.id = given.voice_id
      WHERE voice.organisation_id = %s
      ORDER BY given.line) AS voice
RETURNING voice_id, organisation_id, number)
INSERT INTO sorting_unweighed (item_id, organisation_id, number) SELECT voice_id, organisation_id, number FROM filed
"""


@dataclass(frozen=True, slots=True)
class _Spoken:
    """What of a voice its line in the inbox is made of; ``placed`` are the name and initials of its place."""

    pk: UUID
    words: str
    place_words: str
    placed: tuple[str, ...]


@transaction.atomic
def file_waiting_voices(limit: int = 500, *, only: Collection[UUID] | None = None) -> int:
    """Put up to ``limit`` waiting voices into the inbox and say how many.

    Several workers share the work without waiting for each other. Voices of one day are numbered in random order,
    so that a number tells nothing finer than the day. No journal entry: taking the voice in left one.
    """
    waiting = Voice.objects.select_for_update(skip_locked=True, of=("self",)).filter(filed=False)
    if only is not None:
        waiting = waiting.filter(pk__in=only)
    voices = list(waiting.select_related("place").order_by("said_on", "id")[:limit])
    if voices:
        _file([_Spoken(voice.pk, voice.words, voice.place_words, _placed(voice.place)) for voice in voices])
        Voice.objects.filter(pk__in=[voice.pk for voice in voices]).update(filed=True)
    return len(voices)


def file_at_once(taken: VoicesTakenIn) -> None:
    """Put the voices of a batch of an import into the inbox, in the transaction that takes them in (1 or 2 statements).

    They need not be read, locked and marked once more, which would be half the work of filing.
    """
    ids = {voice.place_id for voice in taken.voices if voice.place_id}
    places = {place.pk: _placed(place) for place in Place.objects.filter(pk__in=ids)} if ids else {}
    voices = sorted(taken.voices, key=lambda voice: (voice.said_on, voice.pk))
    _file([_Spoken(each.pk, each.words, each.place_words, places.get(each.place_id or 0, ())) for each in voices])


def _placed(place: Place | None) -> tuple[str, ...]:
    return (place.name, place.initials) if place else ()


def _file(voices: Sequence[_Spoken]) -> None:
    given = [
        {
            "voice_id": each.pk.hex,
            "opening": opening_of(each.words),
            "terms": SEPARATOR.join(_terms(each)),
            "line": n,
        }
        for n, each in enumerate(voices)
    ]
    document = json.dumps(given, ensure_ascii=False)
    with connection.cursor() as cursor:
        cursor.execute(_FILE, [document, current_organisation_id()])


def _terms(voice: _Spoken) -> tuple[str, ...]:
    return wording.terms_of(voice.words, voice.place_words, *voice.placed)


def opening_of(words: str) -> str:
    """The first 80 characters on one line; words of nothing but spaces open with a dash."""
    return " ".join(words[:READ].split())[:OPENING] or "—"
