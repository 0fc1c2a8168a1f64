"""The demo's acts: each a day, an hour and one call of a real service."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from huixiang.kernel.actor import outsider
from huixiang.ledger import services as ledger
from huixiang.ledger.models import CompletionClaim, CoUnit, Measure
from huixiang.ledger.states import ClaimOutcome, EvidenceKind
from huixiang.listening import services as listening
from huixiang.listening.states import ChannelKind, Lane
from huixiang.ops.demo.house import House
from huixiang.ops.demo.pages import Story, Told
from huixiang.people import queries as people
from huixiang.people.permissions import Permission as P  # noqa: N817 - as in the tables of roles
from huixiang.proofs import receipts
from huixiang.sorting import services as sorting
from huixiang.verification import services as verification
from huixiang.verification.states import Satisfied

Play = Callable[[House, dt.datetime], object]


@dataclass(frozen=True, slots=True)
class Act:
    """One act: ``hour`` orders the acts of a day (UTC; 1 is 9 in the morning in Shanghai)."""

    day: int
    hour: float
    name: str
    play: Play


def speaking(story: Story, codes: Mapping[str, receipts.ReceiptCode]) -> Iterator[Act]:
    """Every voice is spoken on its day."""
    for voice in story.voices:
        yield Act(voice["day"], 0, voice["key"], _speak(voice, codes[voice["key"]]))


def _speak(voice: Told, code: receipts.ReceiptCode) -> Play:
    def play(house: House, at: dt.datetime) -> None:
        contact = voice["contact"] or ""
        accepted = listening.accept_voice(
            words=voice["words"], code=code, lane=Lane(voice["lane"]), channel=ChannelKind(voice["channel"]),
            by=outsider(house.organisation.pk), at=at, place=house.places.get(voice["place"] or ""),
            unit=house.units.get(voice["about_unit"] or ""), speaker_name=voice["speaker_name"] or "",
            contact=contact, may_contact=bool(contact),
        )  # fmt: skip
        house.voices[voice["key"]] = accepted.voice.pk

    return play


def filing(days: int) -> Iterator[Act]:
    """Every morning the new voices are filed into the inbox."""
    for day in range(days):
        yield Act(day, 0.5, "file", lambda _house, _at: sorting.file_waiting_voices(limit=1000))


def life_of(problem: Told, story: Story) -> Iterator[Act]:
    """A problem from its listing to where the story leaves it."""
    said_on = {voice["key"]: voice["day"] for voice in story.voices}
    first = [key for key in problem["joined"] if said_on[key] <= problem["listed_day"]]
    yield Act(problem["listed_day"], 1, problem["key"], _list(problem, first))
    for key in problem["joined"]:
        if key not in first:
            yield Act(said_on[key], 1.5, f"{problem['key']} joins {key}", _join(problem, key))
    yield from _work(problem)
    yield from _closing(problem, problem)
    if problem.get("reclaim"):
        yield from _closing(problem, problem["reclaim"])


def _work(problem: Told) -> Iterator[Act]:
    """Hand-over, measures, progress, evidence."""
    if problem["outcome"] != "just_listed":
        yield Act(problem["listed_day"], 1.2, f"{problem['key']} assigned", _assign(problem))
        for measure in problem["measures"]:
            yield Act(problem["listed_day"], 1.4, f"{problem['key']} plans", _plan(problem, measure))
    for note in problem["progress"]:
        yield Act(note["day"], 2, f"{problem['key']} goes on", _note(problem, note))
    for shown in problem["evidence"]:
        yield Act(shown["day"], 2.2, f"{problem['key']} shows", _show(problem, shown))
    if problem.get("claim"):
        yield Act(problem["claim"]["day"], 2.8, f"{problem['key']} done", _finish_measures(problem))
    if problem.get("claim") and problem["co_units"]:
        yield Act(problem["claim"]["day"], 2.9, f"{problem['key']} parts done", _finish_parts(problem))


def _finish_parts(problem: Told) -> Play:
    """Each helping unit says by one of its own people that its part is finished."""

    def play(house: House, at: dt.datetime) -> None:
        actors = [house.actor(username) for username in house.people]
        problem_id = house.problems[problem["key"]]
        for part in CoUnit.objects.filter(problem_id=problem_id, ended_at=None, finished_at=None).order_by("id"):
            unit_id = part.unit_id
            by = next(one for one in actors if one.unit_id == unit_id and one.may(P.WORK_ON_PROBLEM, unit_id=unit_id))
            words = "我们负责的部分已经做完。"
            ledger.finish_part(problem_id=problem_id, part_id=part.pk, words=words, by=by, at=at)

    return play


def _list(problem: Told, voices: list[str]) -> Play:
    def play(house: House, at: dt.datetime) -> None:
        listed = sorting.open_problem(
            title=problem["title"], statement=problem["statement"], by=house.actor(problem["listed_by"]), at=at,
            voice_ids=[house.voices[key] for key in voices], place=house.places.get(problem["place"] or ""),
        )  # fmt: skip
        house.problems[problem["key"]] = listed.pk

    return play


def _join(problem: Told, key: str) -> Play:
    return lambda house, at: sorting.join_voices(
        problem_id=house.problems[problem["key"]], voice_ids=[house.voices[key]],
        by=house.actor(problem["listed_by"]), at=at,
    )  # fmt: skip


def _assign(problem: Told) -> Play:
    return lambda house, at: ledger.assign_problem(
        problem_id=house.problems[problem["key"]], unit=house.units[problem["unit"]],
        leader=house.people[problem["leader"]], limit_working_days=problem["limit_working_days"],
        co_units=[house.units[code] for code in problem["co_units"]], by=house.actor(problem["listed_by"]), at=at,
    )  # fmt: skip


def _plan(problem: Told, measure: Told) -> Play:
    def play(house: House, at: dt.datetime) -> None:
        person = house.people[measure["by"]]
        by = house.actor(measure["by"])
        due_on = people.working_calendar().add(people.local_day(at), measure["limit_working_days"])
        ledger.plan_measure(
            problem_id=house.problems[problem["key"]], words=measure["what"], unit=house.units[problem["unit"]],
            person=person, due_on=due_on, by=by, at=at,
        )  # fmt: skip

    return play


def _finish_measures(problem: Told) -> Play:
    def play(house: House, at: dt.datetime) -> None:
        by = house.actor(problem["claim"]["by"])
        for measure in Measure.objects.filter(problem_id=house.problems[problem["key"]], done_on=None):
            ledger.finish_measure(measure_id=measure.pk, by=by, at=at)

    return play


def _note(problem: Told, note: Told) -> Play:
    return lambda house, at: ledger.note_progress(
        problem_id=house.problems[problem["key"]], words=note["words"], by=house.actor(note["by"]), at=at
    )


def _show(problem: Told, shown: Told) -> Play:
    figures = "；".join(f"{f['name']} {f['value']} {f['unit']}" for f in shown["figures"] or [])
    return lambda house, at: ledger.add_evidence(
        problem_id=house.problems[problem["key"]], kind=EvidenceKind(shown["kind"]), words=shown["words"],
        figures=figures, by=house.actor(shown["by"]), at=at,
    )  # fmt: skip


def _closing(problem: Told, told: Told) -> Iterator[Act]:
    """Claim, sign, check, verdicts, approval of one round."""
    key = problem["key"]
    hands = ((3, "claim", _claim), (3.2, "sign", _sign), (3.4, "check", _check), (5, "approve", _approve))
    for hour, step, play in hands:
        if told.get(step):
            yield Act(told[step]["day"], hour, f"{key} {step}", play(problem, told[step]))
    for verdict in told.get("verdicts") or []:
        yield Act(verdict["day"], 4, f"{key} verdict", _verdict(problem, verdict))


def _claim(problem: Told, told: Told) -> Play:
    return lambda house, at: ledger.claim_completion(
        problem_id=house.problems[problem["key"]], words=told["words"], by=house.actor(told["by"]), at=at
    )


def _open_claim(house: House, problem: Told) -> int:
    claims = CompletionClaim.objects.filter(problem_id=house.problems[problem["key"]], outcome=ClaimOutcome.OPEN)
    return claims.values_list("pk", flat=True).get()


def _sign(problem: Told, told: Told) -> Play:
    return lambda house, at: ledger.sign_claim(claim_id=_open_claim(house, problem), by=house.actor(told["by"]), at=at)


def _check(problem: Told, told: Told) -> Play:
    return lambda house, at: ledger.check_claim(
        claim_id=_open_claim(house, problem), passed=told["passed"], words=told["words"],
        by=house.actor(told["by"]), at=at,
    )  # fmt: skip


def _approve(problem: Told, told: Told) -> Play:
    return lambda house, at: verification.approve_closure(
        claim_id=_open_claim(house, problem), by=house.actor(told["by"]), at=at
    )


def _verdict(problem: Told, told: Told) -> Play:
    def play(house: House, at: dt.datetime) -> None:
        latest = CompletionClaim.objects.filter(problem_id=house.problems[problem["key"]]).latest("round")
        verification.give_verdict(
            voice_id=house.voices[told["voice"]], claim_id=latest.pk, contacted=told["contacted"],
            solved=told["solved"], satisfied=Satisfied(told["satisfied"]), words=told["words"],
            by=outsider(house.organisation.pk), at=at,
        )  # fmt: skip

    return play
