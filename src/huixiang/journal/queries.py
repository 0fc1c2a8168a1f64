"""Reads the journal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from huixiang.journal.models import JournalEntry


def entries_about(references: Collection[str]) -> QuerySet[JournalEntry]:
    """The acts on any of these references, oldest first."""
    return JournalEntry.objects.filter(subject__in=list(references)).order_by("id")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries somebody looks for; empty fields do not narrow. Days are of ``zone``, both ends included."""

    action: str = ""
    actor: str = ""
    subject: str = ""
    since: dt.date | None = None
    until: dt.date | None = None
    zone: str = "Asia/Shanghai"


def entries_wanted(wanted: Wanted) -> QuerySet[JournalEntry]:
    """The entries that fit; page through them by ``-id``, which is the order in which they were written."""
    entries = JournalEntry.objects.all()
    if wanted.action:
        entries = entries.filter(action=wanted.action)
    if wanted.actor:
        entries = entries.filter(actor_name__icontains=wanted.actor)
    if wanted.subject:
        entries = entries.filter(subject=wanted.subject)
    if wanted.since:
        entries = entries.filter(at__gte=_midnight(wanted.since, wanted.zone))
    if wanted.until:
        entries = entries.filter(at__lt=_midnight(wanted.until + dt.timedelta(days=1), wanted.zone))
    return entries


def _midnight(day: dt.date, zone: str) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), tzinfo=ZoneInfo(zone))
