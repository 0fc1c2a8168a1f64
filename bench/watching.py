"""What a piece of work costs: wall time, processor time and memory, of this process and all it started."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

from bench.machine import processor_seconds

EVERY = 0.05


@dataclass(slots=True)
class Cost:
    """Seconds by the clock, of the processors, and the most memory in bytes, summed over the processes.

    ``resident`` counts what processes share once for each of them; ``proportional`` once in all.
    """

    seconds: float = 0.0
    processor: float = 0.0
    resident: int = 0
    proportional: int = 0


@contextmanager
def watched() -> Iterator[Cost]:
    """Measure the block; the memory is looked at twenty times a second, what is shared once a second. Linux only.

    Processor time of processes that ended within the block is included when they were waited for.
    """
    cost, over = Cost(), Event()
    watcher = Thread(target=_watch, args=(cost, over), daemon=True)
    before, began = _spent(), time.perf_counter()
    watcher.start()
    try:
        yield cost
    finally:
        cost.seconds, cost.processor = time.perf_counter() - began, _spent() - before
        over.set()
        watcher.join()


def _spent() -> float:
    """Processor seconds of this process, of its living children, and of those that have ended."""
    ended = os.times()
    return processor_seconds(os.getpid()) + ended.children_user + ended.children_system


def _watch(cost: Cost, over: Event) -> None:
    turn = 0
    while not over.wait(EVERY):
        family = _family(os.getpid())
        cost.resident = max(cost.resident, sum(map(_resident, family)))
        if turn % 20 == 0:
            cost.proportional = max(cost.proportional, sum(map(_proportional, family)))
        turn += 1


def _family(number: int) -> list[int]:
    try:
        threads = list(Path(f"/proc/{number}/task").iterdir())
        children = [int(child) for thread in threads for child in (thread / "children").read_text("ascii").split()]
    except OSError:
        return []
    return [number, *(member for child in children for member in _family(child))]


def _resident(number: int) -> int:
    try:
        return int(Path(f"/proc/{number}/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def _proportional(number: int) -> int:
    try:
        lines = Path(f"/proc/{number}/smaps_rollup").read_text("ascii").splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
