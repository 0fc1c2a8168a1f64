"""Undoing what accepting, changing or refusing suggestions did, from the facts of the act."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from huixiang.kernel.actor import Actor
from huixiang.listening.models import Place
from huixiang.sorting.models import InboxItem, LabelGiven, MatterVoice, Suggestion
from huixiang.sorting.services.deciding.acts import set_place
from huixiang.sorting.states import SuggestionState


def put_decided_back(facts: Mapping[str, Any], *, by: Actor, at: datetime) -> None:
    """Labels, units, places, marks and matters stand as before the act, and its suggestions wait again.

    Links to problems and the states of voices are put back by the undoing that calls this.
    """
    _labels(facts, by=by, at=at)
    _fields(facts.get("fields", {}))
    _members(facts, at=at)
    Suggestion.objects.filter(pk__in=facts.get("suggestions", [])).update(
        state=SuggestionState.OPEN, decided_at=None, decided_by=None, act=None
    )


def _labels(facts: Mapping[str, Any], *, by: Actor, at: datetime) -> None:
    started = LabelGiven.objects.filter(pk__in=facts.get("labels_started", []), ended_at=None)
    started.update(ended_at=at, ended_by=by.user_id)
    again = [
        LabelGiven(voice_id=row.voice_id, label_id=row.label_id, taxonomy_id=row.taxonomy_id, at=at, by_id=row.by_id)
        for row in LabelGiven.objects.filter(pk__in=facts.get("labels_ended", []))
    ]
    LabelGiven.objects.bulk_create(again, batch_size=1000)


def _fields(before: Mapping[str, Mapping[str, Any]]) -> None:
    alike: dict[tuple[tuple[str, Any], ...], list[UUID]] = defaultdict(list)
    placed: dict[UUID, int | None] = {}
    for voice_id, values in before.items():
        plain = {name: value for name, value in values.items() if name != "place_id"}
        alike[tuple(sorted(plain.items()))].append(UUID(voice_id))
        if "place_id" in values:
            placed[UUID(voice_id)] = values["place_id"]
    for fields, voice_ids in alike.items():
        if fields:
            InboxItem.objects.filter(pk__in=voice_ids).update(**dict(fields))
    places = Place.objects.in_bulk([place_id for place_id in placed.values() if place_id])
    for item in InboxItem.objects.select_related("voice").filter(pk__in=placed):
        set_place(item, places.get(placed[item.pk] or 0))


def _members(facts: Mapping[str, Any], *, at: datetime) -> None:
    MatterVoice.objects.filter(pk__in=facts.get("members_confirmed", [])).update(confirmed_at=None)
    ended = MatterVoice.objects.filter(pk__in=facts.get("members_ended", []), matter__gone_at=None)
    elsewhere = set(
        MatterVoice.objects.filter(voice__in=ended.values("voice"), left_at=None).values_list("voice_id", flat=True)
    )
    again = [
        MatterVoice(
            matter_id=row.matter_id, voice_id=row.voice_id, repeat_of_id=row.repeat_of_id, reason=row.reason,
            score=row.score, since=at, confirmed_at=row.confirmed_at,
        )
        for row in ended
        if row.voice_id not in elsewhere
    ]  # fmt: skip
    MatterVoice.objects.bulk_create(again, batch_size=1000)
