"""How fast matters are found behind the repeats, by size, and how the cost grows; then new voices put to them."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Iterator
from functools import partial
from math import log
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from bench.figures import Figure, at_most
from bench.scale import drawn
from bench.sizes import Size
from huixiang.digest.matters import Matters, attach, find_matters
from huixiang.digest.partitions import InProcess, Runner
from huixiang.digest.pools import Pool
from huixiang.digest.repeats import find_repeats
from huixiang.digest.voices import VOICES

ROWS: Final = (10_000, 100_000, 1_000_000)
QUICK_ROWS: Final = (1_000, 4_000)
NEW: Final = 1_000
WORKERS: Final = 2
SECONDS: Final = at_most(60)
MIB: Final = 2**20


def measure(size: Size) -> Iterator[Figure]:
    """Whole searches by size in one process and the slope, the largest in two, then 1,000 voices attached."""
    sizes = QUICK_ROWS if size.quick else ROWS
    before: tuple[int, float] | None = None
    for rows in sizes:
        voices = pq.read_table(drawn(rows), columns=VOICES.names).combine_chunks()
        repeats = find_repeats(voices)
        found, spent, wall = _cost(partial(find_matters, voices, repeats))
        context = {"processes": 1, "wall s": round(wall, 1), "peak MiB": _peak(), "matters": len(found.matters)}
        yield Figure(f"matters among {rows:,} texts, processor time", spent, "s", None, context)
        if before:
            slope = log(spent / before[1]) / log(rows / before[0])
            yield Figure(f"matters, {before[0]:,} to {rows:,}: exponent of processor time", slope, "", at_most(1.15))
        before = (rows, spent)
    yield _pooled(voices, repeats)
    yield _attached(voices, found)


def _pooled(voices: pa.Table, repeats: pa.Table) -> Figure:
    with Pool(WORKERS) as runner:
        runner.map(_nothing, [voices.slice(0, 1)] * WORKERS)  # the processes start
        _, _, wall = _cost(partial(_with, runner, voices, repeats))
    name = f"matters among {len(voices):,} texts, wall time"
    return Figure(
        name, wall, "s", SECONDS if len(voices) == ROWS[-1] else None, {"processes": WORKERS, "peak MiB": _peak()}
    )


def _with(runner: Runner, voices: pa.Table, repeats: pa.Table) -> Matters:
    return find_matters(voices, repeats, runner=runner)


def _attached(voices: pa.Table, known: Matters) -> Figure:
    fresh = voices.slice(0, NEW)
    found, spent, wall = _cost(partial(attach, fresh, voices, known, runner=InProcess()))
    context = {
        "matters": len(known.matters),
        "wall s": round(wall, 2),
        "joined": len(found) - found["matter"].null_count,
    }
    return Figure(f"{NEW:,} voices put to known matters, processor time", spent, "s", None, context)


def _nothing(part: pa.Table) -> pa.Table:
    return part


def _cost(work: Callable[[], Any]) -> tuple[Any, float, float]:
    """What it gives, its processor seconds and its wall seconds."""
    began, spent = time.perf_counter(), time.process_time()
    result = work()
    return result, time.process_time() - spent, time.perf_counter() - began


def _peak() -> int:
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / MIB)
