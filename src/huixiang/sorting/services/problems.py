"""Problems are opened, numbered without gaps, locked and moved along the table of moves."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from huixiang.journal import services as journal
from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import NotFound, Refusal
from huixiang.kernel.events import emit
from huixiang.kernel.tenancy import current_organisation_id
from huixiang.listening.models import Place
from huixiang.people.queries import local_day
from huixiang.sorting import policies, wording
from huixiang.sorting.events import PartsJoined, ProblemMoved
from huixiang.sorting.models import Problem
from huixiang.sorting.services.items import Versions, lock_items, put_in_state, record_act
from huixiang.sorting.services.parts import Excerpts, check_excerpts, recount, start_parts
from huixiang.sorting.states import MOVES, ActKind, InboxState, ProblemState

TITLE = 80
_NUMBERS = 20_260_302  # our own key space among PostgreSQL's advisory locks


class IllegalMove(Refusal):
    """A problem cannot go from its state to that one; nothing was written."""


class NotFilledIn(Refusal):
    """A problem needs a title of at most 80 characters and a statement; nothing was written."""


@transaction.atomic
def open_problem(  # noqa: PLR0913 - a problem has this many facts
    *,
    title: str,
    statement: str,
    voice_ids: Collection[UUID],
    by: Actor,
    at: datetime,
    place: Place | None = None,
    excerpts: Excerpts | None = None,
    versions: Versions | None = None,
) -> Problem:
    """Make a problem that these voices feed, under the next number of the problem list.

    ``voice_ids`` may be empty: the organisation found it itself. Without a place it takes none from the voices.

    :raises NotAllowed: the policy says no, or a voice is set aside; nothing was written.
    :raises NotFilledIn: title or statement is missing or too long; nothing was written.
    :raises Overtaken: somebody acted on a voice since the version given; nothing was written.
    :raises NotInTheWords: an excerpt is not part of the words; nothing was written.
    """  # fmt: skip
    policies.may_sort(by).require()
    items = lock_items(voice_ids, at=at, versions=versions) if voice_ids else {}
    for item in items.values():
        policies.may_join(by, item).require()
    check_excerpts(excerpts or {}, voice_ids)
    problem = list_problem(title=title, statement=statement, place=place, by=by, at=at)
    parts = start_parts(problem, items, excerpts=excerpts, by=by, at=at)
    facts = {"problem": problem.pk, "number": problem.number, "made": problem.pk, "started": parts}
    act = record_act(ActKind.OPEN, items=items, by=by, at=at, facts=facts)
    put_in_state(items, InboxState.JOINED, act=act, by=by, at=at)
    recount(problem, at=at)
    after = {"act": act.pk, "number": problem.number, "voices": [str(voice_id) for voice_id in items]}
    journal.record("sorting.problem.opened", about=f"problem:{problem.pk}", by=by, at=at, after=after)
    emit(PartsJoined(problem_id=problem.pk, voice_ids=tuple(items)))
    return problem


def list_problem(*, title: str, statement: str, place: Place | None, by: Actor, at: datetime) -> Problem:
    """Write the line of the problem list. The number is taken last and held until the transaction ends: no gaps."""
    title, statement = " ".join(title.split()), statement.strip()
    if not title or not statement or len(title) > TITLE:
        raise NotFilledIn(_("Give the problem a title of at most 80 characters, and say what is wrong."))
    problem = Problem.objects.create(
        number=_next_number(),
        title=title,
        statement=statement,
        place=place,
        opened_on=local_day(at),
        opened_by_id=by.user_id,
        last_act_at=at,
        terms=wording.vector(title, statement, *((place.name, place.initials) if place else ())),
    )
    problem.refresh_from_db(fields=["terms"])
    return problem


def _next_number() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_NUMBERS, current_organisation_id()])
    return (Problem.every.aggregate(last=Max("number"))["last"] or 0) + 1


def lock_problem(problem_id: int) -> Problem:
    """Lock the row of a problem until the transaction ends.

    :raises NotFound: there is none here.
    """
    return lock_problems([problem_id])[problem_id]


def lock_problems(problem_ids: Collection[int]) -> Mapping[int, Problem]:
    """Lock problems in one order everywhere, so that two clerks never wait for each other.

    :raises NotFound: one is not here.
    """
    rows = Problem.every.select_for_update(of=("self",)).filter(pk__in=set(problem_ids)).order_by("pk")
    found = {problem.pk: problem for problem in rows}
    if len(found) != len(set(problem_ids)):
        raise NotFound
    return found


def move_problem(problem: Problem, to: ProblemState, *, at: datetime, **fields: Any) -> Problem:
    """Move a locked problem to a state of the table of moves and save it with these fields.

    :raises IllegalMove: the table has no such move; nothing was written.
    """
    if to not in MOVES[ProblemState(problem.state)]:
        raise IllegalMove(
            _("Problem %(number)s has moved on: this step is no longer possible. Load the page again.")
            % {"number": problem.number}
        )
    before = ProblemState(problem.state)
    problem.state, problem.last_act_at = to.value, at
    for name, value in fields.items():
        setattr(problem, name, value)
    problem.save(update_fields=["state", "last_act_at", *fields])
    emit(ProblemMoved(problem_id=problem.pk, before=before.value, after=to.value, at=at))
    return problem
