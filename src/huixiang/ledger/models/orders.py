"""Orders (工单): a problem handed to a unit, every move of it, and what the unit reported. Moves are never edited."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from huixiang.kernel.tenancy import TenantModel
from huixiang.ledger.models.work import CompletionClaim, LimitRule
from huixiang.ledger.states import ConsultAnswer, Nature, OrderKind, OrderMove, OrderState, Urgency
from huixiang.people.models import Unit, User
from huixiang.sorting.models import Label, Problem


class Order(TenantModel):
    """A problem handed to a unit. ``first_due_at`` is the first limit set and stays; ``due_at`` may be extended.

    Moments are those from which it is late. ``contacted``, ``solved`` and ``satisfied`` are the speaker's first
    answer, however it came (``answered_on``); None until there is one.
    """

    number = models.PositiveIntegerField()
    problem = models.ForeignKey(Problem, on_delete=models.PROTECT, related_name="orders")
    kind = models.CharField(max_length=20, default=OrderKind.LEAD)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    state = models.CharField(max_length=20, default=OrderState.WAITING)
    nature = models.CharField(max_length=20, blank=True)
    urgency = models.CharField(max_length=20, blank=True)
    label = models.ForeignKey(Label, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="orders")
    designated = models.BooleanField(default=False)
    registered_at = models.DateTimeField()
    dispatched_at = models.DateTimeField(null=True)
    sign_due_at = models.DateTimeField(null=True)
    return_due_at = models.DateTimeField(null=True)
    signed_at = models.DateTimeField(null=True)
    signed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    first_due_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    reported_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    archived_at = models.DateTimeField(null=True)
    hops = models.PositiveSmallIntegerField(default=0)
    returns = models.PositiveSmallIntegerField(default=0)
    redos = models.PositiveSmallIntegerField(default=0)
    extended = models.BooleanField(default=False)
    answered_on = models.DateField(null=True)
    contacted = models.BooleanField(null=True)
    solved = models.BooleanField(null=True)
    satisfied = models.CharField(max_length=20, blank=True)
    last_act_at = models.DateTimeField()

    class Meta:
        ordering = ("-last_act_at", "-id")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="order_number_once"),
            models.UniqueConstraint(
                fields=["problem"],
                condition=Q(kind=OrderKind.LEAD) & ~Q(state__in=["closed", "archived", "merged"]),
                name="order_one_leads",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in OrderState]), name="order_state_known"
            ),
            models.CheckConstraint(condition=Q(kind__in=[kind.value for kind in OrderKind]), name="order_kind_known"),
            models.CheckConstraint(
                condition=Q(nature__in=["", *(nature.value for nature in Nature)]), name="order_nature_known"
            ),
            models.CheckConstraint(
                condition=Q(urgency__in=["", *(urgency.value for urgency in Urgency)]), name="order_urgency_known"
            ),
            models.CheckConstraint(
                condition=Q(kind="lead", parent=None) | (~Q(kind="lead") & Q(parent__isnull=False)),
                name="order_parent_unless_lead",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "consulting", "merged"])
                | Q(unit__isnull=False, dispatched_at__isnull=False, due_at__isnull=False),
                name="order_out_has_unit",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["closed", "archived"]) | Q(closed_at__isnull=False),
                name="order_closed_has_a_moment",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "-last_act_at", "-id"], name="order_newest"),
            models.Index(fields=["organisation", "unit", "state", "due_at"], name="order_by_unit"),
            models.Index(fields=["organisation", "state", "due_at"], name="order_by_state"),
            models.Index(fields=["organisation", "kind", "nature", "problem"], name="order_by_nature"),
            models.Index(fields=["organisation", "dispatched_at"], name="order_dispatched"),
            models.Index(fields=["organisation", "answered_on"], name="order_answered"),
        ]

    def __str__(self) -> str:
        return str(self.number)


class OrderStep(TenantModel):
    """One move of an order: from where to where, between which units, why, by whom. Its hops are among them.

    ``other_unit`` is one that was proposed, asked, or given a part; ``person`` the superior it was raised to.
    ``said`` names a sentence of the system instead of ``reason``.
    """

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="steps")
    move = models.CharField(max_length=20)
    before = models.CharField(max_length=20, blank=True)
    after = models.CharField(max_length=20)
    from_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    to_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.TextField(blank=True)
    said = models.CharField(max_length=20, blank=True, db_default="")
    said_facts = models.JSONField(default=dict, db_default={})
    other_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    due_before = models.DateTimeField(null=True)
    due_after = models.DateTimeField(null=True)
    nature_before = models.CharField(max_length=20, blank=True)
    nature_after = models.CharField(max_length=20, blank=True)
    rule = models.ForeignKey(LimitRule, on_delete=models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(
                condition=Q(move__in=[move.value for move in OrderMove]), name="order_step_move_known"
            ),
        ]


class Consultation(TenantModel):
    """A unit asked before dispatch whether something is theirs, until when, and its first answer with the reason."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="consultations")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    question = models.TextField(blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    answer_by = models.DateTimeField()
    answer = models.CharField(max_length=20, blank=True)
    with_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    words = models.TextField(blank=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=["order", "unit"], name="consulted_once"),
            models.CheckConstraint(
                condition=Q(answer__in=["", *(answer.value for answer in ConsultAnswer)]), name="consult_answer_known"
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None)
                | (~Q(answer="") & ~Q(words="") & Q(answered_at__isnull=False)),
                name="consult_answer_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(answer=ConsultAnswer.WITH) | Q(with_unit__isnull=False), name="consult_with_whom"
            ),
        ]


class OrderReport(TenantModel):
    """What a unit reported back (反馈): whether it is so, whether it is theirs, the contact, the public answer."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="reports")
    claim = models.OneToOneField(CompletionClaim, on_delete=models.PROTECT, null=True, related_name="report")
    found_true = models.BooleanField(null=True)
    beyond_duty = models.BooleanField(default=False)
    contacted_at = models.DateTimeField(null=True)
    contacted_by_words = models.CharField(max_length=80, blank=True)
    solved = models.BooleanField()
    unsolved_reason = models.TextField(blank=True)
    inside_words = models.TextField(blank=True)
    answer = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(condition=~Q(answer=""), name="order_report_answers"),
            models.CheckConstraint(condition=Q(solved=True) | ~Q(unsolved_reason=""), name="order_report_says_why_not"),
        ]


class OrderPause(TenantModel):
    """A span in which an order's clock stands still because the speaker is waited for; open until ``ended_at``."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="pauses")
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    reason = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="order_pause_says_why"),
            models.UniqueConstraint(fields=["order"], condition=Q(ended_at=None), name="order_paused_once"),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("begun_at")), name="order_pause_ends_later"
            ),
        ]
