"""The journal's one table. PostgreSQL refuses to change or delete its rows."""

from __future__ import annotations

from django.db import models

from huixiang.kernel.tenancy import TenantModel


class JournalEntry(TenantModel):
    """One act. ``subject`` is a reference such as ``problem:12``; facts are small, flat and without bodies."""

    at = models.DateTimeField()
    action = models.CharField(max_length=80)
    subject = models.CharField(max_length=80)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=80, blank=True)
    actor_role = models.CharField(max_length=120)
    unit_id = models.BigIntegerField(null=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta:
        ordering = ("id",)
        indexes = [models.Index(fields=["organisation", "subject", "id"], name="journal_subject")]
