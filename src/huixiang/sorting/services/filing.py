"""New voices get their line in the inbox, in batches, outside the request that took them in."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db import connection, transaction

from huixiang.listening.models import Voice
from huixiang.sorting import wording
from huixiang.sorting.models import InboxItem

OPENING = 80
READ = 300  # characters that are enough to fill an opening, however many of them are spaces


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
    if not voices:
        return 0
    numbers = _numbers(len(voices))
    InboxItem.objects.bulk_create([_item(voice, number) for voice, number in zip(voices, numbers, strict=True)])
    Voice.objects.filter(pk__in=[voice.pk for voice in voices]).update(filed=True)
    return len(voices)


def _numbers(count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('sorting_inbox_number') FROM generate_series(1, %s)", [count])
        return sorted(number for (number,) in cursor.fetchall())


def _item(voice: Voice, number: int) -> InboxItem:
    place = voice.place
    named = (place.name, place.initials) if place else ("", "")
    return InboxItem(
        voice=voice,
        channel=voice.channel,
        lane=voice.lane,
        place=place,
        unit_id=voice.unit_id,
        said_on=voice.said_on,
        opening=opening_of(voice.words),
        terms=wording.vector(voice.words, voice.place_words, *named),
        number=number,
    )


def opening_of(words: str) -> str:
    """The first 80 characters on one line; words of nothing but spaces open with a dash."""
    return " ".join(words[:READ].split())[:OPENING] or "—"
