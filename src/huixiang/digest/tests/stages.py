"""Works for the tests of runners: they stand in a module of their own, which other processes import."""

import os
import signal
import sys
from pathlib import Path

import numpy as np
import pyarrow as pa

NUMBERS = pa.table({"number": pa.array(range(1_000), pa.int64())})


def squared(part: pa.Table) -> pa.Table:
    """The number of each row, by itself."""
    return pa.table({"square": pa.array(part["number"].to_numpy() ** 2)})


def keyed(count: int) -> pa.Table:
    """Numbers with a key that scatters them."""
    numbers = np.arange(count, dtype=np.uint64)
    return pa.table({"number": numbers, "key": numbers * np.uint64(0x9E3779B97F4A7C15)})


def refused(part: pa.Table) -> pa.Table:
    """Fails at the partition that holds 500."""
    if 500 in part["number"].to_pylist():
        raise ValueError("500 is refused")
    return part


def dies_once(part: pa.Table, *, folder: Path) -> pa.Table:
    """Kills its process the first time it sees 300 and 700."""
    for number in (300, 700):
        mark = folder / str(number)
        if number in part["number"].to_pylist() and not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
    return squared(part)


def dies_always(part: pa.Table) -> pa.Table:
    """Kills its process."""
    os.kill(os.getpid(), signal.SIGKILL)
    return part


def marked(part: pa.Table, *, folder: Path, seconds: float) -> pa.Table:
    """Notes that it has begun and computes for a while, so that there is a middle to be disturbed in."""
    (folder / f"{os.getpid()}-{part['number'][0]}").touch()
    end = os.times().user + seconds
    while os.times().user < end:
        pass
    return squared(part)


def imported(part: pa.Table) -> pa.Table:
    """Say whether this process has imported the module ``colorsys``; the parent never has."""
    del part
    return pa.table({"imported": ["colorsys" in sys.modules]})
