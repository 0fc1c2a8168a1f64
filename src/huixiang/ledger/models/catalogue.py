"""The dispatch catalogue (派单目录): whose business something is, as data with days."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.db.models import F, Q

from huixiang.kernel.tenancy import TenantModel
from huixiang.listening.models import Place
from huixiang.people.models import Unit, User
from huixiang.sorting.models import Label


class DispatchRule(TenantModel):
    """To which unit something goes: what stands under a label, at a place, each with all below; empty means any.

    It counts from ``since`` up to and including ``until``. A rule that has counted is ended, not edited.
    """

    label = models.ForeignKey(Label, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=200, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("label__path", "place__path", "since", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since") - timedelta(days=1)), name="dispatch_rule_ends_later"
            ),
            models.UniqueConstraint(
                fields=["organisation", "label", "place"],
                condition=Q(until=None),
                nulls_distinct=False,
                name="dispatch_rule_open_once",
            ),
        ]
