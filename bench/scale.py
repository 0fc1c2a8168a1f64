"""How the engine's cost grows: whole runs from 10,000 to 4,000,000 texts, a cold start, 1,000 texts added to a million.

Corpora come from ``bench.corpora``, drawn over the real messages where they are there, else over the demo's voices.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from math import log
from pathlib import Path
from typing import Any, Final

from bench.corpora import corpus, demo_texts, write
from bench.figures import Figure, Target, at_most
from bench.sizes import Size
from bench.watching import watched
from evals.gold import messages

ROOT: Final = Path(__file__).resolve().parents[1]
HOME: Final = ROOT / "var" / "bench" / "corpora"
ROWS: Final = (10_000, 100_000, 1_000_000, 4_000_000)
QUICK_ROWS: Final = (1_000, 4_000)
WORKERS: Final = 2
MILLION: Final = 1_000_000
GIB: Final = 2**30
HEADROOM: Final = 0.85  # of the memory that is free; beyond, the machine would start to swap
MESSAGES: Final = Path(os.environ.get("HX_EVAL_DATA", ROOT.parent / "shared" / "data")) / "messages-2019.xlsx"
DRAWN_FROM: Final = ("real messages", "the demo's voices")


def measure(size: Size) -> Iterator[Figure]:
    """Whole runs by size with their slope, the cold start, and adding to a kept index."""
    rows = QUICK_ROWS if size.quick else ROWS
    yield from _runs(rows)
    yield from _cold_start(size)
    yield from _adding(rows[-1] if size.quick else MILLION)


def _runs(sizes: Sequence[int]) -> Iterator[Figure]:
    before: tuple[int, Mapping[str, Any]] | None = None
    for rows in sizes:
        if before and before[1]["resident"] * rows / before[0] > HEADROOM * _free():
            yield Figure(f"{rows:,} texts", 0, "not run", context={"memory free, GiB": round(_free() / GIB, 1)})
            return
        try:
            found = _step("run", str(drawn(rows)), str(WORKERS))
        except subprocess.CalledProcessError as error:
            if rows <= MILLION:
                raise
            yield Figure(f"{rows:,} texts", 0, "not finished", context={"ended with": error.returncode})
            return
        yield from _run_figures(rows, found)
        if before:
            slope = log(found["processor"] / before[1]["processor"]) / log(rows / before[0])
            yield Figure(f"{before[0]:,} to {rows:,} texts: exponent of processor time", slope, "", at_most(1.15))
        before = (rows, found)


def _run_figures(rows: int, found: Mapping[str, Any]) -> Iterator[Figure]:
    must = rows == MILLION
    context = {"workers": WORKERS, "drawn from": DRAWN_FROM[not MESSAGES.exists()]} | ({"aim": 90} if must else {})
    stages = {f"{name} s": round(seconds, 1) for name, seconds in found["stages"].items()}
    kinds = {"repeats": found["repeats"], "matters": found["matters"]}
    yield Figure(f"{rows:,} texts, whole run", found["seconds"], "s", _if(must, 150), context | kinds)
    yield Figure(f"{rows:,} texts, processor time", found["processor"], "s", context=stages)
    shared_once = {"shared pages counted once, GiB": round(found["proportional"] / GIB, 2)}
    yield Figure(f"{rows:,} texts, memory", found["resident"] / GIB, "GiB", _if(must, 4), context=shared_once)


def _cold_start(size: Size) -> Iterator[Figure]:
    """The command as a clerk types it: from the start of Python to the written report."""
    table = MESSAGES if MESSAGES.exists() and not size.quick else drawn(QUICK_ROWS[-1], ".csv")
    with tempfile.TemporaryDirectory() as folder, watched() as cost:
        command = [sys.executable, "-m", "huixiang.ops.cli", "digest", "run", str(table), "--out", f"{folder}/out"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    context = {"table": table.name, "aim": 8, "processor s": round(cost.processor, 1)}
    yield Figure("digest run from cold start", cost.seconds, "s", at_most(20), context)


def _adding(rows: int) -> Iterator[Figure]:
    table = str(drawn(rows))
    with tempfile.TemporaryDirectory(dir=HOME) as folder:
        filled = _step("fill", table, folder)
        added = _step("add", table, folder)
    context = {"kept": f"{added['kept'] - 1_000:,}", "aim": 0.3, "processor s": round(added["processor"], 2)}
    yield Figure("1,000 texts added to the kept index", added["seconds"], "s", at_most(1), context)
    yield Figure("the kept index, made at once", filled["seconds"], "s", context={"texts": f"{rows - 1_000:,}"})


def drawn(rows: int, ending: str = ".parquet") -> Path:
    """The corpus of so many rows, drawn once and kept below var/bench; a million take a minute and 300 MB."""
    path = HOME / f"{'real' if MESSAGES.exists() else 'demo'}-{rows}{ending}"
    if not path.exists():
        HOME.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f"new-{path.name}")
        write(beside, corpus(rows, _texts(), seed=1))
        beside.replace(path)
    return path


def _texts() -> list[str]:
    if not MESSAGES.exists():
        return demo_texts()
    return [message.text for message in messages()]


def _step(*arguments: str) -> dict[str, Any]:
    """Run one step in a process of its own; every library keeps to one thread, the workers are ours."""
    one = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    command = [sys.executable, "-m", "bench.scaling", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | one, stdout=subprocess.PIPE, check=True)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _free() -> int:
    lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable"))


def _if(must: bool, most: float) -> Target | None:
    return at_most(most) if must else None
