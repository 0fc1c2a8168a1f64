"""Parts of an order: a unit that assists or one below gets an order of its own with its own limit.

Each such order belongs to one part (``CoUnit``): that part is open until its unit says that it is finished.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import Refusal
from huixiang.kernel.tenancy import current_organisation_id
from huixiang.ledger.clocks import Deadline, until_end_of
from huixiang.ledger.models import CoUnit, LimitRule, Order
from huixiang.ledger.queries import Asked
from huixiang.ledger.services.accused import require_unaccused
from huixiang.ledger.services.days import BadDeadline, require_possible
from huixiang.ledger.services.leading import WrongUnit
from huixiang.ledger.services.orders.moving import Why, move_order, new_order
from huixiang.ledger.services.orders.timing import due_for, house_zone
from huixiang.ledger.states import AT_THE_UNIT, LimitStep, OrderKind, OrderMove, Said
from huixiang.people.models import Unit


class AlreadyHelps(Refusal):
    """The unit has the order itself, or a part of it; nothing was written."""


@dataclass(frozen=True, slots=True)
class Part:
    """What a unit is to do of an order, until when; without a day the limit set for it counts."""

    unit: Unit
    kind: OrderKind
    due_on: dt.date | None = None
    task: str = ""


def give_part(parent: Order, part: Part, *, by: Actor, at: dt.datetime, row: CoUnit | None = None) -> Order:
    """Give a unit its part of a locked order, in the caller's transaction; ``row`` is a part that has no order yet.

    :raises WrongUnit: the unit is closed. :raises AlreadyHelps: it has the order or a part of it.
    :raises BadDeadline: the day is impossible, or later than the whole is due. Nothing was written.
    :raises NotAllowed: a voice of the problem accuses the unit.
    """
    _require_free(parent, part.unit, row)
    require_unaccused(parent.problem, [part.unit])
    due, rule = _due(parent, part, at)
    asked, house = Asked(parent.nature, parent.urgency, part.unit), by.organisation_id
    sign, back = (
        due_for(step, asked, at, organisation_id=house).deadline for step in (LimitStep.SIGN, LimitStep.RETURN)
    )
    facts = {"nature": parent.nature, "urgency": parent.urgency, "kind": part.kind, "parent": parent}
    order = new_order(parent.problem_id, at=at, **facts)
    move_order(
        order, OrderMove.DISPATCH, at=at, by=by, reason=part.task, rule=rule, unit=part.unit, due_at=due.late_from,
        first_due_at=due.late_from, dispatched_at=at, sign_due_at=sign.late_from, return_due_at=back.late_from,
    )  # fmt: skip
    row = row or CoUnit(problem_id=parent.problem_id, unit=part.unit, task=part.task[:200])
    row.order = order
    row.save()
    return order


def take_back(order: Order, why: Why, *, by: Actor | None, at: dt.datetime) -> None:
    """End a locked part with its order and every part its unit handed on; what was reported stays on record."""
    move_order(order, OrderMove.WITHDRAW, at=at, by=by, reason=why)
    CoUnit.objects.filter(order=order, ended_at=None).update(ended_at=at)
    for below in open_parts(order):
        take_back(below, why, by=by, at=at)


def hand_on(order: Order, *, by: Actor | None, at: dt.datetime) -> None:
    """A locked order went to another unit: what the former handed down goes back, and so does the new one's part."""
    for part in open_parts(order):
        if part.kind == OrderKind.HANDED_DOWN or part.unit_id == order.unit_id:
            take_back(part, Why(said=Said.HANDED_ON), by=by, at=at)


def open_parts(order: Order) -> Iterable[Order]:
    """The parts of an order that its units still have to finish, locked."""
    rows = Order.objects.select_for_update(of=("self",)).select_related("unit").filter(parent=order).order_by("id")
    return list(rows.filter(state__in=AT_THE_UNIT))


def last_day_of(order: Order, zone_of: int) -> dt.date | None:
    """The last day on which a part of this order can be due; None where it has no deadline."""
    if order.due_at is None:
        return None
    return (order.due_at - dt.timedelta(microseconds=1)).astimezone(house_zone(zone_of)).date()


def require_within(day: dt.date, parent: Order, at: dt.datetime) -> None:
    """Check that a part can be due on a day.

    :raises BadDeadline: the day is impossible, or later than the whole is due, unless that is late already.
    """
    require_possible(day, at)
    last = last_day_of(parent, current_organisation_id())
    if last is not None and parent.due_at is not None and at < parent.due_at and day > last:
        raise BadDeadline(
            _("The whole is due on %(day)s. A part of it cannot be due later.") % {"day": last.isoformat()}
        )


def _due(parent: Order, part: Part, at: dt.datetime) -> tuple[Deadline, LimitRule | None]:
    house = current_organisation_id()
    if part.due_on is not None:
        require_within(part.due_on, parent, at)
        return until_end_of(part.due_on, house_zone(house)), None
    asked = Asked(parent.nature, parent.urgency, part.unit)
    due, rule = due_for(LimitStep.FINISH, asked, at, organisation_id=house)
    if parent.due_at is not None and at < parent.due_at < due.late_from:
        last = last_day_of(parent, house)
        return Deadline(last or due.day, parent.due_at), None
    return due, rule


def _require_free(parent: Order, unit: Unit, row: CoUnit | None) -> None:
    if unit.closed_on is not None:
        raise WrongUnit(_("%(unit)s is closed. Choose a unit that works.") % {"unit": unit.label})
    helps = CoUnit.objects.filter(problem_id=parent.problem_id, unit=unit, ended_at=None).exists()
    if unit.pk == parent.problem.unit_id or (helps and row is None):
        raise AlreadyHelps(_("%(unit)s works on it already.") % {"unit": unit.label})
