"""What stands beside a problem: suspensions with their reviews, exclusions, appeals. Who decided is never who asked."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from huixiang.kernel.tenancy import TenantModel
from huixiang.ledger.models.orders import Order
from huixiang.ledger.models.work import Evidence
from huixiang.ledger.states import ClaimState, ExclusionReason, SuspensionState
from huixiang.people.models import Unit, User
from huixiang.sorting.models import Problem


class Suspension(TenantModel):
    """A problem that is real but cannot be solved now: why, what is planned, when it is looked at again.

    ``review_on`` is the next review; each review that prolonged it is a row of its own. The deadline does not move.
    """

    problem = models.ForeignKey(Problem, on_delete=models.PROTECT, related_name="suspensions")
    order = models.ForeignKey(Order, on_delete=models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, default=SuspensionState.ASKED)
    cause = models.TextField()
    plan = models.TextField()
    review_on = models.DateField()
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_words = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(condition=~Q(cause="") & ~Q(plan=""), name="suspension_says_why"),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in SuspensionState]), name="suspension_state_known"
            ),
            models.UniqueConstraint(
                fields=["problem"], condition=Q(state__in=["asked", "standing"]), name="suspended_once"
            ),
            models.CheckConstraint(condition=~Q(decided_by=F("asked_by")), name="suspension_decided_by_another"),
            models.CheckConstraint(
                condition=~Q(state="standing") | Q(decided_by__isnull=False), name="suspension_was_decided"
            ),
            models.CheckConstraint(
                condition=Q(state="ended", ended_at__isnull=False) | (~Q(state="ended") & Q(ended_at=None)),
                name="suspension_ended_has_a_moment",
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "review_on"], condition=Q(state="standing"), name="suspension_review_day"
            )
        ]


class SuspensionReview(TenantModel):
    """That a suspension was looked at: prolonged until ``after``, or ended (None). Never edited."""

    suspension = models.ForeignKey(Suspension, on_delete=models.PROTECT, related_name="reviews")
    before = models.DateField()
    after = models.DateField(null=True)
    words = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="suspension_review_says_why"),
        ]


class Exclusion(TenantModel):
    """A unit's claim that a problem should not count in its figures. The problem is handled all the same."""

    problem = models.ForeignKey(Problem, on_delete=models.PROTECT, related_name="exclusions")
    order = models.ForeignKey(Order, on_delete=models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, default=ClaimState.ASKED)
    reason = models.CharField(max_length=20)
    words = models.TextField()
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_words = models.TextField(blank=True)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="exclusion_says_why"),
            models.CheckConstraint(
                condition=Q(reason__in=[reason.value for reason in ExclusionReason]), name="exclusion_reason_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in ClaimState]), name="exclusion_state_known"
            ),
            models.UniqueConstraint(
                fields=["problem"], condition=Q(state__in=["asked", "granted"]), name="excluded_once"
            ),
            models.CheckConstraint(condition=~Q(decided_by=F("asked_by")), name="exclusion_decided_by_another"),
            models.CheckConstraint(
                condition=Q(state="asked", decided_by=None) | (~Q(state="asked") & Q(decided_by__isnull=False)),
                name="exclusion_was_decided",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "decided_at"], condition=Q(state="granted"), name="exclusion_granted")
        ]


class Appeal(TenantModel):
    """A unit's objection to a decision, once: ``about`` names what was decided, such as ``exclusion:12``.

    Decided by somebody who neither asked for it nor decided the first time.
    """

    about = models.CharField(max_length=60)
    problem = models.ForeignKey(Problem, on_delete=models.PROTECT, related_name="appeals")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, default=ClaimState.ASKED)
    words = models.TextField()
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, null=True, related_name="+")
    first_decider = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_words = models.TextField(blank=True)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(condition=~Q(words="") & ~Q(about=""), name="appeal_says_why"),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in ClaimState]), name="appeal_state_known"
            ),
            models.UniqueConstraint(fields=["organisation", "about"], name="appealed_once"),
            models.CheckConstraint(
                condition=~Q(decided_by=F("asked_by")) & ~Q(decided_by=F("first_decider")),
                name="appeal_decided_by_another",
            ),
            models.CheckConstraint(
                condition=Q(state="asked", decided_by=None) | (~Q(state="asked") & Q(decided_by__isnull=False)),
                name="appeal_was_decided",
            ),
        ]
