"""What the pages of the problem list show: words for states, rows, the page of one problem. Decides nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _, ngettext

from huixiang.kernel.calendar import WorkingCalendar
from huixiang.ledger.labels import (
    KIND_WORDS,
    MEASURE_TONES,
    MEASURE_WORDS,
    OUTCOME_TONES,
    OUTCOME_WORDS,
)
from huixiang.ledger.models import CompletionClaim, DeadlineChange, Evidence, Measure
from huixiang.ledger.order_labels import said_words
from huixiang.ledger.queries import Days
from huixiang.ledger.states import ClaimOutcome, EvidenceKind, MeasureState
from huixiang.sorting.labels import PROBLEM_STATES
from huixiang.sorting.models import Problem
from huixiang.sorting.states import OPEN, TONES, ProblemState
from huixiang.web.dates import day_words
from huixiang.web.parts import Cell, Clock, Column, Number, Table, Tone

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Words
else:
    Words = object


@dataclass(frozen=True, slots=True)
class StateShown:
    """A state with its word and colour, for the badge."""

    value: str
    label: Words
    tone: str


@dataclass(frozen=True, slots=True)
class Hand:
    """One of the four hands: whose, and when; an empty seat has no name."""

    label: Words
    name: str = ""
    at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class ClaimShown:
    """A claim with its four hands and how the speakers stand."""

    round: int
    words: str
    state: StateShown
    hands: tuple[Hand, ...]
    notes: tuple[str, ...]
    standing: tuple[Number, ...]


@dataclass(frozen=True, slots=True)
class EvidenceShown:
    """A piece of evidence; a picture is shown small, any other file by its name."""

    kind: Words
    words: str
    figures: str
    who: str
    at: dt.datetime
    file_name: str = ""
    url: str = ""
    is_picture: bool = False
    is_public: bool = False


@dataclass(frozen=True, slots=True)
class RowFacts:
    """What is the same for all rows of a list: today and how days are counted."""

    today: dt.date
    calendar: WorkingCalendar = field(default_factory=WorkingCalendar)


def state_of(problem: Problem) -> StateShown:
    """The badge of a problem."""
    state = ProblemState(problem.state)
    return StateShown(state.value, PROBLEM_STATES[state], TONES[state])


def days_words(problem: Problem, facts: RowFacts) -> str:
    """Working days left or over, as people say it; empty when no clock runs."""
    if problem.due_on is None or ProblemState(problem.state) not in OPEN:
        return ""
    left = facts.calendar.between(facts.today, problem.due_on)
    if problem.due_on < facts.today:
        return ngettext("%(n)d working day late", "%(n)d working days late", -left) % {"n": -left}
    if left == 0:
        return _("due today") if problem.due_on == facts.today else _("due on a day off")
    return ngettext("%(n)d working day left", "%(n)d working days left", left) % {"n": left}


def problem_table(problems: Iterable[Problem], facts: RowFacts, *, caption: Words = "") -> Table:
    """The problem list: on a phone each row becomes a block. Two on one page need captions that differ."""
    columns = (
        Column(_("Problem")),
        Column(_("State")),
        Column(_("Unit")),
        Column(_("Due"), tight=True),
        Column(_("Working days"), tight=True),
        Column(_("Voices"), numeric=True),
        Column(_("Last act"), tight=True),
    )
    rows = [_problem_row(problem, facts) for problem in problems]
    return Table(
        caption or _("The last acted on first"),
        columns,
        rows,
        stack=True,
        empty=_("No problem matches. Try fewer conditions."),
    )


def _problem_row(problem: Problem, facts: RowFacts) -> tuple[Cell, ...]:
    return (
        Cell(f"{problem.number} {problem.title}", url=reverse("ledger:problem", args=[problem.number])),
        Cell(state=state_of(problem)),
        Cell(problem.unit.label if problem.unit else _("nobody yet")),
        Cell(day_words(problem.due_on, today=facts.today) if problem.due_on else "—"),
        _days_cell(problem, facts),
        Cell(str(problem.voices_count)),
        Cell(day_words(problem.last_act_at, today=facts.today)),
    )


def _days_cell(problem: Problem, facts: RowFacts) -> Cell:
    words = days_words(problem, facts)
    if words and problem.due_on and problem.due_on < facts.today:
        return Cell(state=StateShown("late", words, Tone.DISPUTED))
    return Cell(words or "—")


def measure_table(measures: Sequence[Measure], *, number: int, may_act: bool, today: dt.date) -> Table:
    """The measures of a problem, each with the page on which it is moved, finished or given up."""
    columns = [
        Column(_("Measure")),
        Column(_("Unit")),
        Column(_("Responsible person")),
        Column(_("Due"), tight=True),
        Column(_("State")),
    ]
    rows = []
    for measure in measures:
        state = MeasureState(measure.state)
        running = may_act and state in {MeasureState.PLANNED, MeasureState.WORKING}
        url = reverse("ledger:measure", args=[number, measure.pk]) if running else ""
        rows.append(
            (
                Cell(measure.words, url=url),
                Cell(measure.unit.label),
                Cell(measure.person.name if measure.person else "—"),
                Cell(day_words(measure.due_on, today=today)),
                Cell(state=StateShown(state.value, MEASURE_WORDS[state], MEASURE_TONES[state])),
            )
        )
    return Table(_("By whom and until when"), columns, rows, stack=True, empty=_("No measure is planned yet."))


def clock_of(days: Days | None, changes: Sequence[DeadlineChange], *, today: dt.date) -> Clock | None:
    """The clock with every extension in words; None before the problem was handed over."""
    if days is None:
        return None
    extensions = [_change_words(change, today) for change in changes if change.before is not None]
    return Clock(used=days.used, allowed=days.allowed, ends_on=days.due_on, extensions=extensions)


def _change_words(change: DeadlineChange, today: dt.date) -> str:
    words = _("Extended to %(day)s: %(reason)s") if change.extends else _("Handed over anew, due %(day)s: %(reason)s")
    return words % {"day": day_words(change.after, today=today), "reason": said_words(change)}


def claim_shown(claim: CompletionClaim, standing: tuple[Number, ...]) -> ClaimShown:
    """A claim with the names in its four seats."""
    outcome = ClaimOutcome(claim.outcome)
    return ClaimShown(
        round=claim.round,
        words=claim.words,
        state=StateShown(outcome.value, OUTCOME_WORDS[outcome], OUTCOME_TONES[outcome]),
        hands=(
            Hand(_("Applied"), claim.applicant.name, claim.applied_at),
            Hand(_("Signed"), claim.signer.name if claim.signer else "", claim.signed_at),
            Hand(_("Checked"), claim.checker.name if claim.checker else "", claim.checked_at),
            Hand(_("Approved"), claim.approver.name if claim.approver else "", claim.approved_at),
        ),
        notes=tuple(note for note in (claim.turned_back_words, claim.check_words) if note),
        standing=standing,
    )


def evidence_shown(evidence: Evidence) -> EvidenceShown:
    """A piece of evidence with the address of its file."""
    return EvidenceShown(
        kind=KIND_WORDS[EvidenceKind(evidence.kind)],
        words=evidence.words,
        figures=evidence.figures,
        who=evidence.by.name,
        at=evidence.at,
        file_name=evidence.file_name,
        url=reverse("ledger:evidence_file", args=[evidence.pk]) if evidence.clean_path else "",
        is_picture=evidence.media_type.startswith("image/"),
        is_public=evidence.public_at is not None,
    )


def problem_names(ids: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Name and address of problems, for the journal's pages (1 query)."""
    found = Problem.every.filter(pk__in=list(ids)).order_by().values_list("pk", "number", "title")
    return {pk: (f"{number} {title}", reverse("ledger:problem", args=[number])) for pk, number, title in found}
