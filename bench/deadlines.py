"""How many deadlines are computed in a second: hours, natural and working days, from moments of three years."""

from __future__ import annotations

import datetime as dt
import random
import time
from collections.abc import Iterator
from statistics import median
from typing import Final
from zoneinfo import ZoneInfo

from bench.figures import Figure, at_least
from bench.sizes import Size
from huixiang.kernel.calendar import WorkingCalendar
from huixiang.ledger.clocks import Clock, Limit, deadline

A_SECOND: Final = 200_000
COUNT, QUICK_COUNT, ROUNDS = 300_000, 20_000, 5
ZONE: Final = ZoneInfo("Asia/Shanghai")
BEGIN: Final = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
LIMITS: Final = tuple(
    Limit(amount, clock)
    for clock, amounts in ((Clock.WORKING_DAYS, (1, 3, 5, 7, 10, 15, 30)), (Clock.NATURAL_DAYS, (5, 15, 60)),
                           (Clock.HOURS, (1, 24)))
    for amount in amounts
)  # fmt: skip


def measure(size: Size) -> Iterator[Figure]:
    """The middle of some rounds in this process; seven of twelve limits count working days."""
    count, chance = QUICK_COUNT if size.quick else COUNT, random.Random(20261128)
    asked = [(chance.choice(LIMITS), BEGIN + dt.timedelta(seconds=chance.randrange(94_000_000))) for _n in range(count)]
    calendar, rates = WorkingCalendar(), []
    for _round in range(ROUNDS):
        began = time.perf_counter()
        for limit, start in asked:
            deadline(limit, start, calendar=calendar, zone=ZONE)
        rates.append(count / (time.perf_counter() - began))
    context = {"deadlines": count, "rounds": ROUNDS, "slowest round": round(min(rates))}
    yield Figure("deadlines computed", median(rates), "deadlines/s", at_least(A_SECOND), context)
