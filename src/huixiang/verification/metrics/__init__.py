"""The metrics of practice as pure functions: counts in, rates with n and an interval out. Knows no database.

Definitions and formulas: docs/algorithms/metrics.md. Weights, bands and periods come in as a ``Rule``.
"""

from huixiang.verification.metrics.intervals import Interval, wilson
from huixiang.verification.metrics.periods import Period, day_period, month_period, month_that_holds, months_before
from huixiang.verification.metrics.rates import (
    FORMULAS,
    Figure,
    Formula,
    Metric,
    band_of,
    figures_of,
    formula_of,
    plain_mean,
    pooled,
)
from huixiang.verification.metrics.rule import SHIPPED, Band, Rule, RuleIsWrong, Weights
from huixiang.verification.metrics.small_groups import LEAST_SHOWN, RoundedShare, rounded_share
from huixiang.verification.metrics.survival import Step, median_day, survival
from huixiang.verification.metrics.tallies import DoesNotAddUp, Tally, require_parts_make_whole

__all__ = [
    "FORMULAS",
    "LEAST_SHOWN",
    "SHIPPED",
    "Band",
    "DoesNotAddUp",
    "Figure",
    "Formula",
    "Interval",
    "Metric",
    "Period",
    "RoundedShare",
    "Rule",
    "RuleIsWrong",
    "Step",
    "Tally",
    "Weights",
    "band_of",
    "day_period",
    "figures_of",
    "formula_of",
    "median_day",
    "month_period",
    "month_that_holds",
    "months_before",
    "plain_mean",
    "pooled",
    "require_parts_make_whole",
    "rounded_share",
    "survival",
    "wilson",
]
