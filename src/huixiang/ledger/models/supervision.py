"""Supervision orders (督办单): what a supervisor found and requires of a unit, its answers, and their reviews."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from huixiang.kernel.tenancy import TenantModel
from huixiang.ledger.models.work import Evidence
from huixiang.ledger.states import ReviewOutcome, SupervisionState
from huixiang.people.models import Unit, User
from huixiang.sorting.models import Problem


class SupervisionOrder(TenantModel):
    """A supervisor presses a unit. A proposal has no number and nobody who sent it yet.

    Numbers count anew each ``year``. ``answer_by`` is the last day to answer; raised, an order for the unit above
    follows with ``raised_from`` and the next ``level``.
    """

    year = models.PositiveSmallIntegerField(null=True)
    number = models.PositiveIntegerField(null=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="supervised")
    state = models.CharField(max_length=20, default=SupervisionState.PROPOSED)
    found = models.TextField()
    required = models.TextField(blank=True)
    answer_by = models.DateField(null=True)
    level = models.PositiveSmallIntegerField(default=1)
    raised_from = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="raised_to")
    proposed_at = models.DateTimeField(null=True)
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(null=True)
    signed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    dropped_words = models.TextField(blank=True)
    last_act_at = models.DateTimeField()

    class Meta:
        ordering = ("-last_act_at", "-id")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "year", "number"], name="supervision_number_once"),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in SupervisionState]), name="supervision_state_known"
            ),
            models.CheckConstraint(condition=~Q(found=""), name="supervision_says_what"),
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "dropped"])
                | (
                    Q(sent_by__isnull=False, sent_at__isnull=False, number__isnull=False, answer_by__isnull=False)
                    & ~Q(required="")
                ),
                name="supervision_sent_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["signed_for", "answered", "passed"]) | Q(signed_by__isnull=False),
                name="supervision_signed_by_somebody",
            ),
            models.CheckConstraint(condition=~Q(signed_by=F("sent_by")), name="supervision_signed_by_another"),
        ]
        indexes = [
            models.Index(fields=["organisation", "state", "-last_act_at"], name="supervision_by_state"),
            models.Index(fields=["organisation", "unit", "state"], name="supervision_by_unit"),
        ]


class SupervisedProblem(TenantModel):
    """A problem that a supervision order is about; an order may also be about none but a unit."""

    order = models.ForeignKey(SupervisionOrder, on_delete=models.PROTECT, related_name="about")
    problem = models.ForeignKey(Problem, on_delete=models.PROTECT, related_name="supervised")

    class Meta:
        ordering = ("id",)
        constraints = [models.UniqueConstraint(fields=["order", "problem"], name="supervised_once")]


class SupervisionAnswer(TenantModel):
    """What the unit answered, with words and perhaps evidence. Never edited; asked again, it answers anew."""

    order = models.ForeignKey(SupervisionOrder, on_delete=models.PROTECT, related_name="answers")
    words = models.TextField()
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="supervision_answer_says_what")]


class SupervisionReview(TenantModel):
    """What a supervisor made of the answer: passed, again until a later day, or raised one level. Never edited."""

    order = models.ForeignKey(SupervisionOrder, on_delete=models.PROTECT, related_name="reviews")
    outcome = models.CharField(max_length=20)
    words = models.TextField()
    answer_by = models.DateField(null=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="supervision_review_says_why"),
            models.CheckConstraint(
                condition=Q(outcome__in=[outcome.value for outcome in ReviewOutcome]),
                name="supervision_outcome_known",
            ),
        ]
