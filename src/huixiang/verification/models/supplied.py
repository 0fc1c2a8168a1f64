"""Counts this house cannot know by itself: residents of a place, calls of an exchange. Each says its source."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from huixiang.kernel.tenancy import TenantModel
from huixiang.listening.models import Place
from huixiang.people.models import User
from huixiang.verification.states import SuppliedKind


class SuppliedCount(TenantModel):
    """A count somebody typed in, with its days and source. Append-only: the latest for the same days and place counts.

    Residents: ``count`` people in ``place`` (None: everywhere), for a year. Calls: ``count`` offered, ``part`` of them
    answered, of all places.
    """

    kind = models.CharField(max_length=20)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, related_name="+")
    first_day = models.DateField()
    last_day = models.DateField()
    count = models.PositiveBigIntegerField()
    part = models.PositiveBigIntegerField(null=True)
    source = models.CharField(max_length=200)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-id",)
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="residents", part=None)
                | (Q(kind="calls", place=None) & Q(part__isnull=False, part__lte=F("count"))),
                name="supplied_fits_its_kind",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in SuppliedKind]), name="supplied_kind_known"
            ),
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="supplied_ends_later"),
            models.CheckConstraint(condition=~Q(source=""), name="supplied_names_its_source"),
        ]
