"""Builders of inbox items and problems, through the services, by the clerk 何静."""

from __future__ import annotations

import datetime as dt
from typing import Any

from huixiang.listening.models import Voice
from huixiang.listening.testing import make_voice
from huixiang.people.testing import NOON, Cast
from huixiang.sorting import services
from huixiang.sorting.models import InboxItem, Problem


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
