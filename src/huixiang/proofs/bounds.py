"""How many to look at, and what a sample proves: the exact hypergeometric distribution, in integers.

A population of N holds D false ones; of n drawn without replacement at most k are false with the probability
``hypergeom.cdf(k, N, D, n)``. Nothing is rounded before the last comparison. How the n are drawn is left to ``draws``.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import comb


def sample_size(population: int, rate: Fraction, allowed: int, alpha: Fraction) -> int:
    """The fewest to draw so that, were ``rate`` of all false, more than ``allowed`` would be found with 1 - alpha.

    ``D`` is ``rate`` of the population, rounded up. All of it when even that many false ones could not be more than
    ``allowed``. A few milliseconds for 5,000.

    :raises ValueError: nobody to draw from, a rate or alpha not between 0 and 1, a negative number allowed.
    """
    _require(population > 0, "the population is empty")
    _require(0 < rate <= 1 and 0 < alpha < 1, "rate and alpha are shares")
    _require(allowed >= 0, "not fewer than none can be allowed")
    false = rate_of(population, rate)
    if false <= allowed:
        return population
    return _first(allowed + 1, population, lambda size: _at_most(allowed, population, false, size) <= alpha)


def rate_of(population: int, rate: Fraction) -> int:
    """How many false ones make ``rate`` of the population, rounded up: fewer are a smaller share, so many are not."""
    return -(-rate.numerator * population // rate.denominator)


def two_stages(population: int, rate: Fraction, alpha: Fraction) -> tuple[int, int]:
    """The sizes of a first stage that must be clean and a second with at most one false; each uses half of alpha.

    So the chance to let ``rate`` pass stays below alpha although one may look twice. Errors as ``sample_size``.
    """
    half = alpha / 2
    return sample_size(population, rate, 0, half), sample_size(population, rate, 1, half)


def most_false(population: int, sample: int, found: int, alpha: Fraction) -> int:
    """The upper bound, with confidence 1 - alpha, on how many of the population are false when ``found`` were.

    The largest D with ``hypergeom.cdf(found, population, D, sample) > alpha``. The whole population while nothing was
    drawn; exactly ``found`` when all were.

    :raises ValueError: more found than drawn, or more drawn than there are, or alpha not between 0 and 1.
    """
    _require(0 <= found <= sample <= population, "no more found than drawn, no more drawn than there are")
    _require(0 < alpha < 1, "alpha is a share")
    over = _first(
        found, population + 1, lambda false: false > population or _at_most(found, population, false, sample) <= alpha
    )
    return over - 1


def _at_most(found: int, population: int, false: int, sample: int) -> Fraction:
    """``hypergeom.cdf(found, population, false, sample)``."""
    ways = sum(comb(false, each) * comb(population - false, sample - each) for each in range(min(found, sample) + 1))
    return Fraction(ways, comb(population, sample))


def _first(low: int, high: int, holds: Callable[[int], bool]) -> int:
    """The smallest number from which on it holds, at most ``high``, by halving; once it holds it must go on to."""
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle + 1, high)
    return low


def _require(ok: bool, words: str) -> None:
    if not ok:
        raise ValueError(words)
