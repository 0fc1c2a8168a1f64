"""How likely a count is by chance alone: exact, drawn without putting back (hypergeometric)."""

from __future__ import annotations

from math import exp, lgamma


def at_least(count: int, *, drawn: int, marked: int, of: int) -> float:
    """The chance that ``drawn`` of ``of``, with ``marked`` ones among them, hold ``count`` marked ones or more.

    Fisher's exact test, one-sided. 1 for a count of 0, 0 where it is impossible; cost grows with ``drawn``.
    """
    highest = min(drawn, marked)
    lowest = max(count, drawn + marked - of, 0)
    if lowest > highest:
        return 0.0
    return min(1.0, sum(_chance(one, drawn, marked, of) for one in range(lowest, highest + 1)))


def at_most(count: int, *, drawn: int, marked: int, of: int) -> float:
    """The chance of ``count`` marked ones or fewer; see ``at_least``."""
    return at_least(drawn - count, drawn=drawn, marked=of - marked, of=of)


def _chance(count: int, drawn: int, marked: int, of: int) -> float:
    ways = _choose(marked, count) + _choose(of - marked, drawn - count) - _choose(of, drawn)
    return exp(ways)


def _choose(of: int, count: int) -> float:
    """The logarithm of the number of ways to choose."""
    return lgamma(of + 1) - lgamma(count + 1) - lgamma(of - count + 1)
