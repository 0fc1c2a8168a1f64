"""What the pages of the escalation ladder show: its steps, and a person's reminders."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _, ngettext

from huixiang.ledger.labels import LADDER_WORDS
from huixiang.ledger.models import LadderStep, Reminder
from huixiang.ledger.states import LadderTo
from huixiang.web.dates import day_words
from huixiang.web.parts import Cell, Column, Table


@dataclass(frozen=True, slots=True)
class ReminderShown:
    """A reminder: which problem, why, since when, and where to say that one knows."""

    problem: str
    url: str
    why: str
    since: dt.datetime
    note_url: str


def step_words(days: int) -> str:
    """When a step comes, in words."""
    if days == 0:
        return _("on the day it is due")
    if days < 0:
        return ngettext("%(n)s working day before", "%(n)s working days before", -days) % {"n": -days}
    return ngettext("%(n)s working day after", "%(n)s working days after", days) % {"n": days}


def ladder_table(steps: Iterable[LadderStep], *, today: dt.date, may_end: bool) -> Table:
    """The steps that count, by their place; each opens the page on which it is ended."""
    columns = (
        Column(_("When")),
        Column(_("Who is reminded")),
        Column(_("Counts from"), tight=True),
        Column(_("Until"), tight=True),
    )
    rows = [
        (
            Cell(step_words(step.days), url=_end_url(step) if may_end else ""),
            Cell(_who(step)),
            Cell(day_words(step.since, today=today)),
            Cell(day_words(step.until, today=today) if step.until else "—"),
        )
        for step in steps
    ]
    empty = _("Nobody is reminded yet. Begin with the usual steps, or set your own.")
    return Table(_("Around each deadline"), columns, rows, stack=True, empty=empty)


def _who(step: LadderStep) -> str:
    words = str(LADDER_WORDS[LadderTo(step.to)])
    return f"{words}: {step.superior.name}" if step.superior else words


def _end_url(step: LadderStep) -> str:
    return "" if step.until else reverse("supervision:ladder_end", args=[step.pk])


def reminders_shown(reminders: Iterable[Reminder], *, today: dt.date) -> list[ReminderShown]:
    """A person's reminders, oldest first."""
    return [_shown(reminder, today) for reminder in reminders]


def _shown(reminder: Reminder, today: dt.date) -> ReminderShown:
    escalation = reminder.escalation
    problem = escalation.problem
    day = day_words(escalation.due_on, today=today)
    why = _("Due %(day)s; you are reminded %(when)s.") % {"day": day, "when": step_words(escalation.step.days)}
    if problem.due_on != escalation.due_on:
        why = f"{why} {_('The deadline was changed since.')}"
    return ReminderShown(
        problem=f"{problem.number} {problem.title}",
        url=reverse("ledger:problem", args=[problem.number]),
        why=why,
        since=escalation.at,
        note_url=reverse("supervision:reminder_note", args=[reminder.pk]),
    )
