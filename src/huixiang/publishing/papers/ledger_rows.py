"""The rows of 整改台账: each problem with its measures, what was noted, its last claim with the hands, the verdicts."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from huixiang.kernel import clock
from huixiang.ledger.models import CompletionClaim, CoUnit, Evidence, Measure, ProgressNote
from huixiang.ledger.states import MeasureState
from huixiang.publishing.papers.pieces import Filling, Row
from huixiang.publishing.papers.words import evidence_words, in_words, measure_words, numbered, problem_words
from huixiang.publishing.queries.masks import covered
from huixiang.sorting.models import Problem
from huixiang.verification import queries as verification
from huixiang.verification.metrics import LEAST_SHOWN, rounded_share
from huixiang.verification.states import Standings

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class _Work:
    """What lies with some problems, by the problem's id."""

    measures: Mapping[int, list[Measure]]
    partners: Mapping[int, list[str]]
    notes: Mapping[int, ProgressNote]
    evidence: Mapping[int, Counter[str]]
    claims: Mapping[int, CompletionClaim]
    standings: Mapping[int, Standings]


def ledger_rows(ids: Sequence[int], filling: Filling) -> Iterator[Row]:
    """The rows of these problems, in their order (7 queries)."""
    by_id = {each.pk: each for each in Problem.objects.filter(pk__in=ids).select_related("unit", "leader")}
    problems = [by_id[pk] for pk in ids if pk in by_id]
    work = _work([problem.pk for problem in problems])
    rows = [_texts(problem, work) for problem in problems]
    words = covered(
        [text for row in rows for text in row], doubtful=[filling.cover_doubtful] * sum(len(row) for row in rows)
    )
    for place, problem in enumerate(problems):
        said = words[3 * place : 3 * place + 3]
        yield _row(problem, said, work, filling.zone)


def _texts(problem: Problem, work: _Work) -> tuple[str, str, str]:
    note = work.notes.get(problem.pk)
    measures = numbered(_measure(measure) for measure in work.measures.get(problem.pk, ()))
    return problem.title, measures, note.words if note else ""


def _measure(measure: Measure) -> str:
    state = MeasureState(measure.state)
    done = f"{in_words(measure.done_on)}完成" if measure.done_on else measure_words(state)
    return f"{measure.words}（{measure.unit.name}，{in_words(measure.due_on)}前，{done}）"


def _row(problem: Problem, said: Sequence[str], work: _Work, zone: str) -> Row:
    title, measures, noted = said
    people = (measure.person.name for measure in work.measures.get(problem.pk, ()) if measure.person)
    note, claim = work.notes.get(problem.pk), work.claims.get(problem.pk)
    return {
        "number": problem.number,
        "problem": title,
        "measures": measures or None,
        "leader": problem.leader.name if problem.leader else None,
        "unit": problem.unit.name if problem.unit else None,
        "person": _each(people),
        "partners": _each(work.partners.get(problem.pk, ())),
        "due_on": problem.due_on,
        "progress": f"{noted}（{in_words(_day(note.at, zone))}）" if note else None,
        "evidence": evidence_words(work.evidence.get(problem.pk, {})) or None,
        "state": problem_words(problem.state),
        "closed_on": problem.closed_on,
        "remark": f"反弹{problem.reopened_count}次" if problem.reopened_count else None,
        **(_claimed(problem, claim, work.standings.get(claim.pk, Standings()), zone) if claim else {}),
    }


def _claimed(problem: Problem, claim: CompletionClaim, standings: Standings, zone: str) -> Row:
    closed = problem.closed_on is not None and claim.approver is not None
    return {
        "verdict": _verdict(standings),
        "claimed_on": _day(claim.applied_at, zone),
        "checker": claim.checker.name if claim.checker else None,
        "closed_by": claim.approver.name if closed and claim.approver else None,
    }


def _verdict(standings: Standings) -> str | None:
    """What those asked say, as far as a paper may tell that leaves the house (ADR 0026); None if nobody was asked."""
    if not standings.asked:
        return None
    share = rounded_share(standings.confirmed, standings.confirmed + standings.disputed)
    if share is not None and standings.waiting:
        return f"问了{standings.asked}人，还在回话"
    if share is None:
        return f"问了{standings.asked}人，评价不足{LEAST_SHOWN}份"
    return f"问了{standings.asked}人，评价{share.at_least}份以上，已解决约{share.text}"


def _work(ids: Sequence[int]) -> _Work:
    measures = Measure.objects.filter(problem_id__in=ids).exclude(state=MeasureState.DROPPED)
    helping = CoUnit.objects.filter(problem_id__in=ids, ended_at=None).order_by("id")
    evidence: dict[int, Counter[str]] = defaultdict(Counter)
    for problem_id, kind in Evidence.objects.filter(problem_id__in=ids).order_by().values_list("problem_id", "kind"):
        evidence[problem_id][kind] += 1
    claims = CompletionClaim.objects.filter(problem_id__in=ids).select_related("checker", "approver")
    last = {claim.problem_id: claim for claim in claims.order_by("round")}
    return _Work(
        measures=_grouped((each.problem_id, each) for each in measures.select_related("unit", "person").order_by("id")),
        partners=_grouped(helping.values_list("problem_id", "unit__name")),
        notes={note.problem_id: note for note in ProgressNote.objects.filter(problem_id__in=ids).order_by("id")},
        evidence=evidence,
        claims=last,
        standings=verification.standings_of(last.values()),
    )


def _grouped(pairs: Iterable[tuple[int, Thing]]) -> dict[int, list[Thing]]:
    found: dict[int, list[Thing]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return found


def _day(at: dt.datetime, zone: str) -> dt.date:
    return clock.day_of(at, zone=zone)


def _each(words: Iterable[str]) -> str | None:
    return "、".join(dict.fromkeys(words)) or None
