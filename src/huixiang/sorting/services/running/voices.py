"""The voices as the engine reads them: a table on disk, written in chunks, each in a transaction of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import pyarrow as pa

from huixiang.digest.voices import VOICES
from huixiang.listening import queries as listening
from huixiang.listening.models import Voice
from huixiang.sorting.models import InboxItem, MatterVoice

CHUNK: Final = 5_000
LONGEST_TITLE: Final = 60
TABLE: Final[Any] = VOICES.append(pa.field("words", pa.string(), nullable=False))
KNOWN: Final[Any] = pa.schema([("id", pa.string()), ("matter", pa.string())])
_UTC: Final = dt.UTC


def title_and_body(words: str) -> tuple[str, str]:
    """Part words that begin with a title: a short line, then an empty one."""
    title, between, body = words.partition("\n\n")
    if between and "\n" not in title and 0 < len(title.strip()) <= LONGEST_TITLE and body.strip():
        return title.strip(), body
    return "", words


def voices_after(number: int, *, size: int = CHUNK) -> tuple[int, list[Voice]]:
    """The next voices of the inbox by number, with their place, and the number of the last."""
    rows = (
        InboxItem.at_the_desk()
        .filter(number__gt=number, voice__erased_on=None)
        .order_by("number")
        .select_related("voice__place")
    )
    found = list(rows.only("number", "voice__words", "voice__said_on", "voice__said_at", "voice__place_words",
                           "voice__place__name", "voice__lane")[:size])  # fmt: skip
    return (found[-1].number if found else number), [item.voice for item in found]


def table_of(voices: Sequence[Voice]) -> pa.Table:
    """Voices as a table the engine takes, in their order; who spoke is a mark, and nobody's name (1 query)."""
    marks = listening.speaker_marks([voice.pk for voice in voices])
    rows = [_row(voice, marks.get(voice.pk, str(voice.pk))) for voice in voices]
    return pa.Table.from_pylist(rows, schema=TABLE)


def _row(voice: Voice, speaker: str) -> dict[str, object]:
    title, body = title_and_body(voice.words)
    at = voice.said_at or dt.datetime.combine(voice.said_on, dt.time(), _UTC)
    return {
        "id": str(voice.pk), "title": title, "body": body, "speaker": speaker,
        "said_at": at.astimezone(_UTC).replace(tzinfo=None, microsecond=0), "likes": 0,
        "place": voice.place_words or (voice.place.name if voice.place else None), "words": voice.words,
    }  # fmt: skip


def write_tables(folder: Path, tables: Iterable[pa.Table]) -> int:
    """Write chunks into one file as they come; says how many voices."""
    count = 0
    with pa.OSFile(str(folder / "voices.arrow"), "wb") as file, pa.ipc.new_stream(file, TABLE) as writer:
        for table in tables:
            writer.write_table(table)
            count += len(table)
    return count


def known_matters() -> Iterator[tuple[str, str]]:
    """Which matter each voice is in now, by the name the engine gave it."""
    rows = MatterVoice.objects.filter(left_at=None, matter__gone_at=None).order_by("id")
    voice_id: UUID
    for voice_id, key in rows.values_list("voice_id", "matter__key").iterator(CHUNK):
        yield str(voice_id), key


def known_table() -> pa.Table:
    """The same as a table, for matters to keep their names."""
    rows = list(known_matters())
    return pa.table([[one for one, _ in rows], [key for _, key in rows]], schema=KNOWN)
