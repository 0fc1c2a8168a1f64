"""Builders of inbox items and problems, through the services, by the clerk 何静."""

from __future__ import annotations

import datetime as dt
from typing import Any

from huixiang.listening.models import Voice
from huixiang.listening.testing import make_voice
from huixiang.people.testing import NOON, Cast
from huixiang.sorting import services
from huixiang.sorting.models import InboxItem, Matter, MatterVoice, Problem, Unweighed


def make_item(
    words: str = "桂花路的路灯坏了三盏，晚上老人不敢出门。", at: dt.datetime = NOON, **facts: Any
) -> InboxItem:
    """A voice that stands in the inbox. ``facts`` are those of ``make_voice``."""
    voice, _code = make_voice(words=words, at=at, **facts)
    services.file_waiting_voices()
    return InboxItem.objects.select_related("voice").get(pk=voice.pk)


def make_problem(
    cast: Cast,
    voices: int = 1,
    at: dt.datetime = NOON,
    title: str = "桂花路路灯不亮",
    statement: str = "桂花路三盏路灯不亮，晚上行人看不清路。",
    **facts: Any,
) -> Problem:
    """A problem that so many voices feed. ``facts`` are those of ``open_problem``."""
    said: list[Voice] = [make_item(at=at).voice for _ in range(voices)]
    return services.open_problem(
        title=title,
        statement=statement,
        voice_ids=[voice.pk for voice in said],
        by=cast.actor("hejing"),
        at=at,
        **facts,
    )


def make_matter(
    voices: int = 3, title: str = "桂花路路灯不亮", at: dt.datetime = NOON, key: str = "m1", **facts: Any
) -> Matter:
    """A matter of so many voices as a run of the engine leaves it; the second voice repeats the first."""
    words = [f"桂花路的路灯坏了{number}天，晚上老人不敢出门。" for number in range(1, voices + 1)]
    said = [make_item(each, at=at).voice for each in words]
    counts: dict[str, Any] = {"voices_count": voices, "speakers_count": max(voices - 1, 1), "heat": float(voices)}
    told: dict[str, Any] = {"words": ["路灯", "老人"], "people": ["供电所"], "place_words": "桂花路"}
    days = {"first_on": at.date(), "last_on": at.date()}
    trend = {"2026-01": 0, "2026-02": 1, "2026-03": max(voices - 1, 0)}
    more: dict[str, Any] = {"representative": said[0] if said else None, "trend": trend, "found_at": at}
    matter = Matter.objects.create(key=key, title=title, **(counts | told | days | more | facts))
    for place, voice in enumerate(said):
        first = said[0] if place == 1 else None
        MatterVoice.objects.create(
            matter=matter, voice=voice, repeat_of=first, reason="同在桂花路，都提到路灯", score=0.9, since=at
        )
    Unweighed.objects.filter(item__voice__in=said).delete()  # else a worker weighs them anew, and apart
    return matter
