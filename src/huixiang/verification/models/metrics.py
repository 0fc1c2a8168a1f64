"""The versions of how metrics are computed, and results that were kept with the version they were computed by."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from huixiang.kernel.tenancy import TenantModel
from huixiang.people.models import User
from huixiang.verification.metrics import SHIPPED, Band, Rule, Weights


class MetricRule(TenantModel):
    """A version of the rule, counting for periods that begin on ``since`` or later, until the next one. Append-only."""

    version = models.PositiveIntegerField()
    since = models.DateField()
    response = models.DecimalField(max_digits=4, decimal_places=2)
    solution = models.DecimalField(max_digits=4, decimal_places=2)
    satisfaction = models.DecimalField(max_digits=4, decimal_places=2)
    basically = models.DecimalField(max_digits=4, decimal_places=2, default=SHIPPED.basically)
    least_n = models.PositiveIntegerField(default=SHIPPED.least_n)
    good_from = models.DecimalField(max_digits=4, decimal_places=1, default=Decimal(90))
    fair_from = models.DecimalField(max_digits=4, decimal_places=1, default=Decimal(75))
    day_hour = models.PositiveSmallIntegerField(default=SHIPPED.day_hour)
    month_day = models.PositiveSmallIntegerField(default=SHIPPED.month_day)
    why = models.TextField(blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("version",)
        constraints = [
            models.UniqueConstraint(fields=["organisation", "version"], name="metric_rule_version_once"),
            models.UniqueConstraint(fields=["organisation", "since"], name="metric_rule_day_once"),
            models.CheckConstraint(
                condition=Q(response__gte=0, solution__gte=0, satisfaction__gte=0, basically__range=(0, 1))
                & Q(response=1 - F("solution") - F("satisfaction")),
                name="metric_weights_make_one",
            ),
            models.CheckConstraint(
                condition=Q(least_n__gte=1, day_hour__lte=23, month_day__range=(1, 28), version__gte=1),
                name="metric_rule_makes_sense",
            ),
            models.CheckConstraint(
                condition=Q(fair_from__gt=0, good_from__gt=F("fair_from"), good_from__lte=100),
                name="metric_bands_in_order",
            ),
        ]

    @property
    def rule(self) -> Rule:
        """The numbers as the pure functions take them."""
        bands = (Band("good", self.good_from), Band("fair", self.fair_from), Band("weak", Decimal(0)))
        weights = Weights(self.response, self.solution, self.satisfaction)
        return Rule(self.version, weights, self.basically, self.least_n, bands, self.day_hour, self.month_day)


class MetricResult(TenantModel):
    """The counts of a period as they stood when somebody kept them, by unit id, with the rule. Append-only.

    ``rule`` is empty for results by the rule shipped (version 0).
    """

    first_day = models.DateField()
    last_day = models.DateField()
    version = models.PositiveIntegerField()
    rule = models.ForeignKey(MetricRule, on_delete=models.PROTECT, null=True, related_name="results")
    tallies = models.JSONField()
    figures = models.JSONField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-id",)
        constraints = [
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="metric_result_ends_later"),
            models.CheckConstraint(
                condition=Q(version=0, rule=None) | (Q(version__gte=1) & Q(rule__isnull=False)),
                name="metric_result_names_its_rule",
            ),
        ]
