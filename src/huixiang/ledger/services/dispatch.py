"""Hands a problem to a unit with a deadline, and extends deadlines. Every day set is kept and shown to the public."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from huixiang.journal import services as journal
from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import Refusal
from huixiang.ledger import policies, queries
from huixiang.ledger.clocks import Deadline, Limit, deadline, until_end_of
from huixiang.ledger.models import CoUnit, DeadlineChange, LimitRule, Order
from huixiang.ledger.queries import Asked
from huixiang.ledger.services.accused import require_unaccused
from huixiang.ledger.services.days import BadDeadline, require_possible
from huixiang.ledger.services.leading import require_leads
from huixiang.ledger.services.orders.giving import Part, give_part, open_parts, take_back
from huixiang.ledger.services.orders.handing import HandOver, hand_over
from huixiang.ledger.services.orders.moving import Why, is_open, lead_order, move_order
from huixiang.ledger.services.orders.timing import asked_of, due_for, house_zone
from huixiang.ledger.services.rows import act_on
from huixiang.ledger.states import LimitStep, OrderKind, OrderMove, Said
from huixiang.people import queries as people
from huixiang.people.models import Unit, User
from huixiang.sorting import services as sorting
from huixiang.sorting.models import Problem
from huixiang.sorting.states import ProblemState

NOTHING_ASKED: Final = Asked()
SECOND: Final = dt.timedelta(seconds=1)


class ReasonMissing(Refusal):
    """A day or unit that stood before needs a reason to change; nothing was written."""


class ExtendedAlready(Refusal):
    """The one extension was used; nothing was written."""


@transaction.atomic
def assign_problem(  # noqa: PLR0913 - a hand-over has this many facts
    *,
    problem_id: int,
    unit: Unit,
    leader: User,
    by: Actor,
    at: dt.datetime,
    limit_working_days: int | None = None,
    due_on: dt.date | None = None,
    nature: str = "",
    urgency: str = "",
    co_units: Sequence[Unit] = (),
    reason: str = "",
) -> Problem:
    """Make a unit and its leader responsible until a day: ``due_on``, or the limit in working days after today.

    Without either, the limit set for the nature, urgency and unit counts, else the organisation's usual one.
    ``co_units`` replace those who helped before.

    :raises NotAllowed: the policy says no. :raises WrongUnit: a closed unit, or a leader of another one.
    :raises NotAllowed: a voice of the problem accuses one of the units, or where the leader is placed.
    :raises BadDeadline: see ``require_possible``, or a limit below 1. :raises ReasonMissing: a day stood already.
    """  # fmt: skip
    problem = sorting.lock_problem(problem_id)
    policies.may_assign(by, problem).require()
    require_leads(leader, unit)
    require_unaccused(problem, [unit, *co_units], leader)
    asked = Asked(nature, urgency, unit)
    due, rule = _due(due_on, limit_working_days, asked, by, at)
    day = due.day
    require_possible(day, at)
    if problem.due_on and not reason.strip():
        raise ReasonMissing(_("It had a deadline already. Say why it is handed over again."))
    before = {"state": problem.state, "unit": problem.unit_id, "due_on": _iso(problem.due_on)}
    change = _keep_day(problem, day, reason=reason, by=by, at=at, asked=asked, rule=rule)
    order = hand_over(problem, HandOver(unit, due, asked, rule, reason.strip()), by=by, at=at)
    sorting.move_problem(problem, ProblemState.ASSIGNED, at=at, unit=unit, leader=leader, due_on=day)
    helping = _set_co_units(order, [other for other in co_units if other.pk != unit.pk], by=by, at=at)
    after = {"unit": unit.pk, "leader": leader.pk, "due_on": _iso(day), "co_units": helping, "deadline": change.pk}
    after |= {"nature": nature, "urgency": urgency, "limit": rule.pk if rule else None, "order": order.number}
    journal.record("ledger.problem.assigned", about=f"problem:{problem.pk}", by=by, at=at, before=before, after=after)
    return problem


@transaction.atomic
def extend_deadline(
    *, problem_id: int, due_on: dt.date, reason: str, by: Actor, at: dt.datetime, approved_again: bool = False
) -> DeadlineChange:
    """Move a deadline that has not passed to a later day, once; the day and the reason are public.

    A second time the caller says with ``approved_again`` that somebody in charge approved it anew.

    :raises NotAllowed: the policy says no. :raises BadDeadline: the deadline has passed, or the day is impossible.
    :raises ReasonMissing: no reason. :raises ExtendedAlready: a second time without approval.
    """
    problem = sorting.lock_problem(problem_id)
    policies.may_extend(by, problem).require()
    before = problem.due_on
    if before is None or people.local_day(at) > before:
        raise BadDeadline(_("The deadline has passed. It stays, and shows as late."))
    if due_on <= before:
        raise BadDeadline(_("Choose a day after the present deadline."))
    require_possible(due_on, at)
    if not reason.strip():
        raise ReasonMissing(_("Say why more time is needed. The reason is shown to the public."))
    order = lead_order(problem.pk)
    extended = order.extended if order else queries.extensions_of(problem)  # a pause moves the day too, and is none
    if extended and not approved_again:
        raise ExtendedAlready(_("It was extended once already. A second time must be approved anew."))
    change = _keep_day(problem, due_on, reason=reason, by=by, at=at, extends=True)
    act_on(problem, at=at, due_on=due_on)
    _extend_order(problem, due_on, before, reason=reason.strip(), by=by, at=at)
    facts = {"due_on": _iso(due_on), "deadline": change.pk, "again": approved_again}
    journal.record(
        "ledger.deadline.extended",
        about=f"problem:{problem.pk}", by=by, at=at, before={"due_on": _iso(before)}, after=facts,
    )  # fmt: skip
    return change


def _extend_order(
    problem: Problem, due_on: dt.date, before: dt.date, *, reason: str, by: Actor, at: dt.datetime
) -> None:
    """Move the order's moment with the problem's day, as far as the limit for extensions allows.

    :raises BadDeadline: the day lies behind that limit.
    """
    order = lead_order(problem.pk)
    if order is None or not is_open(order):
        return
    zone = house_zone(by.organisation_id)
    most = due_for(LimitStep.EXTENSION, asked_of(order), until_end_of(before, zone).late_from - SECOND,
                   organisation_id=by.organisation_id)  # fmt: skip
    if most.rule is not None and due_on > most.deadline.day:
        raise BadDeadline(_("An extension reaches to %(day)s at most.") % {"day": most.deadline.day.isoformat()})
    late_from = until_end_of(due_on, zone).late_from
    move_order(order, OrderMove.EXTEND, at=at, by=by, reason=reason, due_at=late_from, extended=True)


def _due(
    due_on: dt.date | None, limit: int | None, asked: Asked, by: Actor, at: dt.datetime
) -> tuple[Deadline, LimitRule | None]:
    """When it is due, and the rule it came by; none where somebody gave the day or the limit."""
    if due_on is not None:
        require_possible(due_on, at)
        return until_end_of(due_on, house_zone(by.organisation_id)), None
    if limit is None:
        return due_for(LimitStep.FINISH, asked, at, organisation_id=by.organisation_id)
    if not 1 <= limit <= 500:
        raise BadDeadline(_("A limit is from 1 to 500 working days."))
    calendar, zone = people.working_calendar(), house_zone(by.organisation_id)
    return deadline(Limit(limit), at, calendar=calendar, zone=zone), None


def _keep_day(  # noqa: PLR0913 - a row of facts
    problem: Problem,
    after: dt.date,
    *,
    reason: str,
    by: Actor,
    at: dt.datetime,
    extends: bool = False,
    asked: Asked = NOTHING_ASKED,
    rule: LimitRule | None = None,
) -> DeadlineChange:
    return DeadlineChange.objects.create(
        problem=problem, before=problem.due_on, after=after, reason=reason.strip(), by_id=by.user_id, at=at,
        extends=extends, nature=asked.nature, urgency=asked.urgency, rule=rule,
    )  # fmt: skip


def _set_co_units(order: Order, units: Sequence[Unit], *, by: Actor, at: dt.datetime) -> list[int]:
    """Let exactly these units help: those left out lose their part, those that are new get an order of their own."""
    wanted = {unit.pk: unit for unit in units}
    current = CoUnit.objects.filter(problem_id=order.problem_id, ended_at=None)
    for part in open_parts(order):
        if part.unit_id not in wanted:
            take_back(part, Why(said=Said.HANDED_ON), by=by, at=at)
    current.exclude(unit_id__in=wanted).update(ended_at=at)
    rows = {row.unit_id: row for row in current}
    for pk, unit in sorted(wanted.items()):
        row = rows.get(pk)
        if row is None or (row.order_id is None and row.finished_at is None):
            give_part(order, Part(unit, OrderKind.ASSIST), by=by, at=at, row=row)
    return sorted(wanted)


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
