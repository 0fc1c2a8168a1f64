"""The inbox's rows, problems, the links between voices and problems. Links end, they are not deleted."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Coalesce

from huixiang.kernel.tenancy import TenantModel
from huixiang.listening.models import Place, Voice
from huixiang.people.models import Unit, User
from huixiang.sorting.states import InboxState, ProblemState

AT_THE_DESK = ~Q(state="withdrawn")
ON_THE_LIST = Q(withdrawn_at=None)
NO_DAY = Value(dt.date(9999, 12, 31), output_field=models.DateField())
"""Stands for no deadline where problems are put in the order of their deadlines: last."""


class InboxItem(TenantModel):
    """A voice at the desk. ``version`` grows with each act, so that a second clerk is told, not overwritten.

    ``urgent`` and ``sensitive`` are what a person confirmed.
    """

    voice = models.OneToOneField(Voice, on_delete=models.PROTECT, related_name="item", primary_key=True)
    state = models.CharField(max_length=20, default=InboxState.NEW)
    channel = models.CharField(max_length=20)
    lane = models.CharField(max_length=20)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    said_on = models.DateField()
    opening = models.CharField(max_length=80)
    summary = models.TextField(blank=True)
    terms = SearchVectorField()
    version = models.PositiveIntegerField(default=0)
    acted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    acted_at = models.DateTimeField(null=True)
    last_act = models.ForeignKey("sorting.Act", on_delete=models.PROTECT, null=True, related_name="+")
    number = models.BigIntegerField()
    urgent = models.BooleanField(default=False, db_default=False)
    sensitive = models.BooleanField(default=False, db_default=False)

    class Meta:
        ordering = ("-number",)
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in InboxState]), name="inbox_state_known"
            ),
            models.UniqueConstraint(fields=["organisation", "number"], name="inbox_number_once"),
        ]
        indexes = [
            GinIndex(fields=["terms"], name="inbox_terms", fastupdate=True),
            models.Index(fields=["organisation", "state", "-number"], name="inbox_state_newest"),
            models.Index(fields=["organisation", "state", "said_on"], name="inbox_state_day"),
            models.Index(fields=["organisation", "said_on"], name="inbox_day"),
            models.Index(
                fields=["organisation", "place", "channel", "said_on"], condition=AT_THE_DESK, name="inbox_place_heard"
            ),
            models.Index(
                fields=["organisation", "unit", "channel", "said_on"], condition=AT_THE_DESK, name="inbox_unit_heard"
            ),
        ]

    @classmethod
    def at_the_desk(cls) -> models.QuerySet[InboxItem]:
        """All but those that left with an import that was taken back."""
        return cls.objects.filter(AT_THE_DESK)


class Unweighed(TenantModel):
    """That the engine has not looked at a voice yet; the row goes when it has.

    A table of its own: to note it in the inbox would write all of the row's many indexes anew.
    """

    item = models.OneToOneField(InboxItem, on_delete=models.PROTECT, related_name="unweighed", primary_key=True)
    number = models.BigIntegerField()

    class Meta:
        ordering = ("number",)
        indexes = [models.Index(fields=["organisation", "number"], name="unweighed_first")]


class ProblemsOnTheList(models.Manager["Problem"]):
    """Leaves out the problems whose opening was undone: they keep their number, but nobody works on them."""

    def get_queryset(self) -> models.QuerySet[Problem]:
        return super().get_queryset().filter(ON_THE_LIST)


class Problem(TenantModel):
    """What must be put right, confirmed by a person: a line of the problem list (问题清单)."""

    number = models.PositiveIntegerField()
    title = models.CharField(max_length=80)
    statement = models.TextField()
    state = models.CharField(max_length=20, default=ProblemState.LISTED)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="problems")
    leader = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    opened_on = models.DateField()
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    closed_on = models.DateField(null=True, blank=True)
    last_act_at = models.DateTimeField()
    voices_count = models.PositiveIntegerField(default=0)
    reopened_count = models.PositiveSmallIntegerField(default=0)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged")
    terms = SearchVectorField(null=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager[Problem]] = ProblemsOnTheList()
    every: ClassVar[models.Manager[Problem]] = models.Manager()

    class Meta:
        ordering = ("-last_act_at", "-id")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="problem_number_once"),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in ProblemState]), name="problem_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["listed", "merged"]) | Q(unit__isnull=False, due_on__isnull=False),
                name="problem_at_work_has_unit",
            ),
            models.CheckConstraint(
                condition=Q(state="merged", merged_into__isnull=False) | (~Q(state="merged") & Q(merged_into=None)),
                name="merged_names_the_other",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["confirmed", "silent"], closed_on__isnull=False)
                | (~Q(state__in=["confirmed", "silent"]) & Q(closed_on=None)),
                name="closed_has_a_day",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "-last_act_at", "-id"], name="problem_newest"),
            models.Index(fields=["organisation", "unit", "-last_act_at", "-id"], name="problem_by_unit"),
            # Those on the list alone, so that they are counted without a look at the table.
            models.Index(
                fields=["organisation", "state", "-last_act_at", "-id"], condition=ON_THE_LIST, name="problem_by_state"
            ),
            models.Index(
                fields=["organisation", "unit", "state", "due_on", "id"], condition=ON_THE_LIST, name="problem_counts"
            ),
            models.Index(
                "organisation",
                "state",
                Coalesce("due_on", NO_DAY),
                "id",
                condition=ON_THE_LIST,
                name="problem_state_due",
            ),
            models.Index(
                fields=["organisation", "due_on", "id"],
                include=["state"],
                condition=ON_THE_LIST,
                name="problem_due_days",
            ),
            models.Index(
                fields=["organisation", "state", "voices_count", "id"],
                condition=ON_THE_LIST,
                name="problem_state_voices",
            ),
            models.Index(
                fields=["organisation", "place", "-last_act_at", "-id"],
                include=["state"],
                condition=ON_THE_LIST,
                name="problem_at_place",
            ),
            # With the state, or of a word many say every problem would be fetched to learn that it is of another.
            GinIndex(fields=["state", "terms"], name="problem_state_terms"),
            models.Index("organisation", Coalesce("due_on", NO_DAY), "id", name="problem_by_due"),
            models.Index(fields=["organisation", "opened_on", "id"], name="problem_by_opening"),
            models.Index(fields=["organisation", "voices_count", "id"], name="problem_by_voices"),
        ]

    def __str__(self) -> str:
        return self.title


class Part(TenantModel):
    """That a voice, or an excerpt of it, feeds a problem; ``left_at`` ends the link without deleting it."""

    problem = models.ForeignKey(Problem, on_delete=models.PROTECT, related_name="parts")
    voice = models.ForeignKey(Voice, on_delete=models.PROTECT, related_name="parts")
    excerpt = models.TextField(blank=True)
    joined_at = models.DateTimeField()
    joined_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    left_at = models.DateTimeField(null=True, blank=True)
    left_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=["problem", "voice"], condition=Q(left_at=None), name="voice_joined_once"),
        ]
        indexes = [models.Index(fields=["problem"], condition=Q(left_at=None), name="part_current")]


class SetAside(TenantModel):
    """A voice closed at intake with a reason its speaker reads; ended, not deleted, when undone."""

    voice = models.ForeignKey(Voice, on_delete=models.PROTECT, related_name="set_asides")
    reason = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="set_aside_says_why"),
            models.UniqueConstraint(fields=["voice"], condition=Q(undone_at=None), name="set_aside_once"),
        ]


class SavedView(TenantModel):
    """A clerk's own filter of the inbox, under a name."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=40)
    query = models.JSONField(default=dict)

    class Meta:
        ordering = ("name", "id")
        constraints = [models.UniqueConstraint(fields=["user", "name"], name="saved_view_name_once")]


class Act(TenantModel):
    """One reversible act at the desk over one or many voices, with what is needed to undo it as a whole."""

    kind = models.CharField(max_length=40)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    facts = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-id",)
