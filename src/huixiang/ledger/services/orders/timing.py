"""When an order's limits end: by those set for what is wanted, how urgent and which unit, else by the usual ones."""

from __future__ import annotations

import datetime as dt
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from huixiang.ledger.clocks import Clock, Deadline, Limit, Pause, deadline
from huixiang.ledger.models import LimitRule, Order
from huixiang.ledger.queries import Asked, rule_for
from huixiang.ledger.states import LimitStep, OrderMove
from huixiang.people import queries as people
from huixiang.people.models import Organisation

USUAL: Final = {
    LimitStep.SIGN: Limit(1),
    LimitStep.RETURN: Limit(2),
    LimitStep.EXTENSION: Limit(10),
    LimitStep.LOOK_BACK: Limit(180, Clock.NATURAL_DAYS),
}
"""Where an organisation has set no limit (practice of the hotlines: sign 1, return 2, extension 10 working days)."""

SETS_DEADLINE: Final = (OrderMove.DISPATCH, OrderMove.ALLOW_RETURN, OrderMove.EXTEND, OrderMove.REDO)
"""The moves after which another deadline runs; pauses move the one that runs."""


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


def due_after_pauses(order: Order, *, organisation_id: int) -> Deadline:
    """Count the deadline that runs anew, with every pause that ended since it was set; never sooner than it was set.

    One set by a limit is counted as that limit says, a day that somebody gave in working days. 6 queries.
    """
    step = order.steps.select_related("rule").filter(move__in=SETS_DEADLINE).order_by("-id")[0]
    zone, calendar = house_zone(organisation_id), people.working_calendar()
    due_then = step.due_after or step.at
    days = calendar.between(step.at.astimezone(zone).date(), last_day(due_then, zone))
    limit = step.rule.limit if step.rule else Limit(max(days, 1))
    ended = order.pauses.filter(ended_at__gt=step.at).order_by("id")
    pauses = [Pause(pause.begun_at, pause.ended_at) for pause in ended if pause.ended_at]
    counted = deadline(limit, step.at, calendar=calendar, zone=zone, pauses=pauses).late_from
    late_from = max(counted, due_then)
    return Deadline(last_day(late_from, zone), late_from)


def last_day(late_from: dt.datetime, zone: ZoneInfo) -> dt.date:
    """The day before the end of which something is not late yet."""
    return (late_from - dt.timedelta(microseconds=1)).astimezone(zone).date()
