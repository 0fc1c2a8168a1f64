"""Lets the rules look: at one problem, at all that changed since the last run, at every unit. Keeps what they find.

What no longer holds and was not decided is overtaken, never removed; what holds again is open again.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from django.db import transaction

from huixiang.journal import services as journal
from huixiang.kernel.actor import system
from huixiang.kernel.tenancy import acting_in, current_organisation_id
from huixiang.people import queries as people
from huixiang.sorting.replies import copies_of
from huixiang.verification import queries
from huixiang.verification.formalism.catalogue import PROBLEM, UNIT, look
from huixiang.verification.formalism.facts import OrderFacts, UnitFacts
from huixiang.verification.formalism.rule import Found, Rule
from huixiang.verification.formalism.states import UNDECIDED, FindingState
from huixiang.verification.models import Finding, FindingRun

SPAN: Final = dt.timedelta(days=90)
"""How far back a unit is looked at."""
COPIED_SPAN: Final = dt.timedelta(days=365)
"""How far back replies are compared."""
OVERLAP: Final = dt.timedelta(hours=1)
"""What was under way when the last run began is looked at again."""
RECORDS: Final = 500
Limits = Mapping[str, Mapping[str, float]]
Copies = Mapping[tuple[str, int], int]


@dataclass(slots=True)
class Tally:
    """What a run went over and what came of it."""

    problems: int = 0
    found: int = 0
    overtaken: int = 0
    counts: dict[str, int] = field(default_factory=dict)

    def add(self, other: Tally) -> None:
        """Count another part of the same run."""
        self.problems += other.problems
        self.found += other.found
        self.overtaken += other.overtaken
        for rule, count in other.counts.items():
            self.counts[rule] = self.counts.get(rule, 0) + count


def look_at_problem(*, problem_id: int, at: dt.datetime) -> Tally:
    """Let the rules look at one problem now; copies of its replies are left to the nightly run."""
    limits = queries.limits_on(people.local_day(at))
    return _look_at([problem_id], limits, None, at)


def look_everywhere(*, organisation_id: int, now: Callable[[], dt.datetime], whole: bool = False) -> Tally:
    """Let the rules look at what changed since the last run, or at the whole, and at every unit.

    Each batch of 2,000 problems is a transaction of its own, so a run that is broken off keeps what it found; memory
    does not grow with the number of problems but for 48 bytes a reply.
    """
    begun, tally = now(), Tally()
    with acting_in(organisation_id):
        last = None if whole else queries.last_run()
        since = last.begun_at - OVERLAP if last else None
        run = FindingRun.objects.create(begun_at=begun, whole=since is None)
        limits = queries.limits_on(people.local_day(begun))
        copies = _copied(begun - COPIED_SPAN, limits)
    for part in _batches(organisation_id, since, limits, copies, begun):
        tally.add(part)
    with acting_in(organisation_id):
        tally.add(_look_at_units(limits, begun))
        run.ended_at, run.problems = now(), tally.problems
        run.found, run.overtaken = tally.found, tally.overtaken
        run.save()
    return tally


def _batches(
    organisation_id: int, since: dt.datetime | None, limits: Limits, copies: Copies, at: dt.datetime
) -> Iterator[Tally]:
    last = 0
    while True:
        with acting_in(organisation_id):
            ids = queries.ids_after(last, changed_since=since)
            if not ids:
                return
            yield _look_at(ids, limits, copies, at)
        last = ids[-1]


def _copied(since: dt.datetime, limits: Limits) -> dict[tuple[str, int], int]:
    """How many copies each reply has that has enough of them to count."""
    kinds: list[str] = []
    ids = array("q")

    def read() -> Iterator[tuple[int, str]]:
        kinds.clear()
        del ids[:]
        for kind, pk, problem, words in queries.replies_since(since):
            kinds.append(kind)
            ids.append(pk)
            yield problem, words

    with transaction.atomic():
        counts = copies_of(read, likeness=limits["copied_reply"]["likeness"])
    least = max(1, limits["copied_reply"]["copies"])
    return {(kinds[row], ids[row]): int(counts[row]) for row in (counts >= least).nonzero()[0]}


def _look_at(ids: Sequence[int], limits: Limits, copies: Copies | None, at: dt.datetime) -> Tally:
    """Look at problems and keep what was found. Without ``copies`` findings about copied replies stay as they are."""
    named = int(limits["empty_reply"]["named"])
    made: list[Finding] = []
    for order in queries.facts_of(ids, copies=copies or {}, named=named):
        made += [_finding_of(order, rule, found, limits, at) for rule, found in look(order, of=PROBLEM, limits=limits)]
    kept = Finding.objects.filter(problem_id__in=ids)
    return _keep(made, kept if copies is not None else kept.exclude(rule="copied_reply"), len(ids), at)


def _look_at_units(limits: Limits, at: dt.datetime) -> Tally:
    today = people.local_day(at)
    made = [
        _unit_finding(unit, rule, found, limits, at)
        for unit in queries.unit_facts(today - SPAN, today)
        for rule, found in look(unit, of=UNIT, limits=limits)
    ]
    month = today.strftime("%Y-%m")
    return _keep(made, Finding.objects.filter(problem=None, mark__startswith=f"{month}-"), 0, at)


def _finding_of(order: OrderFacts, rule: Rule, found: Found, limits: Limits, at: dt.datetime) -> Finding:
    told = "|".join([rule.key, str(rule.version), str(order.id), str(order.unit), *sorted(found.records)])
    return _made(rule, found, limits, at, mark=hashlib.sha256(told.encode()).hexdigest()[:40],
                 problem_id=order.id, unit_id=order.unit)  # fmt: skip


def _unit_finding(unit: UnitFacts, rule: Rule, found: Found, limits: Limits, at: dt.datetime) -> Finding:
    """About a unit there is one finding a month and rule; what it measures may still change while it is open."""
    return _made(rule, found, limits, at, mark=f"{unit.until:%Y-%m}-{rule.version}-{unit.id}", unit_id=unit.id)


def _made(rule: Rule, found: Found, limits: Limits, at: dt.datetime, **facts: object) -> Finding:
    return Finding(
        rule=rule.key, version=rule.version, records=list(found.records[:RECORDS]), measured=dict(found.measured),
        limits=dict(limits[rule.key]), found_at=at, **facts,
    )  # fmt: skip


def _keep(made: Iterable[Finding], kept: object, problems: int, at: dt.datetime) -> Tally:
    """Write what is new, update what still holds, and mark what no longer does."""
    there = {(one.rule, one.mark): one for one in kept}  # type: ignore[attr-defined]
    holding = {(one.rule, one.mark): one for one in made}
    new = [one for key, one in holding.items() if key not in there]
    Finding.objects.bulk_create(new, batch_size=1_000, ignore_conflicts=True)
    gone = [one for key, one in there.items() if key not in holding and one.state in UNDECIDED]
    _overtake(gone, at)
    _hold_again([(there[key], one) for key, one in holding.items() if key in there])
    _tell(new, "verification.finding.found", at)
    counts: dict[str, int] = {}
    for one in new:
        counts[one.rule] = counts.get(one.rule, 0) + 1
    return Tally(problems, len(new), len(gone), counts)


def _overtake(gone: Sequence[Finding], at: dt.datetime) -> None:
    for one in gone:
        one.state, one.overtaken_at = FindingState.OVERTAKEN, at
    Finding.objects.bulk_update(gone, ["state", "overtaken_at"], batch_size=1_000)
    _tell(gone, "verification.finding.overtaken", at)


def _hold_again(pairs: Iterable[tuple[Finding, Finding]]) -> None:
    """Take over the values of now into what is not decided; what was overtaken is open again."""
    changed = []
    for old, new in pairs:
        back = old.state == FindingState.OVERTAKEN
        if not back and (old.state not in UNDECIDED or (old.measured, old.records) == (new.measured, new.records)):
            continue
        if back:
            old.state = FindingState.EXPLAINED if old.explanation else FindingState.OPEN
            old.overtaken_at = None
        old.measured, old.records, old.limits = new.measured, new.records, new.limits
        changed.append(old)
    Finding.objects.bulk_update(changed, ["state", "overtaken_at", "measured", "records", "limits"], batch_size=1_000)


def _tell(findings: Sequence[Finding], action: str, at: dt.datetime) -> None:
    """One entry of the journal about each subject and rule."""
    by_rule: dict[str, list[str]] = {}
    for one in findings:
        subject = f"problem:{one.problem_id}" if one.problem_id else f"unit:{one.unit_id}"
        by_rule.setdefault(one.rule, []).append(subject)
    for rule, subjects in by_rule.items():
        machine = system(current_organisation_id())
        journal.record_each(action, about=subjects, by=machine, at=at, after={"rule": rule})
