"""Measures, co-units, deadlines and their changes, progress, evidence, claims of completion with their hands."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from huixiang.kernel.tenancy import TenantModel
from huixiang.ledger.clocks import Clock, FirstDay, Limit, RestDay
from huixiang.ledger.states import ClaimOutcome, EvidenceKind, LimitStep, MeasureState, Nature, Urgency
from huixiang.people.models import Unit, User
from huixiang.sorting.models import Problem


class CoUnit(TenantModel):
    """A unit that helps the responsible one, with its own part, which is open until that unit says it is finished."""

    problem = models.ForeignKey(Problem, on_delete=models.PROTECT, related_name="co_units")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    order = models.OneToOneField("Order", on_delete=models.PROTECT, null=True, related_name="part")
    task = models.CharField(max_length=200, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    finished_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    finished_words = models.TextField(blank=True, db_default="")

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=["problem", "unit"], condition=Q(ended_at=None), name="co_unit_once"),
            models.CheckConstraint(
                condition=Q(finished_at=None) | (Q(finished_by__isnull=False) & ~Q(finished_words="")),
                name="finished_part_says_by_whom",
            ),
        ]


class Measure(TenantModel):
    """What will be done for a problem, by whom, until when."""

    problem = models.ForeignKey(Problem, on_delete=models.PROTECT, related_name="measures")
    words = models.TextField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    due_on = models.DateField()
    state = models.CharField(max_length=20, default=MeasureState.PLANNED)
    done_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in MeasureState]), name="measure_state_known"
            ),
            models.CheckConstraint(condition=~Q(words=""), name="measure_says_what"),
        ]


class LimitRule(TenantModel):
    """How long something may take, for a nature, an urgency, a unit with all below it; empty means any.

    It counts for hand-overs from ``since`` up to and including ``until``. A rule that has counted is ended, not edited.
    """

    step = models.CharField(max_length=20)
    nature = models.CharField(max_length=20, blank=True)
    urgency = models.CharField(max_length=20, blank=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    amount = models.PositiveSmallIntegerField()
    clock = models.CharField(max_length=20, default=Clock.WORKING_DAYS)
    first_day = models.CharField(max_length=20, default=FirstDay.NEXT)
    rest_day = models.CharField(max_length=20, default=RestDay.FORWARD)
    source = models.CharField(max_length=200, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("step", "nature", "urgency", "unit__path", "since", "id")
        constraints = [
            models.CheckConstraint(condition=Q(step__in=[step.value for step in LimitStep]), name="limit_step_known"),
            models.CheckConstraint(
                condition=Q(nature__in=["", *(nature.value for nature in Nature)]), name="limit_nature_known"
            ),
            models.CheckConstraint(
                condition=Q(urgency__in=["", *(urgency.value for urgency in Urgency)]), name="limit_urgency_known"
            ),
            models.CheckConstraint(condition=Q(amount__gte=1), name="limit_is_something"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since") - timedelta(days=1)), name="limit_ends_later"
            ),
            models.UniqueConstraint(
                fields=["organisation", "step", "nature", "urgency", "unit"],
                condition=Q(until=None),
                nulls_distinct=False,
                name="limit_open_once",
            ),
        ]

    @property
    def limit(self) -> Limit:
        """What is counted."""
        return Limit(self.amount, Clock(self.clock), FirstDay(self.first_day), RestDay(self.rest_day))


class DeadlineChange(TenantModel):
    """That a deadline was set with a hand-over or extended, why and by whom. Shown to the public; never edited."""

    problem = models.ForeignKey(Problem, on_delete=models.PROTECT, related_name="deadline_changes")
    before = models.DateField(null=True)
    after = models.DateField()
    reason = models.TextField()
    said = models.CharField(max_length=20, blank=True, db_default="")
    said_facts = models.JSONField(default=dict, db_default={})
    extends = models.BooleanField(default=False)
    rule = models.ForeignKey(LimitRule, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    nature = models.CharField(max_length=20, blank=True)
    urgency = models.CharField(max_length=20, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)


class ProgressNote(TenantModel):
    """What happened, in the unit's words."""

    problem = models.ForeignKey(Problem, on_delete=models.PROTECT, related_name="progress")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, null=True, blank=True, related_name="progress")
    words = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="progress_says_what")]


class CompletionClaim(TenantModel):
    """A claim that a problem is put right, and its four hands: applicant, leader, checker, approver.

    That the four are different people is a constraint of the database, not of the page.
    """

    problem = models.ForeignKey(Problem, on_delete=models.PROTECT, related_name="claims")
    round = models.PositiveSmallIntegerField()
    words = models.TextField()
    applicant = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    applied_at = models.DateTimeField()
    signer = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True)
    checker = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField(null=True)
    check_words = models.TextField(blank=True)
    approver = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=20, default=ClaimOutcome.OPEN)
    turned_back_words = models.TextField(blank=True)

    class Meta:
        ordering = ("round",)
        constraints = [
            models.UniqueConstraint(fields=["problem", "round"], name="claim_round_once"),
            models.UniqueConstraint(fields=["problem"], condition=Q(outcome="open"), name="one_open_claim"),
            models.CheckConstraint(condition=~Q(signer=F("applicant")), name="signer_is_not_applicant"),
            models.CheckConstraint(
                condition=~Q(checker=F("applicant")) & ~Q(checker=F("signer")), name="checker_is_another"
            ),
            models.CheckConstraint(
                condition=~Q(approver=F("applicant")) & ~Q(approver=F("signer")) & ~Q(approver=F("checker")),
                name="approver_is_another",
            ),
            models.CheckConstraint(
                condition=Q(approver=None) | Q(signer__isnull=False, checker__isnull=False), name="approved_after_all"
            ),
            models.CheckConstraint(
                condition=~Q(outcome__in=["confirmed", "silent"]) | Q(approver__isnull=False),
                name="closed_by_four_hands",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=[outcome.value for outcome in ClaimOutcome]), name="claim_outcome_known"
            ),
        ]


class Evidence(TenantModel):
    """What shows it was done: words, figures or a file. ``public_at`` says it may be shown to everybody."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    problem = models.ForeignKey(Problem, on_delete=models.PROTECT, related_name="evidence")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, null=True, blank=True, related_name="evidence")
    kind = models.CharField(max_length=20)
    words = models.TextField(blank=True)
    figures = models.CharField(max_length=200, blank=True)
    file_name = models.CharField(max_length=120, blank=True)
    media_type = models.CharField(max_length=120, blank=True)
    clean_path = models.CharField(max_length=200, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    public_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    public_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("at", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in EvidenceKind]), name="evidence_kind_known"
            ),
            models.CheckConstraint(condition=~Q(words="", figures="", clean_path=""), name="evidence_shows_something"),
        ]


class Comment(TenantModel):
    """A word from a supervisor outside the line of work."""

    problem = models.ForeignKey(Problem, on_delete=models.PROTECT, related_name="comments")
    words = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
