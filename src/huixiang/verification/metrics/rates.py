"""The rates themselves: each a count over a denominator, or the composite of three. Practice 3.4, exactly."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from types import MappingProxyType

from huixiang.verification.metrics.intervals import Interval, wilson
from huixiang.verification.metrics.rule import Band, Rule
from huixiang.verification.metrics.tallies import Tally, total


class Metric(StrEnum):
    """What is measured."""

    RESPONSE = "response"
    SOLUTION = "solution"
    SATISFACTION = "satisfaction"
    COMPOSITE = "composite"
    PARTICIPATION = "participation"
    CLOSING = "closing"
    ON_TIME = "on_time"
    SIGNED_IN_TIME = "signed_in_time"
    FIRST_TIME = "first_time"
    REDO = "redo"
    REPEAT = "repeat"
    RETURNS_ASKED = "returns_asked"
    RETURNS_ALLOWED = "returns_allowed"
    EXTENDED = "extended"
    OVERDUE = "overdue"
    SUSPENDED = "suspended"
    EXCLUDED = "excluded"
    DIRECT = "direct"
    CONNECTED = "connected"


@dataclass(frozen=True, slots=True)
class Formula:
    """Which counts stand above the line and which below."""

    counts: tuple[str, ...]
    of: str


ANSWERS = ("contacted", "solved", "satisfied", "basically")
FORMULAS: Mapping[Metric, Formula] = {
    Metric.RESPONSE: Formula(("contacted",), "answered"),
    Metric.SOLUTION: Formula(("solved",), "answered"),
    Metric.SATISFACTION: Formula(("satisfied", "basically"), "answered"),
    Metric.COMPOSITE: Formula(ANSWERS, "answered"),
    Metric.PARTICIPATION: Formula(("rated",), "asked"),
    Metric.CLOSING: Formula(("closed",), "due"),
    Metric.ON_TIME: Formula(("closed_on_time",), "due"),
    Metric.SIGNED_IN_TIME: Formula(("signed_in_time",), "dispatched"),
    Metric.FIRST_TIME: Formula(("solved_at_once",), "ended"),
    Metric.REDO: Formula(("redone",), "ended"),
    Metric.REPEAT: Formula(("repeated",), "registered"),
    Metric.RETURNS_ASKED: Formula(("returns_asked",), "handed"),
    Metric.RETURNS_ALLOWED: Formula(("returns_allowed",), "handed"),
    Metric.EXTENDED: Formula(("extended",), "dispatched"),
    Metric.OVERDUE: Formula(("overdue",), "dispatched"),
    Metric.SUSPENDED: Formula(("suspended",), "dispatched"),
    Metric.EXCLUDED: Formula(("excluded",), "dispatched"),
    Metric.DIRECT: Formula(("answered_at_desk",), "accepted"),
    Metric.CONNECTED: Formula(("calls_answered",), "calls_offered"),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A rate: the count above the line (weighted for satisfaction and composite), the n below it, how sure it is."""

    metric: Metric
    count: Decimal
    of: int
    interval: Interval | None

    @property
    def share(self) -> Decimal | None:
        """From 0 to 1; None where there is nothing to divide by: shown as a dash and never graded."""
        return self.count / self.of if self.of else None

    def percent(self, places: int = 2) -> Decimal | None:
        """The share in per cent, rounded half up to so many places."""
        return None if self.share is None else rounded(self.share * 100, places)


def formula_of(metric: Metric) -> Formula:
    """The counts of a metric."""
    return FORMULAS[metric]


@functools.lru_cache(maxsize=4096)
def figures_of(tally: Tally, rule: Rule) -> Mapping[Metric, Figure]:
    """Every metric of one tally, in the order of ``Metric``; kept, since a page asks for the same several times.

    :raises DoesNotAddUp: the counts contradict each other; nothing is computed from them.
    """
    tally.require_adds_up()
    return MappingProxyType({metric: _figure(metric, tally, rule) for metric in Metric})


def pooled(tallies: Iterable[Tally], rule: Rule) -> Mapping[Metric, Figure]:
    """Every metric of all orders together: a large unit weighs more."""
    return figures_of(total(tallies), rule)


def plain_mean(tallies: Iterable[Tally], rule: Rule) -> dict[Metric, Decimal | None]:
    """The mean of the units' shares, each unit alike; units with nothing to divide by are left out."""
    figures = [figures_of(tally, rule) for tally in tallies]
    means: dict[Metric, Decimal | None] = {}
    for metric in Metric:
        shares = [share for of_unit in figures if (share := of_unit[metric].share) is not None]
        means[metric] = sum(shares, start=Decimal(0)) / len(shares) if shares else None
    return means


def band_of(figure: Figure, rule: Rule) -> Band | None:
    """The band of a composite; None with fewer than the rule's least n, where no grade would mean anything."""
    percent = figure.percent(1)
    if percent is None or figure.of < rule.least_n:
        return None
    return next(band for band in rule.bands if percent >= band.least)


def rounded(number: Decimal, places: int) -> Decimal:
    """Half up, as clerks round."""
    return number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def _figure(metric: Metric, tally: Tally, rule: Rule) -> Figure:
    of: int = getattr(tally, FORMULAS[metric].of)
    count = _count(metric, tally, rule)
    return Figure(metric, count, of, wilson(count, of))


def _count(metric: Metric, tally: Tally, rule: Rule) -> Decimal:
    pleased = tally.satisfied + rule.basically * tally.basically
    if metric == Metric.SATISFACTION:
        return Decimal(pleased)
    if metric == Metric.COMPOSITE:
        weights = rule.weights
        return weights.response * tally.contacted + weights.solution * tally.solved + weights.satisfaction * pleased
    return Decimal(sum(getattr(tally, name) for name in FORMULAS[metric].counts))
