"""The rows of 征求意见汇总表: every voice with its words, never who spoke, nor where."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from uuid import UUID

from huixiang.listening.models import Message
from huixiang.listening.states import Lane, MessageKind
from huixiang.publishing.papers.pieces import Filling, Row
from huixiang.publishing.papers.words import channel_words, in_words, inbox_words, problem_words
from huixiang.publishing.queries.masks import covered
from huixiang.publishing.queries.sorted_as import labels_by_voice, repeats_by_voice
from huixiang.publishing.queries.speakers import without_speakers
from huixiang.sorting.models import InboxItem, Part, Problem
from huixiang.sorting.states import InboxState


def summary_rows(numbers: Sequence[int], filling: Filling, *, first: int) -> Iterator[Row]:
    """The rows of these voices, by number; ``first`` is the serial number of the first (8 queries at most)."""
    items = list(InboxItem.objects.filter(number__in=numbers).select_related("voice", "unit").order_by("number"))
    problems = problems_fed([item.voice_id for item in items])
    answered = _answered_on([item.voice_id for item in items])
    labels = labels_by_voice([item.voice_id for item in items])
    repeats = repeats_by_voice([item.voice_id for item in items])
    for place, (item, words) in enumerate(zip(items, words_of(items, filling), strict=True), start=first):
        fed = problems.get(item.voice_id, [])
        yield {
            "number": place,
            "received_on": item.said_on,
            "channel": channel_words(item.channel),
            "words": words,
            "addressee": item.unit.name if item.unit else None,
            "label": labels.get(item.voice_id),
            "repeats": repeats.get(item.voice_id),
            "proposal": item.summary or None,
            "leader": _each(problem.leader.name for problem in fed if problem.leader),
            "unit": _each(problem.unit.name for problem in fed if problem.unit),
            "problem": _each(str(problem.number) for problem in fed),
            "feedback": _feedback(item, fed, answered.get(item.voice_id)),
        }


def words_of(items: Sequence[InboxItem], filling: Filling) -> list[str]:
    """The words as spoken, without the speaker's own name and contact, and with what is personal covered.

    Where the speaker is protected, what is doubtful is covered too (1 query, and the names of our own people).
    """
    wide = [filling.cover_doubtful or item.lane != Lane.OPEN for item in items]
    return covered(without_speakers([(item.voice_id, item.voice.words) for item in items]), doubtful=wide)


def problems_fed(voice_ids: Sequence[UUID]) -> dict[UUID, list[Problem]]:
    """The problems each voice feeds now, with unit and leader, in the order it joined them (1 query)."""
    parts = Part.objects.filter(voice_id__in=voice_ids, left_at=None, problem__withdrawn_at=None)
    found: dict[UUID, list[Problem]] = defaultdict(list)
    for part in parts.select_related("problem__unit", "problem__leader").order_by("id"):
        found[part.voice_id].append(part.problem)
    return found


def _answered_on(voice_ids: Sequence[UUID]) -> dict[UUID, dt.date]:
    answers = Message.objects.filter(voice_id__in=voice_ids, kind=MessageKind.ANSWER).order_by("id")
    return dict(answers.values_list("voice_id", "said_on"))


def _feedback(item: InboxItem, fed: Sequence[Problem], answered_on: dt.date | None) -> str:
    if fed:
        return _each(problem_words(problem.state) for problem in fed) or ""
    day = f"（{in_words(answered_on)}）" if item.state == InboxState.ANSWERED and answered_on else ""
    return f"{inbox_words(item.state)}{day}"


def _each(words: Iterator[str]) -> str | None:
    return "、".join(dict.fromkeys(words)) or None
