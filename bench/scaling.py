"""``python -m bench.scaling STEP ...``: one measured step of bench.scale in a process of its own, answered in JSON.

A fresh process each time, so that neither memory nor warm caches of one step are counted for the next.
"""

from __future__ import annotations

import json
import sys
import time
from argparse import Namespace
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from bench.watching import watched
from huixiang.digest.partitions import InProcess
from huixiang.digest.pipeline import Settings, digest
from huixiang.digest.pools import Pool
from huixiang.digest.repeats.index import RepeatIndex
from huixiang.digest.voices import VOICES
from huixiang.ops.digesting.models import chosen_model
from huixiang.ops.digesting.runners import STAGES
from huixiang.ops.digesting.sentences import Tongue


def run(corpus: str, workers: str) -> Mapping[str, Any]:
    """Digest the corpus; the wall seconds of each stage, what it cost in all, and what was found."""
    stages = Stages()
    pool = Pool(int(workers)) if int(workers) > 1 else nullcontext(InProcess())
    with watched() as cost, pool as runner:
        if isinstance(runner, Pool):
            runner.begin(STAGES)
        voices = _voices(Path(corpus))
        model = chosen_model(Namespace(model=None, scheme=None, seed=0), voices, stages, Tongue("en")).model
        found = digest(voices, Settings(model=model), runner=runner, progress=stages)
        stages("end", 0, 0)
    return {
        "seconds": cost.seconds, "processor": cost.processor, "resident": cost.resident,
        "proportional": cost.proportional, "stages": stages.seconds, "matters": found.matters.num_rows,
        "repeats": len(found.voices) - found.voices["repeat_of"].null_count,
    }  # fmt: skip


def fill(corpus: str, folder: str) -> Mapping[str, Any]:
    """Make the kept index of all but the last 1,000 voices of the corpus."""
    voices = _voices(Path(corpus))
    with watched() as cost:
        index = RepeatIndex.open(Path(folder))
        index.add(voices.slice(0, len(voices) - 1_000))
        index.tidy()
    return {"seconds": cost.seconds, "processor": cost.processor, "resident": cost.resident}


def add(corpus: str, folder: str) -> Mapping[str, Any]:
    """Open the kept index in this fresh process and add the last 1,000 voices of the corpus."""
    voices = _voices(Path(corpus))
    fresh = voices.slice(len(voices) - 1_000).combine_chunks()
    began, spent = time.perf_counter(), time.process_time()
    index = RepeatIndex.open(Path(folder))
    answer = index.add(fresh)
    seconds, processor = time.perf_counter() - began, time.process_time() - spent
    found = len(answer) - answer["repeat_of"].null_count
    return {"seconds": seconds, "processor": processor, "kept": len(index), "repeats": found}


class Stages:
    """Hears the progress of a run and keeps how long each stage took by the clock."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._name, self._since = "start", time.perf_counter()

    def __call__(self, stage: str, done: int, of: int) -> None:
        """Hear that a stage goes on: the time since the last word is its own, or was the one's before if it begins."""
        del of
        now = time.perf_counter()
        name = stage if done else self._name
        self.seconds[name] = self.seconds.get(name, 0) + now - self._since
        self._name, self._since = stage, now


def _voices(path: Path) -> pa.Table:
    return pq.read_table(path, columns=VOICES.names).cast(VOICES)


STEPS: Mapping[str, Callable[..., Mapping[str, Any]]] = {"run": run, "fill": fill, "add": add}

if __name__ == "__main__":
    print(json.dumps(STEPS[sys.argv[1]](*sys.argv[2:])))
