"""Reads of the escalation ladder: its steps, which problems stand at one now, whom it reminds, open reminders."""

from __future__ import annotations

import datetime as dt

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from huixiang.kernel.actor import Actor
from huixiang.kernel.calendar import WorkingCalendar
from huixiang.kernel.errors import NotFound
from huixiang.ledger.models import Escalation, LadderStep, Measure, Order, Reminder, Suspension
from huixiang.ledger.queries.problems import leaders_of
from huixiang.ledger.states import LadderTo, MeasureState, OrderKind, SuspensionState
from huixiang.people import queries as people
from huixiang.people.models import User
from huixiang.people.roles import Role
from huixiang.sorting.models import Problem
from huixiang.sorting.states import AT_WORK


def ladder_steps(day: dt.date) -> QuerySet[LadderStep]:
    """The steps that count on a day or later, by their place."""
    counts = Q(until=None) | (Q(until__gte=day) & Q(until__gte=F("since")))
    return LadderStep.objects.select_related("superior").filter(counts)


def all_ladder_steps() -> QuerySet[LadderStep]:
    """Every step that ever counted: one that ended may still owe a reminder for a day on which it counted."""
    return LadderStep.objects.select_related("superior").filter(Q(until=None) | Q(until__gte=F("since")))


def ladder_step(step_id: int) -> LadderStep:
    """One step.

    :raises NotFound: there is none here.
    """
    step = LadderStep.objects.select_related("superior").filter(pk=step_id).first()
    if step is None:
        raise NotFound(f"ladder step {step_id}")
    return step


def day_of_step(due_on: dt.date, days: int, calendar: WorkingCalendar) -> dt.date:
    """The day on which a step reminds: so many working days after the deadline, before it when below zero."""
    if days > 0:
        return calendar.add(due_on, days)
    day = due_on
    for _back in range(-days):
        day = calendar.on_or_before(day - dt.timedelta(days=1))
    return day


def problems_at(step: LadderStep, *, today: dt.date, calendar: WorkingCalendar) -> QuerySet[Problem]:
    """The problems for whose present deadline the step is to be taken now and was not taken yet.

    A step before the deadline is not taken once that has passed. While a suspension stands no order is proposed.
    Two queries; the first reads each deadline that still runs once.
    """
    running = Problem.objects.filter(state__in=AT_WORK).order_by()
    deadlines = running.exclude(due_on=None).values_list("due_on", flat=True).distinct()
    days = [due for due in deadlines if due is not None and _is_due(step, due, today, calendar)]
    taken = Escalation.objects.filter(step=step, problem=OuterRef("pk"), due_on=OuterRef("due_on"))
    rows = Problem.objects.filter(~Exists(taken), state__in=AT_WORK, due_on__in=days).select_related("unit", "leader")
    if step.to == LadderTo.SUPERVISOR:
        rows = rows.exclude(suspensions__state=SuspensionState.STANDING)
    return rows.order_by("pk")


def _is_due(step: LadderStep, due_on: dt.date, today: dt.date, calendar: WorkingCalendar) -> bool:
    on = day_of_step(due_on, step.days, calendar)
    counts = step.since <= on and (step.until is None or on <= step.until)
    return counts and on <= today and (step.days >= 0 or today <= due_on)


def receivers_of(step: LadderStep, problem: Problem) -> list[User]:
    """Whom a step reminds, each once; where nobody holds the place, the office is told. A few queries."""
    found = _RECEIVERS[LadderTo(step.to)](step, problem)
    return [user for user in found if user.is_active] or list(people.holders_of(Role.OFFICE))


def _handlers(step: LadderStep, problem: Problem) -> list[User]:  # noqa: ARG001 - one signature for all
    """Who signed for the order and who is named in a measure; else the handlers of the unit."""
    orders = Order.objects.filter(problem=problem, kind=OrderKind.LEAD, unit=problem.unit)
    measures = Measure.objects.filter(problem=problem).exclude(state__in=[MeasureState.DONE, MeasureState.DROPPED])
    signed, named = orders.values("signed_by_id"), measures.values("person_id")
    users = list(User.objects.filter(Q(pk__in=signed) | Q(pk__in=named), is_active=True).order_by("id"))
    return users or list(people.holders_of(Role.UNIT_HANDLER, unit=problem.unit))


def _leader(step: LadderStep, problem: Problem) -> list[User]:  # noqa: ARG001 - one signature for all
    return [problem.leader] if problem.leader else []


def _superiors(step: LadderStep, problem: Problem) -> list[User]:
    if step.superior is not None:
        return [step.superior]
    above = problem.unit.parent if problem.unit else None
    return list(leaders_of(above)) if above else []


def _supervisors(step: LadderStep, problem: Problem) -> list[User]:  # noqa: ARG001 - one signature for all
    return list(people.holders_of(Role.SUPERVISOR))


_RECEIVERS = {
    LadderTo.HANDLER: _handlers,
    LadderTo.LEADER: _leader,
    LadderTo.SUPERIOR: _superiors,
    LadderTo.SUPERVISOR: _supervisors,
}


def reminders_of(actor: Actor) -> QuerySet[Reminder]:
    """What this person was reminded of and did not note, while the unit still has to act; the oldest first."""
    rows = Reminder.objects.filter(receiver_id=actor.user_id or 0, noted_at=None)
    related = ("escalation__step", "escalation__problem__unit")
    return rows.filter(escalation__problem__state__in=AT_WORK).select_related(*related).order_by("id")


def own_reminder(actor: Actor, reminder_id: int) -> Reminder:
    """One of this person's own reminders.

    :raises NotFound: there is none, or it is somebody else's.
    """
    rows = Reminder.objects.filter(receiver_id=actor.user_id or 0, pk=reminder_id)
    found = rows.select_related("escalation__step", "escalation__problem").first()
    if found is None:
        raise NotFound(f"reminder {reminder_id}")
    return found


def escalations_of(problem: Problem) -> QuerySet[Escalation]:
    """Every step taken for a problem, for all its deadlines, oldest first, with whom it reminded."""
    return problem.escalations.select_related("step").prefetch_related("reminders__receiver")


def is_suspended() -> Q:
    """A condition on problems: a suspension stands."""
    return Q(Exists(Suspension.objects.filter(problem=OuterRef("pk"), state=SuspensionState.STANDING)))
