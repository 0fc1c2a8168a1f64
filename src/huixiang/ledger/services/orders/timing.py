"""When an order's limits end: by those set for what is wanted, how urgent and which unit, else by the usual ones."""

from __future__ import annotations

import datetime as dt
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from huixiang.ledger.clocks import Deadline, Limit, Pause, deadline
from huixiang.ledger.models import LimitRule, Order
from huixiang.ledger.queries import Asked, rule_for
from huixiang.ledger.states import LimitStep
from huixiang.people import queries as people
from huixiang.people.models import Organisation

USUAL: Final = {LimitStep.SIGN: Limit(1), LimitStep.RETURN: Limit(2), LimitStep.EXTENSION: Limit(10)}
"""Working days where an organisation has set no limit (practice of the hotlines: sign 1, return 2, extension 10)."""


class Due(NamedTuple):
    """When something ends, and the limit it came by; none where the usual one counts."""

    deadline: Deadline
    rule: LimitRule | None


def house_zone(organisation_id: int) -> ZoneInfo:
    """The zone in which the organisation's days begin and end."""
    return ZoneInfo(Organisation.objects.values_list("zone", flat=True).get(pk=organisation_id))


def due_for(
    step: LimitStep, asked: Asked, start: dt.datetime, *, organisation_id: int, pauses: tuple[Pause, ...] = ()
) -> Due:
    """Count the limit of a step from a moment. 2 queries."""
    rule = rule_for(step, asked, people.local_day(start))
    house = Organisation.objects.get(pk=organisation_id)
    limit = rule.limit if rule else USUAL.get(step) or Limit(house.limit_working_days)
    calendar = people.working_calendar()
    return Due(deadline(limit, start, calendar=calendar, zone=ZoneInfo(house.zone), pauses=pauses), rule)


def asked_of(order: Order) -> Asked:
    """What the limits of an order are looked up for."""
    return Asked(order.nature, order.urgency, order.unit)
