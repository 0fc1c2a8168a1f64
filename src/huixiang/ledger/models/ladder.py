"""The escalation ladder as data with effective dates, and every reminder it caused: once per step and deadline."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.db.models import F, Q

from huixiang.kernel.tenancy import TenantModel
from huixiang.ledger.states import LadderTo
from huixiang.people.models import User
from huixiang.sorting.models import Problem


class LadderStep(TenantModel):
    """So many working days after a deadline (below zero: before) somebody is reminded.

    It counts where the day it would remind on lies from ``since`` up to and including ``until``. A named ``superior``
    is reminded instead of the leaders of the unit above. A step that has counted is ended, not edited.
    """

    days = models.SmallIntegerField()
    to = models.CharField(max_length=20)
    superior = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("days", "id")
        constraints = [
            models.CheckConstraint(condition=Q(to__in=[to.value for to in LadderTo]), name="ladder_to_known"),
            models.CheckConstraint(condition=Q(days__gte=-60, days__lte=250), name="ladder_days_sane"),
            models.CheckConstraint(condition=Q(superior=None) | Q(to="superior"), name="ladder_names_superiors_only"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since") - timedelta(days=1)), name="ladder_ends_later"
            ),
            models.UniqueConstraint(
                fields=["organisation", "days", "to"], condition=Q(until=None), name="ladder_step_open_once"
            ),
        ]


class Escalation(TenantModel):
    """That a step was taken for a problem and one of its deadlines. Never edited; an extended deadline has its own."""

    step = models.ForeignKey(LadderStep, on_delete=models.PROTECT, related_name="taken")
    problem = models.ForeignKey(Problem, on_delete=models.PROTECT, related_name="escalations")
    due_on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=["step", "problem", "due_on"], name="step_taken_once"),
        ]


class Reminder(TenantModel):
    """That a person is told about an escalation; ``noted_at`` is when they said that they know."""

    escalation = models.ForeignKey(Escalation, on_delete=models.PROTECT, related_name="reminders")
    receiver = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=["escalation", "receiver"], name="reminded_once"),
        ]
        indexes = [
            models.Index(fields=["receiver"], condition=Q(noted_at=None), name="reminder_open"),
        ]
