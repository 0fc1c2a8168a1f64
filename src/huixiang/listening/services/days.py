"""The day of a moment, and the only moment an anonymous act may carry: the midnight its day began with."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from huixiang.kernel import clock
from huixiang.kernel.tenancy import current_organisation_id
from huixiang.people.models import Organisation


def day_moment(at: dt.datetime, *, zone: str = "") -> dt.datetime:
    """Round a moment down to the local midnight of its day.

    ``zone`` saves the query for the organisation's zone when the caller knows it.
    """
    zone = zone or zone_here()
    return dt.datetime.combine(clock.day_of(at, zone=zone), dt.time(), tzinfo=ZoneInfo(zone))


def zone_here() -> str:
    """The zone of the transaction's organisation (1 query)."""
    return Organisation.objects.values_list("zone", flat=True).get(pk=current_organisation_id())
