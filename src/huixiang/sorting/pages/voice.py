"""One voice: its words, files and talk, what it feeds, what is like it, what happened, and what may be done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from huixiang.kernel.actor import Actor
from huixiang.kernel.ruling import Ruling
from huixiang.listening import queries as listening
from huixiang.listening.models import Attachment, Message
from huixiang.listening.policies import may_manage_erasure, may_reveal
from huixiang.listening.states import ChannelKind, Lane
from huixiang.sorting import policies, queries, services
from huixiang.sorting.happened import what_happened
from huixiang.sorting.labels import CHANNELS, LANES, Badge, inbox_badge, problem_badge
from huixiang.sorting.models import InboxItem, Part, Problem, SetAside
from huixiang.sorting.pages.life import LifeEntry, life_of
from huixiang.sorting.pages.marking import Piece, pieces_of
from huixiang.sorting.pages.suggestions import Line, lines_of
from huixiang.sorting.queries import contact_agreed
from huixiang.sorting.queries.suggestions import waiting_of_voice
from huixiang.sorting.services import Suggestion

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Words
else:
    Words = object


@dataclass(frozen=True, slots=True)
class Fed:
    """A problem the voice feeds, with the excerpt that does if it is not the whole."""

    part: Part
    badge: Badge
    may_leave: Ruling


@dataclass(frozen=True, slots=True)
class Rulings:
    """What this person may do with the voice now."""

    join: Ruling
    answer: Ruling
    set_aside: Ruling
    sort: Ruling
    talk: Ruling
    contact: Ruling
    undo: Ruling | None


@dataclass(frozen=True, slots=True)
class ReadVoice:
    """A voice as it is read beside the queue and on its own page (8 queries)."""

    item: InboxItem
    badge: Badge
    channel: Words
    lane: Words
    files: Sequence[Attachment]
    talk: Sequence[Message]
    feeds: Sequence[Fed]
    set_aside: SetAside | None
    happened: str
    may: Rulings
    suggestions: Sequence[Line]
    pieces: Sequence[Piece]
    may_reveal: bool = False
    may_erase: bool = False

    @property
    def id(self) -> str:
        return str(self.item.pk)


@dataclass(frozen=True, slots=True)
class AlikeOne:
    """A suggestion with its reason: another voice, with the problem it feeds, or a problem."""

    shared: Sequence[str]
    item: InboxItem | None
    problem: Problem | None
    badge: Badge


def read_voice(item: InboxItem, actor: Actor, *, at: datetime) -> ReadVoice:
    """Everything about a voice but its history and what is like it."""
    voice = item.voice
    parts = [part for part in queries.parts_of_voice(voice) if part.left_at is None]
    feeds = [
        Fed(part, problem_badge(part.problem.state), policies.may_give_voices(actor, part.problem)) for part in parts
    ]
    suggested, agreed = waiting_of_voice(voice.pk), contact_agreed(voice)
    return ReadVoice(
        item=item,
        badge=inbox_badge(item.state),
        channel=CHANNELS[ChannelKind(voice.channel)],
        lane=LANES[Lane(voice.lane)],
        files=list(listening.attachments(voice)),
        talk=list(listening.talk_of(voice)),
        feeds=feeds,
        set_aside=queries.set_aside_of(voice),
        happened=what_happened(item, at=at),
        may=_rulings(item, actor, agreed=agreed),
        suggestions=lines_of(suggested, actor, item=item),
        pieces=pieces_of(voice.words, suggested),
        may_reveal=agreed is False and bool(may_reveal(actor, voice)),
        may_erase=voice.erased_on is None and bool(may_manage_erasure(actor)),
    )


def _rulings(item: InboxItem, actor: Actor, *, agreed: bool | None) -> Rulings:
    act = item.last_act
    return Rulings(
        join=policies.may_join(actor, item),
        answer=policies.may_answer(actor, item),
        set_aside=policies.may_set_aside(actor, item),
        sort=policies.may_sort(actor),
        talk=policies.may_talk(actor),
        contact=policies.may_see_contact(actor, item.voice, agreed=agreed),
        undo=policies.may_undo(actor, act) if act else None,
    )


def alike_ones(item: InboxItem) -> list[AlikeOne]:
    """Suggestions as lines: one for each voice or problem, none for voices of a problem the voice feeds already."""
    found = services.similar_ones(item.voice)
    feeding = queries.problems_by_voice([one.item.pk for one in found if one.item] + [item.pk])
    own = {problem.pk for problem in feeding.get(item.pk, ())}
    lines = [_line(one, feeding.get(one.item.pk, [])) if one.item else _line(one, []) for one in found]
    return [line for line in lines if line.problem is None or line.problem.pk not in own]


def _line(one: Suggestion, feeds: Sequence[Problem]) -> AlikeOne:
    problem = one.problem or next(iter(feeds), None)
    badge = (
        problem_badge(problem.state)
        if problem
        else inbox_badge(one.item.state)
        if one.item
        else problem_badge("listed")
    )
    return AlikeOne(one.shared, one.item, problem, badge)


def life_of_voice(item: InboxItem, actor: Actor) -> list[LifeEntry]:
    """The life of a voice at the desk."""
    return life_of(queries.history_of_voice(item.voice), actor)
