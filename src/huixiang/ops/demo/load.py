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
from huixiang.ops.demo import acts, audit_acts, campaign_acts, desk_acts
from huixiang.ops.demo.house import House, build_house
from huixiang.ops.demo.pages import Story, read_story
from huixiang.proofs import receipts
from huixiang.sorting import jobs, services as sorting
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
        _let_the_engine_begin(house, at=until)
        return Told(len(house.voices), Problem.objects.count(), len(refusals), tuple(refusals))


def demo_codes(story: Story) -> dict[str, receipts.ReceiptCode]:
    """The receipt code of each voice of the story: always the same, so that a newcomer can try one."""
    drawn = random.Random(SEED)  # noqa: S311 - they open demo voices only
    return {voice["key"]: receipts.draw(drawn) for voice in story.voices}


def asked_code(story: Story) -> receipts.ReceiptCode:
    """The code of a speaker who is being asked and has not answered."""
    asked = next(problem for problem in story.problems if problem["outcome"] == "waiting_answer")
    answered = {verdict["voice"] for verdict in asked["verdicts"]}
    return demo_codes(story)[next(key for key in asked["joined"] if key not in answered)]


def _in_order(story: Story) -> list[acts.Act]:
    return sorted(_all_acts(story), key=lambda act: (act.day, act.hour))


def _all_acts(story: Story) -> Iterator[acts.Act]:
    yield from acts.speaking(story, demo_codes(story))
    yield from acts.filing(story.days)
    for problem in story.problems:
        yield from acts.life_of(problem, story)
    yield from desk_acts.desk(story)
    yield from desk_acts.splitting(story)
    yield from desk_acts.publishing_of(story)
    yield from campaign_acts.campaign()
    yield from audit_acts.audit()


def _moment(start: dt.datetime, act: acts.Act) -> dt.datetime:
    midnight = start.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + dt.timedelta(days=act.day, hours=act.hour)


def _settle() -> None:
    """File what is left, and derive the slow hashes of a few receipts so that both kinds are in the demo."""
    sorting.file_waiting_voices(limit=1000)
    listening.harden_receipts(limit=3)


def _let_the_engine_begin(house: House, *, at: dt.datetime) -> None:
    """Begin the taxonomies that come with the software, and ask the worker to go over all voices once."""
    office = house.actor("linsufen")  # 办公室主任
    for name in sorting.SHIPPED:
        sorting.start_shipped(name=name, by=office, at=at)
    jobs.start_run(by=office, at=at)
