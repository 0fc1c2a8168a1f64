"""The organisation's own map: which place is drawn how. A map that is replaced or removed is kept, not shown."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from huixiang.kernel.tenancy import TenantModel
from huixiang.listening.models import Place
from huixiang.people.models import User


class PlaceMap(TenantModel):
    """A map as it was taken in: ``height`` beside a width of 1,000; ``unmatched`` names what is no place of ours."""

    file_name = models.CharField(max_length=120)
    height = models.PositiveIntegerField()
    unmatched = models.JSONField(default=list)
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    gone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(fields=["organisation"], condition=Q(gone_at=None), name="one_map_shown"),
        ]


class MapShape(TenantModel):
    """A place on a map: the path of its outline, empty for a point, and where its middle is."""

    place_map = models.ForeignKey(PlaceMap, on_delete=models.PROTECT, related_name="shapes")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    outline = models.TextField(blank=True)
    x = models.FloatField()
    y = models.FloatField()

    class Meta:
        ordering = ("id",)
        constraints = [models.UniqueConstraint(fields=["place_map", "place"], name="place_drawn_once")]
