"""Matters and their voices are kept in step with what the engine found; what a person confirmed or refused stands."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from huixiang.kernel.tenancy import current_organisation_id
from huixiang.listening.models import Place
from huixiang.listening.queries import place_named
from huixiang.sorting.models import Matter, MatterVoice, Suggestion
from huixiang.sorting.states import SuggestionKind, SuggestionState

TITLE, PLACE_WORDS = 120, 120
_INSERT = """
INSERT INTO sorting_mattervoice (organisation_id, matter_id, voice_id, repeat_of_id, reason, score, since)
SELECT %(organisation)s, matter, voice, repeat_of, reason, score, %(at)s
FROM json_to_recordset(%(given)s::json)
     AS told (matter bigint, voice uuid, repeat_of uuid, reason text, score float8)
"""
_TOLD = (
    "title", "place_words", "place", "people", "words", "first_on", "last_on", "voices_count", "speakers_count",
    "heat", "burst", "trend", "representative", "gone_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Member:
    """That a voice is in a matter, by the engine."""

    voice_id: UUID
    matter_id: int
    repeat_of: UUID | None
    reason: str
    score: float | None


def keep_matters(rows: Sequence[Mapping[str, Any]], steps: Sequence[str], *, at: datetime) -> dict[str, int]:
    """Write what the engine tells of some matters; gives the row of each by its name. 3 queries and one per place."""
    places: dict[str, Place | None] = {}
    found = []
    for row in rows:
        words = (row["place"] or "")[:PLACE_WORDS]
        if words not in places:
            places[words] = place_named(words)
        found.append(_matter(row, steps, places[words], at))
    Matter.objects.bulk_create(
        found, update_conflicts=True, unique_fields=["organisation", "key"], update_fields=list(_TOLD), batch_size=500
    )
    return dict(Matter.objects.filter(key__in=[row["matter"] for row in rows]).values_list("key", "pk"))


def _matter(row: Mapping[str, Any], steps: Sequence[str], place: Place | None, at: datetime) -> Matter:
    trend = _between_first_and_last(dict(zip(steps, row["trend"], strict=False)))
    return Matter(
        key=row["matter"], title=row["title"][:TITLE], place_words=(row["place"] or "")[:PLACE_WORDS], place=place,
        people=[row["people"]] if row["people"] else [], words=list(row["words"]), first_on=_day(row["first"]),
        last_on=_day(row["last"]), voices_count=row["voices"], speakers_count=row["speakers"], heat=row["heat"],
        burst=row["burst"], trend=trend, representative_id=UUID(row["representative"]), found_at=at, gone_at=None,
    )  # fmt: skip


def _between_first_and_last(trend: Mapping[str, int]) -> dict[str, int]:
    """Without the steps before the first voice and after the last; those between stay, for a gap is a fact too."""
    said = [at for at, count in enumerate(trend.values()) if count]
    return dict(list(trend.items())[said[0] : said[-1] + 1]) if said else {}


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def keep_members(voice_ids: Collection[UUID], members: Iterable[Member], *, at: datetime) -> dict[UUID, int]:
    """Let these voices be in exactly these matters; gives where each is now. Others' memberships are left alone.

    Stays: what a person confirmed. Is not made: what a person refused. 5 queries.
    """
    wanted = {member.voice_id: member for member in members}
    for voice_id, matter_id in _refused(voice_ids):
        if voice_id in wanted and wanted[voice_id].matter_id == matter_id:
            del wanted[voice_id]
    ended, changed, now = [], [], {}
    for row in MatterVoice.objects.filter(voice__in=voice_ids, left_at=None).select_related("matter"):
        member = wanted.pop(row.voice_id, None)
        stays = row.confirmed_at is not None and row.matter.gone_at is None
        if stays or (member is not None and member.matter_id == row.matter_id):
            now[row.voice_id] = row.matter_id
            if member is not None and member.matter_id == row.matter_id and _told_anew(row, member):
                changed.append(row)
            continue
        ended.append(row.pk)
        if member is not None:
            wanted[row.voice_id] = member
    MatterVoice.objects.filter(pk__in=ended).update(left_at=at)
    MatterVoice.objects.bulk_update(changed, ["repeat_of", "reason", "score"], batch_size=500)
    _insert(wanted.values(), at)
    return now | {member.voice_id: member.matter_id for member in wanted.values()}


def memberships(voice_ids: Collection[UUID]) -> dict[UUID, int]:
    """The matter each of these voices is in now (1 query)."""
    rows = MatterVoice.objects.filter(voice__in=voice_ids, left_at=None).order_by()
    return dict(rows.values_list("voice_id", "matter_id"))


def _refused(voice_ids: Collection[UUID]) -> list[tuple[UUID, int]]:
    rows = Suggestion.objects.filter(
        voice__in=voice_ids, kind=SuggestionKind.MATTER, state=SuggestionState.REFUSED, matter__isnull=False
    )
    return [(voice_id, matter_id) for voice_id, matter_id in rows.values_list("voice_id", "matter_id") if matter_id]


def _told_anew(row: MatterVoice, member: Member) -> bool:
    told = (member.repeat_of, member.reason, member.score)
    if (row.repeat_of_id, row.reason, row.score) == told:
        return False
    row.repeat_of_id, row.reason, row.score = told
    return True


def _insert(members: Collection[Member], at: datetime) -> None:
    """Put voices to matters by one statement; by way of the models it takes four times as long."""
    if members:
        given = json.dumps([_row(member) for member in members], ensure_ascii=False)
        with connection.cursor() as cursor:
            cursor.execute(_INSERT, {"given": given, "organisation": current_organisation_id(), "at": at})


def _row(member: Member) -> dict[str, object]:
    repeated = member.repeat_of.hex if member.repeat_of else None
    return {
        "matter": member.matter_id, "voice": member.voice_id.hex, "repeat_of": repeated, "reason": member.reason,
        "score": member.score,
    }  # fmt: skip


def forget_matters(*, but: Collection[str], at: datetime) -> int:
    """Mark the matters that a whole run did not find again as gone, and end their memberships; says how many."""
    gone = Matter.objects.filter(gone_at=None).exclude(key__in=but)
    MatterVoice.objects.filter(left_at=None, matter__in=gone.values("pk")).update(left_at=at)
    return gone.update(gone_at=at)
