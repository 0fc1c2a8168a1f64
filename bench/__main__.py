"""``python -m bench [NAME...] [--quick]``: measures and prints a JSON line for each figure.

The page docs/benchmarks.md is written anew with them.
"""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager

from bench import (
    arrivals,
    ceiling,
    deadlines,
    dropping,
    findings,
    helpdesk,
    imports,
    kills,
    ledger_table,
    log,
    masking,
    matters,
    metrics,
    page,
    papers,
    reading,
    repeats,
    scale,
    searching,
    submissions,
)
from bench.attacking import fuzzing, requesting, scanning
from bench.figures import Figure, as_line
from bench.house import House, standing_house
from bench.keeping import seeded_house
from bench.learnt import learnt_house
from bench.sizes import FULL, QUICK, Size

BENCHMARKS: Mapping[str, Callable[[House, Size], Iterator[Figure]]] = {
    "ceiling": lambda _house, size: ceiling.measure(size),
    "submissions": submissions.measure,
    "helpdesk": helpdesk.measure,
    "reading": reading.measure,
    "searching": searching.measure,
    "kills": kills.measure,
    "ledger": ledger_table.measure,
    "tampering": log.manipulations,
    "log": log.growth,
    "imports": imports.measure,
    "drop": lambda house, _size: dropping.measure(house),
    "arrivals": arrivals.measure,
    "arrivals-many": arrivals.measure_many,
    "repeats": lambda _house, size: repeats.measure(size),
    "matters": lambda _house, size: matters.measure(size),
    "masking": lambda _house, _size: masking.measure(),
    "deadlines": lambda _house, size: deadlines.measure(size),
    "metrics": metrics.measure,
    "papers": lambda _house, size: papers.measure(size),
    "findings": findings.measure,
    "scale": lambda _house, size: scale.measure(size),
    "attack": requesting.measure,
    "attack-scan": scanning.measure,
    "attack-fuzz": lambda _house, size: fuzzing.measure(size),
}

ATTACKED = (200, 600)

# How many problems and voices stand in the house before a benchmark begins.
SEEDS: Mapping[str, Callable[[Size], tuple[int, int]]] = {
    "helpdesk": lambda size: (size.tickets // 3, size.tickets),
    "reading": lambda size: (size.problems, size.voices),
    "findings": lambda size: (size.orders, size.orders),
    "ledger": lambda size: (size.orders, size.orders),
    "arrivals": lambda size: (size.arrivals // 100, size.arrivals),
    **dict.fromkeys(("attack", "attack-scan", "attack-fuzz"), lambda _size: ATTACKED),
}


def main() -> int:
    """Run the benchmarks named, or all; each in a fresh house. A quick run leaves the page as it is."""
    # Ended from outside, every block is still left in order, and with it every process it started.
    signal.signal(signal.SIGTERM, lambda _signal, _frame: sys.exit(1))
    arguments = _parser().parse_args()
    size = QUICK if arguments.quick else FULL
    missed = 0
    for name in arguments.names or BENCHMARKS:
        figures = []
        with _house_of(name, size) as house:
            version = page.version_of(house)
            for figure in BENCHMARKS[name](house, size):
                print(as_line(figure.facts()), flush=True)
                figures.append(figure.facts())
                missed += figure.met is False
            if not size.quick:
                page.keep(name, figures, house, version=version)
    if missed:
        print(f"{missed} targets not met", file=sys.stderr)
    return 1 if missed else 0


def _house_of(name: str, size: Size) -> AbstractContextManager[House]:
    """The house a benchmark asks for: with what stands in it, or empty."""
    if name == "arrivals-many":
        return learnt_house(size.searched)
    if name == "kills":
        return kills.house_on_a_disk()
    return seeded_house(*SEEDS[name](size)) if name in SEEDS else standing_house()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure the figures of docs/benchmarks.md.")
    parser.add_argument("names", nargs="*", choices=[*BENCHMARKS, []], help="which ones; all when none is named")
    parser.add_argument("--quick", action="store_true", help="small sizes, to try the harness; nothing is written")
    return parser


if __name__ == "__main__":
    sys.exit(main())
