"""What a whole run found, read from its folder and written in batches, each a transaction of its own."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import numpy as np
import pyarrow as pa

from huixiang.digest.pools import read_table
from huixiang.kernel.tenancy import acting_in
from huixiang.sorting.services.suggesting.around import Habits, around
from huixiang.sorting.services.suggesting.facts import Heard, Noticed, Said
from huixiang.sorting.services.suggesting.keeping import keep_suggestions
from huixiang.sorting.services.suggesting.making import wanted_for
from huixiang.sorting.services.suggesting.matters import Member, forget_matters, keep_matters, keep_members, memberships

AT_ONCE: Final = 1_000
MATTERS_AT_ONCE: Final = 500

Told = Callable[[str, int, int], bool]
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Written:
    """What a run wrote: new suggestions by kind, matters found, matters gone."""

    new: dict[str, int]
    matters: int
    gone: int


def write_found(folder: Path, organisation_id: int, *, run_id: int, at: datetime, told: Told) -> Written:
    """Write matters, memberships and suggestions; a run that dies half way is begun anew without harm."""
    found = read_table(folder / "found.arrow")
    keys = _write_matters(folder, organisation_id, at=at, told=told)
    with acting_in(organisation_id):
        gone = forget_matters(but=set(keys), at=at)
        habits = Habits.now()
    _write_members(found, organisation_id, keys, at=at, told=told)
    classes, noticed = Rows(read_table(folder / "classes.arrow")), Rows(read_table(folder / "noticed.arrow"))
    new: dict[str, int] = defaultdict(int)
    for start in range(0, len(found), AT_ONCE):
        said = heard_of(found.slice(start, AT_ONCE), start, keys, classes, noticed)
        with acting_in(organisation_id):
            now = memberships([one.voice_id for one in said])
            for kind, count in suggest(said, now, habits=habits, run_id=run_id, at=at).items():
                new[kind] += count
        if not told("write", min(start + AT_ONCE, len(found)), len(found)):
            break
    return Written(dict(new), len(keys), gone)


def _write_matters(folder: Path, organisation_id: int, *, at: datetime, told: Told) -> dict[str, int]:
    matters = read_table(folder / "matters.arrow")
    steps = json.loads((folder / "steps.json").read_text())
    keys: dict[str, int] = {}
    for start in range(0, len(matters), MATTERS_AT_ONCE):
        with acting_in(organisation_id):
            keys |= keep_matters(matters.slice(start, MATTERS_AT_ONCE).to_pylist(), steps, at=at)
        told("matters", start, len(matters))
    return keys


def _write_members(found: pa.Table, organisation_id: int, keys: dict[str, int], *, at: datetime, told: Told) -> None:
    """Put all voices to their matters first: what is suggested to one depends on what others of its matter feed."""
    for start in range(0, len(found), AT_ONCE):
        heard = heard_of(found.slice(start, AT_ONCE), start, keys, None, None)
        with acting_in(organisation_id):
            _keep_members(heard, at=at)
        told("members", start, len(found))


def _keep_members(heard: Sequence[Heard], *, at: datetime) -> dict[UUID, int]:
    members = [
        Member(one.voice_id, one.matter_id, one.repeat_of, one.reason, one.alike or None)
        for one in heard
        if one.matter_id
    ]
    return keep_members([one.voice_id for one in heard], members, at=at)


def write_heard(heard: Sequence[Heard], *, habits: Habits, run_id: int | None, at: datetime) -> dict[str, int]:
    """Write what was said of some voices in the caller's transaction; says how many suggestions are new, by kind."""
    return suggest(heard, _keep_members(heard, at=at), habits=habits, run_id=run_id, at=at)


def suggest(
    heard: Sequence[Heard], now: Mapping[UUID, int], *, habits: Habits, run_id: int | None, at: datetime
) -> dict[str, int]:
    """Write the suggestions for some voices; ``now`` is the matter each is in."""
    placed = [replace(one, matter_id=now.get(one.voice_id)) for one in heard]
    ids = [one.voice_id for one in placed]
    repeated = [one.repeat_of for one in placed if one.repeat_of]
    beside = around(ids, {one.matter_id for one in placed if one.matter_id}, repeated, habits=habits)
    wanted = [suggestion for one in placed if one.voice_id in beside.items for suggestion in wanted_for(one, beside)]
    return keep_suggestions(voice_ids=list(beside.items), wanted=wanted, run_id=run_id, at=at)


class Rows:
    """A long table that has a column ``row`` in any order; gives the lines of some rows quickly."""

    def __init__(self, table: pa.Table) -> None:
        order = np.argsort(table["row"].to_numpy(), kind="stable")
        self._table = table.take(pa.array(order)) if len(table) else table
        self._rows = self._table["row"].to_numpy()

    def of(self, first: int, behind: int) -> dict[int, list[Row]]:
        """The lines of the rows from ``first`` up to but without ``behind``, by row."""
        start, end = np.searchsorted(self._rows, [first, behind])
        found: dict[int, list[Row]] = defaultdict(list)
        for line in self._table.slice(start, end - start).to_pylist():
            found[line["row"]].append(line)
        return found


def heard_of(
    found: pa.Table, start: int, keys: dict[str, int], classes: Rows | None, noticed: Rows | None
) -> list[Heard]:
    """Read what was found of some rows; ``start`` numbers the first, ``keys`` are the ids of matters by name."""
    behind = start + len(found)
    said, seen = [rows.of(start, behind) if rows else {} for rows in (classes, noticed)]
    return [
        Heard(
            voice_id=UUID(line["id"]),
            repeat_of=UUID(line["repeat_of"]) if line["repeat_of"] else None,
            score=line["score"] or 0.0,
            shared=line["shared"] or "",
            matter_id=keys.get(line["matter"] or ""),
            alike=line["alike"] or 0.0,
            reason=line["reason"] or "",
            classes=list(_said(said.get(number, ()))),
            noticed=[_noticed(one) for one in seen.get(number, ())],
        )
        for number, line in enumerate(found.to_pylist(), start=start)
    ]


def _said(lines: Sequence[Row]) -> Iterator[Said]:
    """The classes of one voice; the words that decided speak for the likeliest of each taxonomy only."""
    first: set[str] = set()
    for line in sorted(lines, key=lambda one: -one["confidence"]):
        if line["key"]:
            words = () if line["kind"] in first else tuple(line["words"] or ())
            first.add(line["kind"])
            yield Said(int(line["kind"]), int(line["key"]), line["confidence"], words)


def _noticed(line: Row) -> Noticed:
    return Noticed(line["kind"], line["what"], line["start"], line["end"], line["confidence"])
