"""Imports: a file somebody brought, what was read in it and chosen about it, the voices and the failures it gave."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from huixiang.kernel.tenancy import TenantModel
from huixiang.listening.models.voices import Voice
from huixiang.listening.states import ImportKind, ImportState


class Import(TenantModel):
    """A file brought in, from the moment it is kept until its voices are here, or were taken back as a whole.

    ``survey`` holds sealed what was read in the file (it names people), ``choice`` what a person decided about it,
    ``position`` the number of the last row that is done: it is written in the transaction of that row.
    """

    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=12)
    state = models.CharField(max_length=12)
    digest = models.CharField(max_length=64)
    size = models.BigIntegerField()
    sealed_path = models.CharField(max_length=200, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    survey = models.BinaryField(null=True)
    choice = models.JSONField(default=dict)
    trouble = models.JSONField(default=dict)
    rows = models.BigIntegerField(default=0)
    position = models.BigIntegerField(default=0)
    read = models.BigIntegerField(default=0)
    new = models.BigIntegerField(default=0)
    known = models.BigIntegerField(default=0)
    failed = models.BigIntegerField(default=0)
    withdrawn = models.BigIntegerField(default=0)
    stayed = models.BigIntegerField(default=0)
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("people.User", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("-id",)
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=[kind.value for kind in ImportKind]), name="import_kind_known"),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in ImportState]), name="import_state_known"
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "-id"], name="import_newest"),
            models.Index(fields=["organisation", "digest"], name="import_same_file"),
        ]

    def __str__(self) -> str:
        return self.name


class ImportRow(TenantModel):
    """Where an imported voice stood: the row, page or item of its file; what headed it there.

    ``heading`` is the class it stood under, ``addressee`` whom it was meant for, both as written. ``stays`` marks a
    voice somebody had acted on when its import was taken back.
    """

    voice = models.OneToOneField(Voice, on_delete=models.PROTECT, related_name="import_row", primary_key=True)
    brought = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="voices", db_index=False)
    number = models.BigIntegerField()
    place = models.CharField(max_length=60, blank=True)
    heading = models.CharField(max_length=200, blank=True)
    addressee = models.CharField(max_length=120, blank=True)
    stays = models.BooleanField(default=False)

    class Meta:
        ordering = ("brought", "number")
        indexes = [models.Index(fields=["brought", "number"], name="import_row_in_order")]


class ImportFailure(TenantModel):
    """A row that could not be taken in, with the reason; its cells are sealed, for they name people."""

    brought = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="failures", db_index=False)
    number = models.BigIntegerField()
    reason = models.TextField()
    cells = models.BinaryField()

    class Meta:
        ordering = ("brought", "number", "id")
        indexes = [models.Index(fields=["brought", "number", "id"], name="import_failure_in_order")]


class ImportSource(TenantModel):
    """Tables with the same column names, and what was last decided about their columns."""

    fingerprint = models.CharField(max_length=64)
    name = models.CharField(max_length=80, blank=True)
    choice = models.JSONField(default=dict)
    used_at = models.DateTimeField()
    used_by = models.ForeignKey("people.User", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("-used_at", "id")
        constraints = [models.UniqueConstraint(fields=["organisation", "fingerprint"], name="import_source_once")]
