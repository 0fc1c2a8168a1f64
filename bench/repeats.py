"""How fast repeats are found: the kernel's loops and their plain path, all stages by size, and how the cost grows."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Iterator
from functools import partial
from math import log
from types import ModuleType
from typing import Final

import numpy as np
import pyarrow.compute as pc
import pyarrow.parquet as pq

from bench.figures import Figure, at_most
from bench.scale import drawn
from bench.sizes import Size
from huixiang.digest.kernel import Texts, native, pure, texts_of
from huixiang.digest.kernel.folds import fold_table
from huixiang.digest.repeats import find_repeats
from huixiang.digest.repeats.finding import joined_words
from huixiang.digest.voices import VOICES

ROWS: Final = (10_000, 100_000, 1_000_000)
QUICK_ROWS: Final = (1_000, 4_000)
MIB: Final = 2**20


def measure(size: Size) -> Iterator[Figure]:
    """The kernel on the smallest corpus but one, both paths; then whole searches by size, and the slope."""
    sizes = QUICK_ROWS if size.quick else ROWS
    yield from _kernel(sizes[-2])
    before: tuple[int, float] | None = None
    for rows in sizes:
        voices = pq.read_table(drawn(rows), columns=VOICES.names)
        spent, seconds = _cost(partial(find_repeats, voices))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / MIB
        context = {"processes": 1, "wall s": round(seconds, 1), "peak MiB": round(peak)}
        target = at_most(50) if rows == ROWS[-1] else None
        yield Figure(f"repeats among {rows:,} texts, processor time", spent, "s", target, context)
        if before:
            slope = log(spent / before[1]) / log(rows / before[0])
            yield Figure(f"repeats, {before[0]:,} to {rows:,}: exponent of processor time", slope, "", at_most(1.15))
        before = (rows, spent)


def _kernel(rows: int) -> Iterator[Figure]:
    words = joined_words(pq.read_table(drawn(rows), columns=["title", "body"]))
    chars = pc.sum(pc.utf8_length(words)).as_py() / 1e6
    fold_table()  # made once a process, outside what is measured
    for path, name in ((native, "compiled"), (pure, "numpy")):
        if path is native and native.loaded() is None:
            continue
        texts = texts_of(words if path is native else words.slice(0, rows // 10))
        share = chars if path is native else chars / 10
        for work in ("sketch", "gram_sets"):
            spent, _ = _cost(partial(getattr(path, work), texts))
            yield Figure(f"kernel, {name}: {work}", share / spent, "Mchar/s", context={"texts": len(texts)})
        yield _pairs(path, name, texts)


def _pairs(path: ModuleType, name: str, texts: Texts) -> Figure:
    rng = np.random.default_rng(1)
    sets, (lefts, rights) = path.gram_sets(texts), rng.integers(0, len(texts), (2, len(texts)))
    spent, _ = _cost(partial(path.shared, sets, lefts, rights))
    return Figure(f"kernel, {name}: pairs compared", len(lefts) / spent / 1e6, "M/s", context={"texts": len(texts)})


def _cost(work: Callable[[], object]) -> tuple[float, float]:
    """Processor seconds and seconds by the clock."""
    spent, began = time.process_time(), time.perf_counter()
    work()
    return time.process_time() - spent, time.perf_counter() - began
