"""Two plans and one (两方案一计划): a header, what it is generated from, and the versions that were approved."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from huixiang.kernel.tenancy import TenantModel
from huixiang.ledger.models.rules import Rule
from huixiang.ledger.states import PlanKind
from huixiang.people.models import Unit, User
from huixiang.sorting.models import Problem


class Plan(TenantModel):
    """A plan: RectificationPlan, SpecialPlan (with its programme and target day: a special action) or RulePlan.

    A special action ends with its result in words; ``left_open`` says how many of its problems stayed open then.
    """

    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=120)
    basis = models.CharField(max_length=200, blank=True)
    since = models.DateField()
    until = models.DateField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    programme = models.TextField(blank=True)
    target_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_on = models.DateField(null=True, blank=True)
    ended_words = models.TextField(blank=True)
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    left_open = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ("-id",)
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=[kind.value for kind in PlanKind]), name="plan_kind_known"),
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="plan_ends_later"),
            models.CheckConstraint(
                condition=~Q(kind="special") | (Q(target_on__isnull=False) & ~Q(programme="")),
                name="special_plan_has_a_target",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, ended_words="", ended_by=None, left_open=None)
                | Q(kind="special", ended_on__isnull=False, ended_by__isnull=False, left_open__isnull=False)
                & ~Q(ended_words=""),
                name="ended_plan_says_with_what",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class PlanItem(TenantModel):
    """That a problem, or a rule, stands in a plan; ``left_at`` ends it without deleting it."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="items")
    problem = models.ForeignKey(Problem, on_delete=models.PROTECT, null=True, related_name="plan_items")
    rule = models.ForeignKey(Rule, on_delete=models.PROTECT, null=True, related_name="plan_items")
    at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(
                condition=Q(problem=None, rule__isnull=False) | Q(problem__isnull=False, rule=None),
                name="plan_item_is_one_thing",
            ),
            models.UniqueConstraint(
                fields=["plan", "problem"], condition=Q(left_at=None, problem__isnull=False), name="plan_problem_once"
            ),
            models.UniqueConstraint(
                fields=["plan", "rule"], condition=Q(left_at=None, rule__isnull=False), name="plan_rule_once"
            ),
        ]


class PlanVersion(TenantModel):
    """What was approved, as it stood then: ``lines`` as ``plan_lines.Line.plain``. Never rewritten."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    lines = models.JSONField()
    words = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="plan_version_once"),
            models.CheckConstraint(condition=~Q(words=""), name="plan_version_says_who_decided"),
        ]


class PlanResult(TenantModel):
    """A first result of a plan, in words, with the day it was seen."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="results")
    seen_on = models.DateField()
    words = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("seen_on", "id")
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="plan_result_says_what")]
