"""The escalation ladder: setting its steps, climbing it each hour, mail without content, saying that one knows."""

from __future__ import annotations

import datetime as dt
from typing import Final

from django.conf import settings
from django.core.mail import send_mail
from django.db import connection, transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _, ngettext

from huixiang.journal import services as journal
from huixiang.kernel import events
from huixiang.kernel.actor import Actor, system
from huixiang.kernel.errors import Refusal
from huixiang.kernel.tenancy import current_organisation_id
from huixiang.ledger import policies, queries
from huixiang.ledger.events import PeopleReminded
from huixiang.ledger.models import Escalation, LadderStep, Reminder, SupervisionOrder
from huixiang.ledger.services.supervision import propose_supervision
from huixiang.ledger.states import SUPERVISION_MOVES, USUAL_LADDER, LadderTo
from huixiang.people import queries as people
from huixiang.people.models import User
from huixiang.sorting.models import Problem

_CLIMBING: Final = 7_306
"""The advisory lock of one climb at a time in an organisation."""


class LadderImpossible(Refusal):
    """The step or its days make no sense; nothing was written."""


@transaction.atomic
def set_ladder_step(
    *, days: int, to: LadderTo, since: dt.date, by: Actor, at: dt.datetime, superior: User | None = None
) -> LadderStep:
    """Remind somebody so many working days after (below zero: before) a deadline, from a day on.

    One that reminded the same at the same place ends the day before.

    :raises NotAllowed: the policy says no. :raises LadderImpossible: the day is past, a name where none belongs,
    more than 60 days before or 250 after; nothing was written.
    """
    policies.may_set_ladder(by).require()
    if since < people.local_day(at):
        raise LadderImpossible(_("The day lies in the past. Reminders sent until now stay as they are."))
    if not -60 <= days <= 250:
        raise LadderImpossible(_("Between 60 working days before and 250 after the deadline."))
    if superior is not None and to != LadderTo.SUPERIOR:
        raise LadderImpossible(_("A name is given for a superior only; the others follow from the problem."))
    LadderStep.objects.filter(days=days, to=to, until=None).update(until=since - dt.timedelta(days=1))
    step = LadderStep.objects.create(days=days, to=to, superior=superior, since=since, by_id=by.user_id, at=at)
    journal.record("ledger.ladder.set", about=f"ladder:{step.pk}", by=by, at=at, after=_facts(step))
    return step


@transaction.atomic
def end_ladder_step(*, step_id: int, by: Actor, at: dt.datetime) -> LadderStep:
    """Take no step of this kind from tomorrow on; what was taken stays.

    :raises NotFound: there is none. :raises NotAllowed: the policy says no.
    :raises LadderImpossible: it ended already; nothing was written.
    """
    policies.may_set_ladder(by).require()
    step = queries.ladder_step(step_id)
    today = people.local_day(at)
    if step.until is not None:
        raise LadderImpossible(_("It ends already."))
    step.until = max(today, step.since - dt.timedelta(days=1)) if step.since <= today else step.since - dt.timedelta(1)
    step.save(update_fields=["until"])
    journal.record("ledger.ladder.ended", about=f"ladder:{step.pk}", by=by, at=at, after=_facts(step))
    return step


@transaction.atomic
def take_usual_ladder(*, by: Actor, at: dt.datetime) -> int:
    """Set the usual steps from today on; those that count already stay. Returns how many were set.

    :raises NotAllowed: the policy says no.
    """
    policies.may_set_ladder(by).require()
    there = set(LadderStep.objects.filter(until=None).values_list("days", "to"))
    fresh = [(days, to) for days, to in USUAL_LADDER if (days, to.value) not in there]
    for days, to in fresh:
        set_ladder_step(days=days, to=to, since=people.local_day(at), by=by, at=at)
    return len(fresh)


@transaction.atomic
def climb_ladder(*, at: dt.datetime) -> int:
    """Take every step that is due now, each once for a problem and its deadline; returns how many were taken.

    Run again at once it takes none. Costs two queries for a step, and about eight for each problem found.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_CLIMBING, current_organisation_id()])
    today, calendar = people.local_day(at), people.working_calendar()
    taken, reminded = 0, set[int]()
    for step in queries.all_ladder_steps():
        for problem in queries.problems_at(step, today=today, calendar=calendar):
            reminded |= _take(step, problem, at=at)
            taken += 1
    if reminded:
        events.emit(PeopleReminded(user_ids=tuple(sorted(reminded))))
    return taken


@transaction.atomic
def mail_reminders(*, user_id: int, at: dt.datetime) -> bool:
    """Mail a person that something waits, without a word of what: one mail a day at most; tell whether one went out.

    The mail is sent before the commit: when the mail server refuses, nothing is kept and the job tries again.
    """
    user = User.objects.select_for_update(of=("self",)).filter(pk=user_id, is_active=True).first()
    if user is None or not user.email:
        return False
    last = Reminder.objects.filter(receiver=user).exclude(mailed_at=None).order_by("-mailed_at").first()
    if last and last.mailed_at and people.local_day(last.mailed_at) == people.local_day(at):
        return False
    if not Reminder.objects.filter(receiver=user, noted_at=None, mailed_at=None).update(mailed_at=at):
        return False
    words = render_to_string("ledger/mail_reminder.txt", {"link": f"{settings.ORIGIN}/desk/"})
    send_mail(_("Something waits for you"), words, None, [user.email])
    return True


@transaction.atomic
def note_reminder(*, reminder_id: int, by: Actor, at: dt.datetime) -> Reminder:
    """Say that one knows; the reminder leaves the list and stays on record. Twice changes nothing.

    :raises NotFound: it is somebody else's, or there is none.
    """
    reminder = queries.own_reminder(by, reminder_id)
    policies.may_note_reminder(by, reminder).require()
    if reminder.noted_at is None:
        reminder.noted_at = at
        reminder.save(update_fields=["noted_at"])
        about = f"problem:{reminder.escalation.problem_id}"
        journal.record("ledger.reminder.noted", about=about, by=by, at=at, after={"reminder": reminder.pk})
    return reminder


def _take(step: LadderStep, problem: Problem, *, at: dt.datetime) -> set[int]:
    """Take one step, and tell whom it reminds by id."""
    by = system(current_organisation_id())
    due_on = problem.due_on
    assert due_on is not None  # noqa: S101 - the query asked for one; for the type only
    escalation = Escalation.objects.create(step=step, problem=problem, due_on=due_on, at=at)
    receivers = queries.receivers_of(step, problem)
    Reminder.objects.bulk_create(Reminder(escalation=escalation, receiver=user) for user in receivers)
    after = {"escalation": escalation.pk, "reminds": step.to, "days": step.days, "due_on": due_on.isoformat()}
    journal.record("ledger.reminder.sent", about=f"problem:{problem.pk}", by=by, at=at, after=after)
    if step.to == LadderTo.SUPERVISOR and not _is_pressed(problem):
        propose_supervision(problem=problem, found=_found(step, problem), by=by, at=at)
    return {user.pk for user in receivers}


def _is_pressed(problem: Problem) -> bool:
    ended = [state for state, to in SUPERVISION_MOVES.items() if not to]
    return SupervisionOrder.objects.filter(about__problem=problem).exclude(state__in=ended).exists()


def _found(step: LadderStep, problem: Problem) -> str:
    words = ngettext(
        "Problem %(number)s was due on %(day)s. %(n)s working day later it is not put right.",
        "Problem %(number)s was due on %(day)s. %(n)s working days later it is not put right.",
        step.days,
    )
    return words % {"number": problem.number, "day": problem.due_on, "n": step.days}


def _facts(step: LadderStep) -> dict[str, object]:
    until = step.until.isoformat() if step.until else None
    facts: dict[str, object] = {"days": step.days, "reminds": step.to, "since": step.since.isoformat(), "until": until}
    return facts | ({"superior": step.superior_id} if step.superior_id else {})
