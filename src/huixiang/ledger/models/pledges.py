"""Public pledges (公开承诺): who promised what until when, and what somebody else found."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from huixiang.kernel.tenancy import TenantModel
from huixiang.ledger.models.kept_files import WithFile
from huixiang.ledger.states import Kept
from huixiang.people.models import Unit, User


class Pledge(TenantModel):
    """What a unit, or a post in it, promises in public; shown to everybody from ``public_at`` on."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    post = models.CharField(max_length=80, blank=True)
    title = models.CharField(max_length=120)
    contact = models.CharField(max_length=120, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    public_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    public_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.title


class PledgeItem(TenantModel):
    """One promised thing that can be checked on its day."""

    pledge = models.ForeignKey(Pledge, on_delete=models.PROTECT, related_name="items")
    words = models.CharField(max_length=300)
    due_on = models.DateField()

    class Meta:
        ordering = ("id",)
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="pledge_item_says_what")]


class PledgeCheck(WithFile):
    """What somebody else found when looking at a promised thing. Later checks stand beside it, none is rewritten."""

    item = models.ForeignKey(PledgeItem, on_delete=models.PROTECT, related_name="checks")
    found = models.CharField(max_length=20)
    words = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")
        constraints = [
            models.CheckConstraint(condition=Q(found__in=[one.value for one in Kept]), name="pledge_check_known"),
            models.CheckConstraint(condition=~Q(words=""), name="pledge_check_says_what"),
        ]
