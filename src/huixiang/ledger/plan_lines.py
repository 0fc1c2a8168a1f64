"""The lines of a plan, and what changed between two readings of them. Standard library only, reads nothing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


@dataclass(frozen=True, slots=True)
class Planned:
    """A measure as it stands in a plan."""

    id: int
    words: str
    unit: str
    due_on: str
    state: str


@dataclass(frozen=True, slots=True)
class Line:
    """A problem with its measures, or a rule: ``what`` says which. Days are ISO, empty where none is set."""

    what: str
    id: int
    number: int
    title: str
    unit: str
    leader: str
    due_on: str
    state: str
    measures: tuple[Planned, ...] = ()
    relapses: int = 0
    note: str = ""

    @property
    def key(self) -> tuple[str, int]:
        """What makes it the same line in two readings."""
        return self.what, self.id

    def plain(self) -> dict[str, Any]:
        """As it is kept."""
        return asdict(self)


class What(StrEnum):
    """What changed since a version was approved."""

    ADDED = "added"
    LEFT = "left"
    TITLE = "title"
    UNIT = "unit"
    LEADER = "leader"
    DUE = "due"
    STATE = "state"
    RELAPSED = "relapsed"
    MEASURE_ADDED = "measure_added"
    MEASURE_LEFT = "measure_left"
    MEASURE_DROPPED = "measure_dropped"
    MEASURE_DUE = "measure_due"
    MEASURE_STATE = "measure_state"


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a line: what it was and what it is; ``about`` names the measure where it is one."""

    what: What
    line: Line
    before: str = ""
    after: str = ""
    about: str = ""


def from_plain(rows: Iterable[Mapping[str, Any]]) -> list[Line]:
    """The lines that were kept."""
    return [Line(**{**row, "measures": tuple(Planned(**each) for each in row["measures"])}) for row in rows]


def digest_of(lines: Sequence[Line]) -> str:
    """A short name of exactly these lines: whoever approves names what was seen."""
    plain = json.dumps([line.plain() for line in lines], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(plain.encode()).hexdigest()[:32]


def changes(approved: Sequence[Line], now: Sequence[Line]) -> list[Change]:
    """What is different now, in the order of the lines now; those that left come last. Equal readings give none."""
    before = {line.key: line for line in approved}
    here = {line.key for line in now}
    found: list[Change] = []
    for line in now:
        old = before.get(line.key)
        found += [Change(What.ADDED, line)] if old is None else [*_line(old, line), *_measures(old, line)]
    return found + [Change(What.LEFT, line) for line in approved if line.key not in here]


def _line(old: Line, new: Line) -> list[Change]:
    pairs = (
        (What.TITLE, old.title, new.title), (What.UNIT, old.unit, new.unit), (What.LEADER, old.leader, new.leader),
        (What.DUE, old.due_on, new.due_on), (What.STATE, old.state, new.state),
    )  # fmt: skip
    found = [Change(what, new, before, after) for what, before, after in pairs if before != after]
    if new.relapses > old.relapses:
        found.append(Change(What.RELAPSED, new, str(old.relapses), str(new.relapses)))
    return found


def _measures(old: Line, new: Line) -> list[Change]:
    before = {measure.id: measure for measure in old.measures}
    here = {measure.id for measure in new.measures}
    found: list[Change] = []
    for measure in new.measures:
        was = before.get(measure.id)
        found += [Change(What.MEASURE_ADDED, new, about=measure.words)] if was is None else _measure(new, was, measure)
    gone = [measure for measure in old.measures if measure.id not in here]
    return found + [Change(What.MEASURE_LEFT, new, about=measure.words) for measure in gone]


def _measure(line: Line, was: Planned, now: Planned) -> list[Change]:
    found = []
    if was.state != now.state:
        what = What.MEASURE_DROPPED if now.state == "dropped" else What.MEASURE_STATE
        found.append(Change(what, line, was.state, now.state, now.words))
    if was.due_on != now.due_on:
        found.append(Change(What.MEASURE_DUE, line, was.due_on, now.due_on, now.words))
    return found


@dataclass(frozen=True, slots=True)
class Counts:
    """Problems and measures, each counted for itself: no figure mixes the two. Given-up measures are not counted."""

    problems: int
    confirmed: int
    silent: int
    examined: int
    at_work: int
    disputed: int
    waiting: int
    measures: int
    carried_out: int
    rules: int
    rules_done: int


def counts_of(lines: Iterable[Line]) -> Counts:
    """Count the lines; the five kinds of problems and the waiting ones add up to the problems."""
    every = list(lines)
    states = [line.state for line in every if line.what == "problem"]
    measures = [each.state for line in every for each in line.measures if each.state != "dropped"]
    rules = [line.state for line in every if line.what == "rule" and line.state != "given_up"]
    at_work, examined = states.count("working"), sum(states.count(state) for state in ("claimed", "signed", "checked"))
    known = (states.count("confirmed"), states.count("silent"), examined, at_work, states.count("disputed"))
    return Counts(
        len(states), *known, len(states) - sum(known), len(measures), measures.count("done"), len(rules),
        rules.count("done"),
    )  # fmt: skip
