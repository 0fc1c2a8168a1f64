"""What a person approved for everybody to read. What is not approved is shown as waiting, not hidden."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from huixiang.kernel.tenancy import TenantModel
from huixiang.people.models import User
from huixiang.sorting.models import Problem


class Publication(TenantModel):
    """The public words of a problem, masked and approved by a person."""

    problem = models.OneToOneField(Problem, on_delete=models.PROTECT, related_name="publication", primary_key=True)
    title = models.CharField(max_length=80)
    words = models.TextField()
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField()

    class Meta:
        ordering = ("problem",)


class PublicReply(TenantModel):
    """An answer to everybody about a problem: what was or will be done. Shown once approved."""

    problem = models.ForeignKey(Problem, on_delete=models.PROTECT, related_name="replies")
    words = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="reply_says_something")]
