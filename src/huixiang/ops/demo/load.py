"""Plays the demo's story through the real services, act by act in the order of its days.

Nothing is written past the services: what the rules refuse in the story is refused here too, and counted.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass

from huixiang.kernel.errors import Refusal
from huixiang.kernel.tenancy import acting_in
from huixiang.listening import services as listening
from huixiang.ops.demo import acts, desk_acts
from huixiang.ops.demo.house import build_house
from huixiang.ops.demo.pages import Story, read_story
from huixiang.sorting import services as sorting
from huixiang.sorting.models import Problem

SEED = 20260301
"""The receipts of the demo are drawn from a fixed seed: they open demo voices only."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the story came to."""

    voices: int
    problems: int
    refused: int
    refusals: tuple[str, ...]


def load_demo(*, until: dt.datetime, host: str | None = None) -> Told:
    """Found the demo organisation and live its ninety days, the last of which is yesterday of ``until``.

    :raises Refusal: the organisation exists already; nothing was written.
    """
    story = read_story()
    start = until - dt.timedelta(days=story.days)
    house = build_house(story.organisation, at=start, host=host)
    refusals: list[str] = []
    with acting_in(house.organisation.pk):
        for act in _in_order(story):
            if act.day >= story.days:
                continue
            try:
                act.play(house, _moment(start, act))
            except Refusal as refusal:
                refusals.append(f"day {act.day} {act.name}: {refusal.sentence}")
        _settle()
        return Told(len(house.voices), Problem.objects.count(), len(refusals), tuple(refusals))


def _in_order(story: Story) -> list[acts.Act]:
    drawn = random.Random(SEED)  # noqa: S311 - the demo's receipts are no secrets
    return sorted(_all_acts(story, drawn), key=lambda act: (act.day, act.hour))


def _all_acts(story: Story, drawn: random.Random) -> Iterator[acts.Act]:
    yield from acts.speaking(story, drawn)
    yield from acts.filing(story.days)
    for problem in story.problems:
        yield from acts.life_of(problem, story)
    yield from desk_acts.desk(story)
    yield from desk_acts.splitting(story)
    yield from desk_acts.publishing_of(story)


def _moment(start: dt.datetime, act: acts.Act) -> dt.datetime:
    midnight = start.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + dt.timedelta(days=act.day, hours=act.hour)


def _settle() -> None:
    """File what is left, and derive the slow hashes of a few receipts so that both kinds are in the demo."""
    sorting.file_waiting_voices(limit=1000)
    listening.harden_receipts(limit=3)
