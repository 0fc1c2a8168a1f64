"""How much is measured: the sizes of the targets, or small ones with which the harness itself is tried."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Size:
    """Seconds of each load, rows that stand in the tables, cycles of killing, requests an attack makes of each kind."""

    seconds: float = 10.0
    open_loop_seconds: float = 30.0
    clients: int = 16
    problems: int = 100_000
    voices: int = 300_000
    tickets: int = 100_000
    searched: int = 1_000_000
    arrivals: int = 100_000
    orders: int = 1_000_000
    reads: int = 300
    cycles: int = 210
    attacks: int = 5
    fuzzing_seconds: float = 15.0
    scanning_seconds: int = 45
    quick: bool = False


FULL = Size()
QUICK = Size(
    seconds=2.0,
    open_loop_seconds=5.0,
    problems=2_000,
    voices=6_000,
    tickets=2_000,
    searched=20_000,
    arrivals=2_000,
    orders=20_000,
    reads=60,
    cycles=4,
    attacks=1,
    fuzzing_seconds=3.0,
    scanning_seconds=30,
    quick=True,
)
