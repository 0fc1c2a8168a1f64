"""Which known matter a new voice joins: candidates share rare runs of words, the engine weighs how alike they are."""

from __future__ import annotations

import functools
import heapq
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import UUID

import pyarrow as pa
from django.db import connection

from huixiang.digest.matters.ground import Ground, mean_likeness
from huixiang.digest.matters.reasons import reason
from huixiang.kernel.tenancy import current_organisation_id
from huixiang.listening.models import Voice
from huixiang.sorting import wording
from huixiang.sorting.models import InboxItem, Matter, MatterVoice
from huixiang.sorting.services.running.voices import TABLE, table_of

CANDIDATES: Final = 120  # voices that share a run, the newest
MOST: Final = 10_000  # voices that share a run and are looked at
MATTERS: Final = 12  # of those voices, the commonest
MEMBERS: Final = 12  # of each matter that are compared: its latest, none a repeat; as ``matters.attach`` does

_MEMBERS = """
SELECT member.matter_id, member.voice_id
FROM unnest(%s::bigint[]) AS wanted (matter_id)
CROSS JOIN LATERAL (
    SELECT matter_id, voice_id FROM sorting_mattervoice
    WHERE matter_id = wanted.matter_id AND organisation_id = %s AND left_at IS NULL AND repeat_of_id IS NULL
    ORDER BY id DESC LIMIT %s
) AS member
"""


@dataclass(frozen=True, slots=True)
class Attached:
    """The matter a voice joins, how alike it is to the others in it, and why."""

    matter_id: int
    alike: float
    reason: str


def attach_all(
    voices: Sequence[Voice], table: pa.Table, repeats: dict[str, tuple[str | None, float, str]], ground: Path
) -> dict[UUID, Attached]:
    """Attach new voices to known matters. What repeats a voice of a matter is in it; the others go by likeness.

    Without a ground (no whole run yet) only repeats attach. Cost: a query a voice, and 60 microseconds a candidate.
    """
    found = _with_what_they_repeat(repeats)
    learnt = _ground(ground, _stamp(ground))
    if learnt is None:
        return found
    common = _commonness(learnt)
    asked = {voice.pk: _candidates(voice, common) for voice in voices if voice.pk not in found}
    members = _members({matter_id for matters in asked.values() for matter_id in matters})
    return found | _by_likeness(learnt, table, asked, members)


def _with_what_they_repeat(repeats: dict[str, tuple[str | None, float, str]]) -> dict[UUID, Attached]:
    firsts = {UUID(one): UUID(first) for one, (first, _score, _shared) in repeats.items() if first}
    rows = MatterVoice.objects.filter(voice__in=set(firsts.values()), left_at=None, matter__gone_at=None)
    matters = {
        voice_id: (matter_id, score) for voice_id, matter_id, score in rows.values_list("voice", "matter", "score")
    }
    return {
        one: Attached(matters[first][0], matters[first][1] or 0.0, repeats[str(one)][2])
        for one, first in firsts.items()
        if first in matters
    }


def _commonness(ground: Ground) -> Callable[[Sequence[str]], Sequence[float]]:
    """In how many of the voices there are now a term stands, by what the last whole run learnt."""
    last = InboxItem.objects.order_by("-number").values_list("number", flat=True).first() or 0
    return lambda terms: [share * last for share in ground.shares(terms)]


def _candidates(voice: Voice, common: Callable[[Sequence[str]], Sequence[float]]) -> list[int]:
    """The matters of the newest voices that share a run of characters with this one, the commonest first."""
    question = wording.alike(voice.words, common=common)
    if question is None:
        return []
    # Sorted here: asked for the newest, PostgreSQL may read the inbox backwards until it has met enough of a rare run.
    sharing = InboxItem.objects.filter(terms=question).exclude(pk=voice.pk).order_by().values_list("number", "pk")
    newest = [pk for _number, pk in heapq.nlargest(CANDIDATES, sharing[:MOST])]
    rows = MatterVoice.objects.filter(voice__in=newest, left_at=None)
    counted = Counter(rows.filter(matter__gone_at=None).values_list("matter_id", flat=True))
    return [matter_id for matter_id, _count in counted.most_common(MATTERS)]


def _members(matter_ids: Collection[int]) -> dict[int, list[UUID]]:
    found: dict[int, list[UUID]] = defaultdict(list)
    if matter_ids:
        with connection.cursor() as cursor:
            cursor.execute(_MEMBERS, [sorted(matter_ids), current_organisation_id(), MEMBERS])
            for matter_id, voice_id in cursor.fetchall():
                found[matter_id].append(voice_id)
    return found


def _by_likeness(
    ground: Ground, table: pa.Table, asked: dict[UUID, list[int]], members: dict[int, list[UUID]]
) -> dict[UUID, Attached]:
    wanted = sorted({voice_id for own in members.values() for voice_id in own})
    known = list(Voice.objects.select_related("place").filter(pk__in=wanted).order_by("id"))
    rows = {voice.pk: row for row, voice in enumerate(known)}
    ids = [UUID(one) for one in table["id"].to_pylist()]
    pairs = [
        (row, rows[member], f"{matter_id:019d}")  # padded, so that of equals the older matter is the first by name
        for row, voice_id in enumerate(ids)
        for matter_id in asked.get(voice_id, ())
        for member in members.get(matter_id, ())
    ]
    best = mean_likeness(ground, table, table_of(known) if known else TABLE.empty_table(), pairs)
    matters = Matter.objects.in_bulk([int(name) for name, _alike in best.values()])
    words: list[str] = table["words"].to_pylist()
    return {
        ids[row]: _attached(matters[int(name)], words[row], alike)
        for row, (name, alike) in best.items()
        if int(name) in matters
    }


def _attached(matter: Matter, words: str, alike: float) -> Attached:
    return Attached(matter.pk, alike, reason(words, matter.place_words or None, list(matter.words), alike))


def _stamp(folder: Path) -> int:
    try:
        return (folder / "ground.json").stat().st_mtime_ns
    except OSError:
        return 0


@functools.lru_cache(maxsize=4)
def _ground(folder: Path, stamp: int) -> Ground | None:
    return Ground.read(folder) if stamp else None
