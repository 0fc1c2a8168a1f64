"""The one place that reads the clock. Services take the time as an argument; interfaces ask here."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from django.utils import timezone


def now() -> dt.datetime:
    """This moment, aware, in UTC."""
    return timezone.now()


def day_of(at: dt.datetime, *, zone: str) -> dt.date:
    """The calendar day of a moment in a zone such as ``Asia/Shanghai``."""
    return at.astimezone(ZoneInfo(zone)).date()
