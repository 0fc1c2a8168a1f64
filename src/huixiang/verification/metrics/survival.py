"""How long problems stay open: the survival curve of Kaplan and Meier (1958, JASA 53:457-481).

Open ones count too, for as long as they have been open; leaving them out would make old troubles invisible.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Step:
    """After ``day`` days: how many had been open that long, how many ended then, which share is open afterwards."""

    day: int
    at_risk: int
    ended: int
    open_share: float


def survival(ended: Mapping[int, int], still_open: Mapping[int, int]) -> list[Step]:
    """The curve from counts by age in days: of those that ended at that age, of those still open at that age.

    Steps only where something ended, youngest first; of one age those that ended come before those still open. Empty
    counts give no steps. Costs one pass over the ages.

    :raises ValueError: an age or a count is negative.
    """
    counts = (*ended.items(), *still_open.items())
    if any(day < 0 or count < 0 for day, count in counts):
        raise ValueError("ages and counts are not negative")
    at_risk, share, steps = sum(count for _day, count in counts), Fraction(1), []
    for day in sorted({*ended, *still_open}):
        gone = ended.get(day, 0)
        if gone:
            share *= Fraction(at_risk - gone, at_risk)
            # Kept to 12 digits: the exact fraction grows with every step.
            share = share.limit_denominator(10**12)
            steps.append(Step(day, at_risk, gone, float(share)))
        at_risk -= gone + still_open.get(day, 0)
    return steps


def median_day(steps: Iterable[Step]) -> int | None:
    """The first age at which at most half are still open; None while more than half are."""
    return next((step.day for step in steps if step.open_share <= 0.5), None)
