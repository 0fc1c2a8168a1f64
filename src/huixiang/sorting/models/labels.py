"""Taxonomies and their labels, as data; which label a person gave to which voice. A renamed label keeps its history."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from huixiang.kernel.tenancy import TenantModel
from huixiang.listening.models import Voice
from huixiang.people.models import User
from huixiang.sorting.states import TaxonomyKind


class Taxonomy(TenantModel):
    """A way of sorting voices: 四风, topics, addressees. ``several`` lets a voice carry more than one of its labels."""

    code = models.CharField(max_length=40)
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=20, default=TaxonomyKind.TOPIC)
    several = models.BooleanField(default=False)
    suggests = models.BooleanField(default=True)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("name", "id")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "code"], name="taxonomy_code_once"),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in TaxonomyKind]), name="taxonomy_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Label(TenantModel):
    """A node of a taxonomy. Its code stays; ``name`` is its latest wording; ``path`` are the ids down to it."""

    taxonomy = models.ForeignKey(Taxonomy, on_delete=models.PROTECT, related_name="labels")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=80)
    path = models.CharField(max_length=200, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    replaced_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaces")

    class Meta:
        ordering = ("path", "id")
        constraints = [
            models.UniqueConstraint(fields=["taxonomy", "code"], name="label_code_once"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=models.F("since")), name="label_ends_later"),
        ]

    def __str__(self) -> str:
        return self.name


class LabelWording(TenantModel):
    """How a label read from a moment on: its name, what it means, the words that speak for it. Never changed."""

    label = models.ForeignKey(Label, on_delete=models.PROTECT, related_name="wordings")
    name = models.CharField(max_length=80)
    definition = models.TextField(blank=True)
    keywords = models.JSONField(default=list)
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("id",)


class LabelGiven(TenantModel):
    """That a person put a voice under a label; ended, not deleted, when taken back. The engine learns from these."""

    voice = models.ForeignKey(Voice, on_delete=models.PROTECT, related_name="labels_given")
    label = models.ForeignKey(Label, on_delete=models.PROTECT, related_name="given")
    taxonomy = models.ForeignKey(Taxonomy, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=["voice", "label"], condition=Q(ended_at=None), name="label_given_once"),
        ]
        indexes = [
            models.Index(fields=["label", "voice"], condition=Q(ended_at=None), name="label_given_now"),
            models.Index(fields=["label", "-id"], condition=Q(ended_at=None), name="label_given_newest"),
        ]
