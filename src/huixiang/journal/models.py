"""The journal, whose rows PostgreSQL refuses to change or delete, and the leaves that wait to enter the log."""

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


class WaitingLeaf(TenantModel):
    """A leaf of the public log that no tree holds yet: written with its act, taken away when it is sealed.

    ``about`` is the record it commits to (``voice:...``, ``entry:12``), ``thread`` the case it belongs to
    (``problem:4``), ``key`` opens its content; ``day`` counts days from 1970-01-01.
    """

    kind = models.PositiveSmallIntegerField()
    day = models.PositiveIntegerField()
    about = models.CharField(max_length=80)
    thread = models.CharField(max_length=80)
    claim = models.BinaryField(default=b"")
    content = models.BinaryField()
    key = models.BinaryField()

    class Meta:
        ordering = ("id",)
