"""Findings of formalism, the thresholds an organisation set for its rules, and the runs that looked."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from huixiang.kernel.tenancy import TenantModel
from huixiang.people.models import Unit, User
from huixiang.sorting.models import Problem
from huixiang.verification.formalism.states import FindingState


class Finding(TenantModel):
    """Records that match a rule: a reason to look, decided by a person. ``unit`` is the unit concerned.

    ``mark`` names the facts, so that looking again finds the same finding. ``limits`` are the thresholds of then.
    """

    rule = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField()
    mark = models.CharField(max_length=64)
    problem = models.ForeignKey(Problem, on_delete=models.PROTECT, null=True, related_name="findings")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    records = models.JSONField(default=list)
    measured = models.JSONField(default=dict)
    limits = models.JSONField(default=dict)
    state = models.CharField(max_length=20, default=FindingState.OPEN)
    found_at = models.DateTimeField()
    explanation = models.TextField(blank=True)
    explained_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    explained_at = models.DateTimeField(null=True)
    review_words = models.TextField(blank=True)
    reviewed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    overtaken_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-found_at", "-id")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "rule", "mark"], name="finding_once"),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in FindingState]), name="finding_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["upheld", "dismissed"]) | (~Q(review_words="") & Q(reviewed_by__isnull=False)),
                name="finding_decided_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(explanation="") | Q(explained_by__isnull=False), name="finding_explained_by_somebody"
            ),
            models.CheckConstraint(
                condition=Q(problem__isnull=False) | Q(unit__isnull=False), name="finding_is_about_something"
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "-found_at", "-id"], name="finding_newest"),
            models.Index(fields=["organisation", "state", "-found_at", "-id"], name="finding_by_state"),
            models.Index(fields=["organisation", "unit", "-found_at", "-id"], name="finding_by_unit"),
            models.Index(fields=["organisation", "rule", "-found_at", "-id"], name="finding_by_rule"),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.pk}"


class RuleThreshold(TenantModel):
    """A threshold of a rule that the organisation set, from a day on. Never edited: a later one goes first."""

    rule = models.CharField(max_length=40)
    name = models.CharField(max_length=20)
    value = models.FloatField()
    since = models.DateField()
    reason = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("rule", "name", "since", "id")
        constraints = [
            models.CheckConstraint(condition=Q(value__gte=0), name="threshold_not_negative"),
            models.CheckConstraint(condition=~Q(reason=""), name="threshold_says_why"),
        ]


class FindingRun(TenantModel):
    """That the rules went over what had changed, or over all; how many problems, new findings, overtaken ones."""

    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    whole = models.BooleanField(default=False)
    problems = models.PositiveIntegerField(default=0)
    found = models.PositiveIntegerField(default=0)
    overtaken = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("-begun_at", "-id")
