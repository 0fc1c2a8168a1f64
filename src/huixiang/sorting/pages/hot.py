"""Hot issues as rows and as a page of their own: numbers of people and voices, never who they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.urls import reverse

from huixiang.kernel.actor import Actor
from huixiang.kernel.ruling import Ruling
from huixiang.listening.queries import labelled
from huixiang.sorting import policies, queries
from huixiang.sorting.labels import Badge, problem_badge
from huixiang.sorting.models import Matter, MatterVoice, Problem
from huixiang.sorting.pages.bars import Bars, draw_bars, steps_of
from huixiang.sorting.pages.inbox import Row, row_of

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Words
else:
    Words = object


@dataclass(frozen=True, slots=True)
class HotRow:
    """One matter as a line: ``bursting`` when its busiest days are more than an even flow brings."""

    id: int
    title: str
    url: str
    where: str
    first_on: date | None
    last_on: date | None
    speakers: int
    voices: int
    bursting: bool
    trend: Bars | None
    problem: Problem | None
    badge: Badge | None


@dataclass(frozen=True, slots=True)
class HotVoice:
    """One voice behind a matter: why the engine thinks so, and what it repeats."""

    row: Row
    words: str
    reason: str
    repeat_of: str
    repeat_url: str


@dataclass(frozen=True, slots=True)
class HotPage:
    """A matter whole."""

    matter: Matter
    row: HotRow
    people: Sequence[str]
    words: Sequence[str]
    gone: bool
    may_sort: Ruling


def hot_rows(matters: Iterable[Matter]) -> list[HotRow]:
    """The rows of a page of matters; one query names the places."""
    rows = list(matters)
    places = {place.pk: place for place in labelled([one.place for one in rows if one.place])}
    return [hot_row(one, where=getattr(places.get(one.place_id or 0), "label", "")) for one in rows]


def hot_row(matter: Matter, *, where: str = "") -> HotRow:
    """One matter as a line. Without a place of the tree it shows the words the engine read."""
    problem = _standing(matter.problem)
    return HotRow(
        id=matter.pk,
        title=matter.title,
        url=reverse("sorting:hot_issue", args=[matter.pk]),
        where=where or matter.place_words,
        first_on=matter.first_on,
        last_on=matter.last_on,
        speakers=matter.speakers_count,
        voices=matter.voices_count,
        bursting=matter.burst >= queries.BURSTS,
        trend=draw_bars(steps_of(matter.trend)),
        problem=problem,
        badge=problem_badge(problem.state) if problem else None,
    )


def _standing(problem: Problem | None) -> Problem | None:
    """The problem that stands today: where one was merged, the one it was merged into."""
    return problem.merged_into if problem is not None and problem.merged_into is not None else problem


def hot_page(matter: Matter, actor: Actor) -> HotPage:
    """The matter as its page shows it, without its voices."""
    where = hot_rows([matter])[0]
    return HotPage(
        matter=matter,
        row=where,
        people=_texts(matter.people),
        words=_texts(matter.words),
        gone=matter.gone_at is not None,
        may_sort=policies.may_sort(actor),
    )


def hot_voices(members: Iterable[MatterVoice]) -> list[HotVoice]:
    """The voices of a page of links."""
    return [_hot_voice(member) for member in members]


def _hot_voice(member: MatterVoice) -> HotVoice:
    first = member.repeat_of
    return HotVoice(
        row=row_of(member.voice.item),
        words=member.voice.words,
        reason=member.reason,
        repeat_of=first.item.opening if first else "",
        repeat_url=reverse("sorting:voice", args=[first.pk]) if first else "",
    )


def first_words(matter: Matter, voices: Sequence[UUID]) -> dict[str, Any]:
    """What a problem made of the matter is proposed to say: its title, and the words of its representative."""
    words = matter.representative.words if matter.representative else ""
    place = matter.place.name if matter.place else ""
    return {"title": matter.title[:80], "statement": words[:2000], "place": place, "rest": bool(voices)}


def _texts(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []
