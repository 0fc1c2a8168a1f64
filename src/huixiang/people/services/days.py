"""An organisation's own days: worked or not, against the public calendar. Deadlines set from now on heed them."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from huixiang.journal import services as journal
from huixiang.kernel.actor import Actor
from huixiang.people import policies, queries
from huixiang.people.models import OwnDay


@transaction.atomic
def set_own_day(*, day: dt.date, working: bool, name: str, by: Actor, at: dt.datetime) -> OwnDay:
    """Say that a day is worked, or not worked, here. A day that was set before is set anew.

    :raises NotAllowed: not an administrator; nothing was written.
    """
    policies.may_manage_people(by).require()
    own_day, _new = OwnDay.objects.update_or_create(day=day, defaults={"working": working, "name": name})
    facts = {"day": day.isoformat(), "working": working}
    journal.record("people.day.set", about=f"day:{day.isoformat()}", by=by, at=at, after=facts)
    return own_day


@transaction.atomic
def remove_own_day(*, day_id: int, by: Actor, at: dt.datetime) -> None:
    """Let the public calendar decide about the day again.

    :raises NotAllowed: not an administrator; nothing was written.
    :raises NotFound: no such day.
    """
    policies.may_manage_people(by).require()
    own_day = queries.own_day_by_id(day_id, lock=True)
    facts = {"day": own_day.day.isoformat(), "working": own_day.working}
    own_day.delete()
    journal.record("people.day.removed", about=f"day:{facts['day']}", by=by, at=at, before=facts)
