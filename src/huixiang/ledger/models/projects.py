"""The project ledger (实事项目): counted in a quantity and in yuan, with what its cost is made of and its progress."""

from __future__ import annotations

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from huixiang.kernel.tenancy import TenantModel
from huixiang.ledger.models.kept_files import WithFile
from huixiang.ledger.states import ProjectState
from huixiang.listening.models import Place
from huixiang.people.models import Unit, User


class Project(TenantModel):
    """Something built or bought for people: how much of it, for how many yuan, where, by whom, until when."""

    title = models.CharField(max_length=120)
    quantity = models.DecimalField(max_digits=14, decimal_places=2, validators=[MinValueValidator(Decimal("0.01"))])
    measure_unit = models.CharField(max_length=20)
    cost = models.DecimalField(max_digits=16, decimal_places=2)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, default=ProjectState.PLANNED)
    starts_on = models.DateField()
    due_on = models.DateField()
    started_on = models.DateField(null=True, blank=True)
    finished_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    public_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    public_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-id",)
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in ProjectState]), name="project_state_known"
            ),
            models.CheckConstraint(condition=Q(cost__gte=0), name="project_cost_not_negative"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="project_is_something"),
            models.CheckConstraint(
                condition=Q(state="finished", finished_on__isnull=False) | (~Q(state="finished") & Q(finished_on=None)),
                name="finished_project_has_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ProjectPart(TenantModel):
    """What a part of the cost is for, or who pays it; the parts of a project add up to its cost."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="parts")
    words = models.CharField(max_length=120)
    cost = models.DecimalField(max_digits=16, decimal_places=2)

    class Meta:
        ordering = ("id",)


class ProjectNote(WithFile):
    """What happened on the site, perhaps with a photo. Never rewritten."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="notes")
    words = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="project_note_says_what")]


class ShownNote(TenantModel):
    """That everybody sees a note of a project with its photo, since when, and until when where it was taken back."""

    note = models.ForeignKey(ProjectNote, on_delete=models.PROTECT, related_name="showings")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=["note"], condition=Q(ended_at=None), name="note_shown_once"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="shown_note_ended_by_somebody",
            ),
        ]
