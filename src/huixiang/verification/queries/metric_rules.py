"""Which version of the metrics' rule counts on a day, and the results that were kept."""

from __future__ import annotations

import datetime as dt

from django.db.models import QuerySet

from huixiang.kernel.errors import NotFound
from huixiang.verification.metrics import SHIPPED, Rule
from huixiang.verification.models import MetricResult, MetricRule


def rule_row_on(day: dt.date) -> MetricRule | None:
    """The version set by the organisation that counts for periods beginning on this day; None before the first."""
    return MetricRule.objects.filter(since__lte=day).order_by("-since").first()


def rule_on(day: dt.date) -> Rule:
    """The rule for periods beginning on this day: the organisation's own, else the one shipped."""
    row = rule_row_on(day)
    return row.rule if row else SHIPPED


def metric_rules() -> QuerySet[MetricRule]:
    """Every version, the latest first."""
    return MetricRule.objects.select_related("by").order_by("-version")


def kept_results() -> QuerySet[MetricResult]:
    """The results that were kept, the latest first, without their counts."""
    return MetricResult.objects.select_related("by").defer("tallies")


def result_by_id(result_id: int) -> MetricResult:
    """One kept result.

    :raises NotFound: no such result in this organisation.
    """
    result = MetricResult.objects.select_related("by", "rule").filter(pk=result_id).first()
    if result is None:
        raise NotFound(f"metric result {result_id}")
    return result


def rule_of(result: MetricResult) -> Rule:
    """The rule a result was computed by."""
    return result.rule.rule if result.rule else SHIPPED
