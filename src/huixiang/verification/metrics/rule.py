"""A version of how metrics are computed: weights, bands, smallest n, when a day and a month begin. All of it data."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


class RuleIsWrong(ValueError):
    """The numbers of a rule contradict each other; ``what`` names the field."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


@dataclass(frozen=True, slots=True)
class Weights:
    """How much response, solution and satisfaction count in the composite; together 1."""

    response: Decimal
    solution: Decimal
    satisfaction: Decimal

    def __post_init__(self) -> None:
        parts = (self.response, self.solution, self.satisfaction)
        if min(parts) < 0 or sum(parts) != 1:
            raise RuleIsWrong("weights")


@dataclass(frozen=True, slots=True)
class Band:
    """A band of composites from ``least`` (0 to 100) up to the next one."""

    name: str
    least: Decimal


@dataclass(frozen=True, slots=True)
class Rule:
    """The numbers by which a result was computed; ``version`` 0 is the one shipped.

    ``basically`` is what "mostly satisfied" counts; below ``least_n`` nothing is graded; a day begins at ``day_hour``
    of the day before, a month on ``month_day`` of the month before (1 and 0 mean the calendar's).
    """

    version: int
    weights: Weights
    basically: Decimal
    least_n: int
    bands: tuple[Band, ...]
    day_hour: int
    month_day: int

    def __post_init__(self) -> None:
        leasts = [band.least for band in self.bands]
        checks = {
            "basically": 0 <= self.basically <= 1,
            "least_n": self.least_n >= 1,
            "bands": bool(leasts) and leasts == sorted(set(leasts), reverse=True) and leasts[-1] == 0,
            "day_hour": 0 <= self.day_hour <= 23,
            "month_day": 1 <= self.month_day <= 28,
        }
        for what, holds in checks.items():
            if not holds:
                raise RuleIsWrong(what)


SHIPPED = Rule(
    version=0,
    weights=Weights(Decimal("0.10"), Decimal("0.50"), Decimal("0.40")),
    basically=Decimal("0.9"),
    least_n=10,
    bands=(Band("good", Decimal(90)), Band("fair", Decimal(75)), Band("weak", Decimal(0))),
    day_hour=12,
    month_day=19,
)
"""10/50/40, as hotlines export it; a day ends at noon, a month begins on the 19th of the month before."""
