"""Find the matters in a table of voices, name them, and say of each voice why it is where it is."""

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
import pyarrow as pa

from huixiang.digest.matters.names import names
from huixiang.digest.matters.reasons import reason, reason_of_central, reason_of_repeat, reason_of_repeated
from huixiang.digest.matters.rules import RULES, Rules
from huixiang.digest.matters.sorting import Sorted, sort_voices
from huixiang.digest.matters.summing import matters_table
from huixiang.digest.matters.tables import VOICES_OUT, Matters
from huixiang.digest.partitions import InProcess, Runner
from huixiang.digest.progress import Progress, silent

IN_PROCESS: Final = InProcess()

Array = np.ndarray[Any, np.dtype[Any]]


def find_matters(
    voices: pa.Table,
    repeats: pa.Table,
    *,
    rules: Rules = RULES,
    known: pa.Table | None = None,
    runner: Runner = IN_PROCESS,
    progress: Progress = silent,
) -> Matters:
    """Sort n voices into matters: what is said of one thing at one place, by however many.

    ``voices`` has the columns of ``VOICES``, ``repeats`` is what ``find_repeats`` gave for it, row by row. ``known`` is
    the ``voices`` table of an earlier result, whose names of matters are kept. The result depends on the tables and
    the rules alone, not on the runner. Cost grows linearly: see docs/algorithms/matters.md.

    :raises KeyError: a column is missing.
    :raises ValueError: the two tables differ in length.
    """
    if len(voices) != len(repeats):
        raise ValueError(f"{len(voices)} voices, but {len(repeats)} rows of repeats")
    placed = sort_voices(voices, repeats, rules, runner, progress)
    ids: list[str] = voices["id"].to_pylist()
    named = names(_members(placed, ids), known)
    matters, steps = matters_table(voices, placed, named, rules, runner)
    reasons = list(_reasons(voices, repeats, placed, matters))
    first = [ids[root] if root != row else None for row, root in enumerate(placed.root.tolist())]
    matter = [named[number] if number >= 0 else None for number in placed.matter.tolist()]
    table = pa.table([ids, first, matter, pa.array(reasons, pa.string())], schema=VOICES_OUT)
    order = np.lexsort((matters["matter"].to_numpy(), -matters["heat"].to_numpy()))
    progress("matters", len(voices), len(voices))
    return Matters(table, matters.take(pa.array(order)), steps, placed.likeness)


def _members(placed: Sorted, ids: list[str]) -> list[list[str]]:
    """Give the ids of each matter's voices, its central voice first."""
    members: list[list[str]] = [[ids[row]] for row in placed.central.tolist()]
    central = set(placed.central.tolist())
    for row in np.flatnonzero(placed.matter >= 0).tolist():
        if row not in central:
            members[placed.matter[row]].append(ids[row])
    return members


def _reasons(voices: pa.Table, repeats: pa.Table, placed: Sorted, matters: pa.Table) -> Iterator[str | None]:
    """Say for each voice why it is in its matter; None for one that is in none."""
    ids, shared = voices["id"].to_pylist(), repeats["reason"].to_pylist()
    titles, bodies = voices["title"].to_pylist(), voices["body"].to_pylist()
    places, words = matters["place"].to_pylist(), matters["words"].to_pylist()
    central = placed.central.tolist()
    columns = zip(placed.root.tolist(), placed.matter.tolist(), placed.likeness.tolist(), strict=True)
    for row, (root, matter, likeness) in enumerate(columns):
        if matter < 0:
            yield None
        elif root != row:
            yield reason_of_repeat(ids[root], shared[row])
        elif row == central[matter]:
            yield reason_of_central(likeness) if likeness else reason_of_repeated()
        else:
            yield reason(f"{titles[row]}\n{bodies[row]}", places[matter], words[matter], likeness)
