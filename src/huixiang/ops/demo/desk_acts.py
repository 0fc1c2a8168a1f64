"""The demo's acts at the desk: answers, setting aside, talk, splitting, words and evidence for the public."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from huixiang.kernel.actor import outsider
from huixiang.ledger import services as ledger
from huixiang.ledger.models import Evidence, Measure
from huixiang.listening import services as listening
from huixiang.listening.states import MessageKind, Side
from huixiang.ops.demo.acts import Act, Play
from huixiang.ops.demo.house import House
from huixiang.ops.demo.pages import Story, Told
from huixiang.publishing import services as publishing
from huixiang.sorting import services as sorting
from huixiang.sorting.models import Problem


def desk(story: Story) -> Iterator[Act]:
    """What the clerks do besides: answers, setting aside, talk."""
    for told in story.rest["answers"]:
        yield Act(told["day"], 2.5, f"answer {told['voice']}", _answer(told))
    for told in story.rest["set_aside"]:
        yield Act(told["day"], 2.6, f"set aside {told['voice']}", _set_aside(told))
    for place, told in enumerate(story.rest["messages"]):
        yield Act(told["day"], 6 + place / 100, f"talk {told['voice']}", _talk(told))


def _answer(told: Told) -> Play:
    return lambda house, at: sorting.answer_voice(
        voice_id=house.voices[told["voice"]], words=told["words"], by=house.actor(told["by"]), at=at
    )


def _set_aside(told: Told) -> Play:
    return lambda house, at: sorting.set_aside(
        voice_id=house.voices[told["voice"]], reason=told["reason"], by=house.actor(told["by"]), at=at
    )


def _talk(told: Told) -> Play:
    def play(house: House, at: dt.datetime) -> None:
        by = house.actor(told["by"]) if told["by"] else outsider(house.organisation.pk)
        listening.write_message(
            voice_id=house.voices[told["voice"]], side=Side(told["from"]), kind=MessageKind.MESSAGE,
            words=told["words"], by=by, at=at,
        )  # fmt: skip

    return play


def splitting(story: Story) -> Iterator[Act]:
    """Two matters in one problem become two problems."""
    for told in story.rest["splits"]:
        yield Act(told["day"], 1.6, f"split {told['problem']}", _split(told))


def _split(told: Told) -> Play:
    def play(house: House, at: dt.datetime) -> None:
        by = house.actor(told["by"])
        new = sorting.split_voices(
            problem_id=house.problems[told["problem"]], voice_ids=[house.voices[key] for key in told["voices"]],
            title=told["new_problem_title"], statement=told["new_problem_statement"], by=by, at=at,
        )  # fmt: skip
        house.problems[told["new_key"]] = new.pk
        ledger.assign_problem(
            problem_id=new.pk, unit=house.units[told["unit"]], leader=house.people[told["leader"]],
            limit_working_days=told["limit_working_days"], by=by, at=at,
        )  # fmt: skip

    return play


def publishing_of(story: Story) -> Iterator[Act]:
    """Approved words and evidence appear in public."""
    for told in story.rest["published"]:
        yield Act(told["day"], 7, f"publish {told['problem']}", _publish(told))
    for problem in story.problems:
        for shown in problem["evidence"]:
            yield Act(shown["day"] + 1, 7.5, f"approve evidence of {problem['key']}", _approve_evidence(problem))


def _publish(told: Told) -> Play:
    def play(house: House, at: dt.datetime) -> None:
        by, problem_id = house.actor(told["by"]), house.problems[told["problem"]]
        publishing.publish(problem_id=problem_id, title=told["title_public"], words=told["text_public"], by=by, at=at)
        for measure in Measure.objects.filter(problem_id=problem_id):
            publishing.publish_measure(measure_id=measure.pk, words=measure.words, by=by, at=at)

    return play


def _approve_evidence(problem: Told) -> Play:
    def play(house: House, at: dt.datetime) -> None:
        waiting = Evidence.objects.filter(problem_id=house.problems[problem["key"]], public_at=None)
        if not Problem.objects.filter(pk=house.problems[problem["key"]], publication__isnull=False).exists():
            return
        for evidence in waiting:
            publishing.approve_evidence(evidence_id=evidence.pk, by=house.actor("wuqiming"), at=at)

    return play
