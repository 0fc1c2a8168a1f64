"""Reads the journal."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import QuerySet

from huixiang.journal.models import JournalEntry


def entries_about(references: Collection[str]) -> QuerySet[JournalEntry]:
    """The acts on any of these references, oldest first."""
    return JournalEntry.objects.filter(subject__in=list(references)).order_by("id")
