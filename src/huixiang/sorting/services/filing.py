"""New voices get their line in the inbox, in batches, outside the request that took them in."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from django.db import connection, transaction

from huixiang.kernel.tenancy import current_organisation_id
from huixiang.listening.models import Voice
from huixiang.sorting import wording

OPENING = 80
READ = 300  # characters that are enough to fill an opening, however many of them are spaces

# One statement for a batch: building the same rows as model instances takes four times as long.
_FILE = """
INSERT INTO sorting_inboxitem (voice_id, organisation_id, state, channel, lane, place_id, unit_id, said_on,
                               opening, summary, terms, version, number)
SELECT id, organisation_id, 'new', channel, lane, place_id, unit_id, said_on,
       opening, '', array_to_tsvector(string_to_array(terms, chr(31))), 0, nextval('sorting_inbox_number')
FROM (SELECT voice.*, given.opening, given.terms
      FROM unnest(%s::uuid[], %s::text[], %s::text[]) WITH ORDINALITY AS given (voice_id, opening, terms, line)
      JOIN listening_voice voice ON voice.id = given.voice_id
      WHERE voice.organisation_id = %s
      ORDER BY given.line) AS voice
"""


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
        _file(voices)
        Voice.objects.filter(pk__in=[voice.pk for voice in voices]).update(filed=True)
    return len(voices)


def _file(voices: Sequence[Voice]) -> None:
    ids = [voice.pk for voice in voices]
    openings = [opening_of(voice.words) for voice in voices]
    terms = [chr(31).join(_terms(voice)) for voice in voices]
    with connection.cursor() as cursor:
        cursor.execute(_FILE, [ids, openings, terms, current_organisation_id()])


def _terms(voice: Voice) -> tuple[str, ...]:
    named = (voice.place.name, voice.place.initials) if voice.place else ()
    return wording.terms_of(voice.words, voice.place_words, *named)


def opening_of(words: str) -> str:
    """The first 80 characters on one line; words of nothing but spaces open with a dash."""
    return " ".join(words[:READ].split())[:OPENING] or "—"
