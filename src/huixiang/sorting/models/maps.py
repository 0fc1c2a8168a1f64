"""The organisation's own map: shapes of a file, or points upon a picture. One that is replaced or removed is kept."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from huixiang.kernel.tenancy import TenantModel
from huixiang.listening.models import Place
from huixiang.people.models import User


class PlaceMap(TenantModel):
    """A map as it was taken in: ``height`` beside a width of 1,000; ``unmatched`` names what is no place of ours.

    ``picture_type`` is the media type of the plan below it, empty for a map without one.
    """

    file_name = models.CharField(max_length=120)
    height = models.PositiveIntegerField()
    picture_type = models.CharField(max_length=40, blank=True)
    unmatched = models.JSONField(default=list)
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    gone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(fields=["organisation"], condition=Q(gone_at=None), name="one_map_shown"),
        ]


class MapPicture(TenantModel):
    """The plan below a map: a picture of nothing but pixels."""

    place_map = models.OneToOneField(PlaceMap, on_delete=models.PROTECT, related_name="picture")
    content = models.BinaryField()


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
