"""How sure a rate is: Wilson's score interval (Wilson 1927, JASA 22:209-212)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from math import sqrt

Z95 = 1.959963984540054
"""The 97.5 % point of the normal distribution: two sides, 95 % sure."""


@dataclass(frozen=True, slots=True)
class Interval:
    """From where to where, as shares from 0 to 1."""

    low: float
    high: float


def wilson(count: int | Decimal, of: int, *, z: float = Z95) -> Interval | None:
    """The interval of a share; None where there is nothing to divide by or the count is not within 0 and ``of``.

    A count need not be whole: for a mean of values between 0 and 1 (a weighted satisfaction) the interval is wider
    than needed, never too narrow, because such values scatter less than yes and no with the same mean.
    """
    if of <= 0 or not 0 <= count <= of:
        return None
    share, squared = float(count) / of, z * z
    middle = share + squared / (2 * of)
    spread = z * sqrt(share * (1 - share) / of + squared / (4 * of * of))
    whole = 1 + squared / of
    return Interval(max(0.0, (middle - spread) / whole), min(1.0, (middle + spread) / whole))
