"""What a move, split or merge changes, in sentences, before it is done: counts, units, deadlines, who is asked."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _, ngettext

from huixiang.sorting import queries
from huixiang.sorting.consequences import further_consequences
from huixiang.sorting.models import Problem
from huixiang.sorting.states import ProblemState
from huixiang.web.dates import day_words

ASKING = frozenset({ProblemState.CLAIMED, ProblemState.SIGNED, ProblemState.CHECKED})
"""While a claim of completion stands, whoever joins is asked at once."""


def changes_of(what: str, problem: Problem, voice_ids: Collection[UUID], *, into: Problem | None) -> list[str]:
    """Say what the change brings with it, most important first; 1 query, for a merge what others register besides."""
    if what == "leave":
        return [_("A voice that feeds no other problem is new in the inbox again.")]
    if what == "split":
        return [_("The new problem has no unit and no deadline yet: it waits on the problem list to be handed over.")]
    if into is None:
        return []
    said = [*_counts(into, voice_ids), *_hands(problem, into), *_asked(into, len(voice_ids))]
    return [*said, *_merged(problem, into)] if what == "merge" else said


def _counts(into: Problem, voice_ids: Collection[UUID]) -> list[str]:
    both = queries.feeding_too(into, voice_ids)
    will = into.voices_count + len(voice_ids) - both
    said = [_("Problem %(number)s then has %(count)s voices.") % {"number": into.number, "count": will}]
    if both:
        words = ngettext(
            "%(n)s voice feeds both already and counts once.", "%(n)s voices feed both already and count once.", both
        )
        said.append(words % {"n": both})
    return said


def _hands(problem: Problem, into: Problem) -> list[str]:
    """Who deals with the voices, and until when, where that changes."""
    said = []
    if problem.unit_id != into.unit_id:
        words = _("%(after)s deals with these voices instead of %(before)s.")
        said.append(words % {"after": _unit(into), "before": _unit(problem)})
    if problem.due_on != into.due_on:
        words = _("Their deadline is %(after)s instead of %(before)s.")
        said.append(words % {"after": _day(into.due_on), "before": _day(problem.due_on)})
    return said


def _asked(into: Problem, count: int) -> list[str]:
    if ProblemState(into.state) in ASKING:
        words = ngettext(
            "Problem %(number)s is reported as done: the speaker of this voice is asked at once whether it is solved.",
            "Problem %(number)s is reported as done: the speakers of these %(n)s voices are asked at once "
            "whether it is solved.",
            count,
        )
    else:
        words = ngettext(
            "When problem %(number)s is reported as done, the speaker of this voice is asked too.",
            "When problem %(number)s is reported as done, the speakers of these %(n)s voices are asked too.",
            count,
        )
    return [words % {"number": into.number, "n": count}]


def _merged(problem: Problem, into: Problem) -> list[str]:
    words = _(
        "Problem %(number)s keeps its number and history and points to problem %(into)s; nobody works on it any more."
    )
    return [words % {"number": problem.number, "into": into.number}, *further_consequences(problem, into)]


def _unit(problem: Problem) -> str:
    return problem.unit.label if problem.unit else _("no unit yet")


def _day(day: date | None) -> str:
    return day_words(day, today=timezone.localdate()) if day else _("none yet")
