"""The register of rules (制度) and of licences cleaned up (行政许可清理)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from huixiang.kernel.tenancy import TenantModel
from huixiang.ledger.states import RuleKind, RuleState
from huixiang.people.models import Unit, User
from huixiang.sorting.models import Problem


class Rule(TenantModel):
    """A rule of the house that is made, revised or abolished, until when, and when somebody looks at it again."""

    title = models.CharField(max_length=120)
    kind = models.CharField(max_length=20)
    state = models.CharField(max_length=20, default=RuleState.PLANNED)
    document_number = models.CharField(max_length=80, blank=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    effective_on = models.DateField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("due_on", "id")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=[kind.value for kind in RuleKind]), name="rule_kind_known"),
            models.CheckConstraint(condition=Q(state__in=[one.value for one in RuleState]), name="rule_state_known"),
            models.CheckConstraint(
                condition=~Q(state="done") | (Q(effective_on__isnull=False) & ~Q(document_number="")),
                name="done_rule_has_number_and_day",
            ),
            models.CheckConstraint(
                condition=Q(review_on=None) | Q(effective_on=None) | Q(review_on__gt=F("effective_on")),
                name="rule_reviewed_later",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class RuleAnswer(TenantModel):
    """That a rule answers a problem."""

    rule = models.ForeignKey(Rule, on_delete=models.PROTECT, related_name="answers")
    problem = models.ForeignKey(Problem, on_delete=models.PROTECT, related_name="rules")

    class Meta:
        ordering = ("problem__number",)
        constraints = [models.UniqueConstraint(fields=["rule", "problem"], name="rule_answers_once")]


class LicenceItem(TenantModel):
    """A licence that was looked at and cut down or abolished: how it was, how it is, and by what."""

    title = models.CharField(max_length=120)
    before = models.TextField()
    after = models.TextField()
    basis = models.CharField(max_length=200)
    done_on = models.DateField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-done_on", "-id")
