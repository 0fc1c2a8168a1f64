"""Voices go from one problem to another, to a new one, or all of them when two problems are one. Nothing is lost."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from huixiang.journal import services as journal
from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import Refusal
from huixiang.kernel.events import emit
from huixiang.sorting import policies
from huixiang.sorting.events import PartsJoined
from huixiang.sorting.models import Act, Part, Problem
from huixiang.sorting.services.items import AlreadyThere, Items, Versions, lock_items, put_in_state, record_act
from huixiang.sorting.services.parts import current_parts, end_parts, recount, start_parts
from huixiang.sorting.services.problems import list_problem, lock_problem, lock_problems, move_problem
from huixiang.sorting.states import ActKind, InboxState, ProblemState


class NotOfThisProblem(Refusal):
    """A voice does not feed the problem, or all of them would leave it; nothing was written."""


def of_this_problem(problem: Problem, voice_ids: Collection[UUID]) -> list[Part]:
    """The standing links of these voices to the problem.

    :raises NotOfThisProblem: one of them has none.
    """
    parts = current_parts(problem, voice_ids)
    if len(parts) != len(set(voice_ids)):
        raise NotOfThisProblem(
            _("Not all of these voices feed problem %(number)s any more. Load the page again.")
            % {"number": problem.number}
        )
    return parts


@transaction.atomic
def split_voices(  # noqa: PLR0913 - a problem has this many facts
    *,
    problem_id: int,
    voice_ids: Collection[UUID],
    title: str,
    statement: str,
    by: Actor,
    at: datetime,
    versions: Versions | None = None,
) -> Problem:
    """Make some voices of a problem a new problem at the same place; the others stay.

    :raises NotAllowed: the policy says no, or the problem is reported as done or closed; nothing was written.
    :raises NotOfThisProblem: a voice does not feed the problem, or none would be left; nothing was written.
    :raises NotFilledIn: title or statement is missing or too long; nothing was written.
    :raises Overtaken: somebody acted on a voice since the version given; nothing was written.
    """  # fmt: skip
    problem = lock_problem(problem_id)
    policies.may_give_voices(by, problem).require()
    items = lock_items(voice_ids, at=at, versions=versions)
    parts = of_this_problem(problem, items)
    if len(parts) == problem.voices_count:
        raise NotOfThisProblem(_("Leave at least one voice in the problem, or merge the whole of it."))
    new = list_problem(title=title, statement=statement, place=problem.place, by=by, at=at)
    act = _transfer(ActKind.SPLIT, parts, items, source=problem, target=new, by=by, at=at)
    after = {"act": act.pk, "to": new.pk, "number": new.number, "voices": [str(voice_id) for voice_id in items]}
    journal.record("sorting.voices.split", about=f"problem:{problem.pk}", by=by, at=at, after=after)
    return new


@transaction.atomic
def move_voices(
    *,
    problem_id: int,
    into_id: int,
    voice_ids: Collection[UUID],
    by: Actor,
    at: datetime,
    versions: Versions | None = None,
) -> Act:
    """Move voices of one problem to another that exists.

    :raises NotAllowed: the policy says no for one of the problems; nothing was written.
    :raises NotOfThisProblem: a voice does not feed the first problem; nothing was written.
    :raises Overtaken: somebody acted on a voice since the version given; nothing was written.
    """  # fmt: skip
    problem, into = _lock_two(problem_id, into_id)
    policies.may_give_voices(by, problem).require()
    policies.may_take_voices(by, into).require()
    items = lock_items(voice_ids, at=at, versions=versions)
    parts = of_this_problem(problem, items)
    act = _transfer(ActKind.MOVE, parts, items, source=problem, target=into, by=by, at=at)
    after = {"act": act.pk, "to": into.pk, "number": into.number, "voices": [str(voice_id) for voice_id in items]}
    journal.record("sorting.voices.moved", about=f"problem:{problem.pk}", by=by, at=at, after=after)
    return act


@transaction.atomic
def merge_problems(*, problem_id: int, into_id: int, by: Actor, at: datetime) -> Act:
    """Merge a problem into another: its voices feed the other from now on, and it stays with its history.

    :raises NotAllowed: the policy says no, or one of them is reported as done or closed; nothing was written.
    :raises AlreadyThere: both are the same problem; nothing was written.
    """
    problem, into = _lock_two(problem_id, into_id)
    policies.may_merge(by, problem).require()
    policies.may_take_voices(by, into).require()
    parts = current_parts(problem)
    items = lock_items([part.voice_id for part in parts], at=at) if parts else {}
    before = problem.state
    act = _transfer(ActKind.MERGE, parts, items, source=problem, target=into, by=by, at=at)
    move_problem(problem, ProblemState.MERGED, at=at, merged_into=into)
    journal.record(
        "sorting.problem.merged",
        about=f"problem:{problem.pk}",
        by=by,
        at=at,
        before={"state": before},
        after={"act": act.pk, "to": into.pk, "number": into.number, "voices": [str(voice_id) for voice_id in items]},
    )
    return act


def _lock_two(problem_id: int, into_id: int) -> tuple[Problem, Problem]:
    if problem_id == into_id:
        raise AlreadyThere(_("That is the same problem. Choose another one."))
    locked = lock_problems([problem_id, into_id])
    return locked[problem_id], locked[into_id]


def _transfer(  # noqa: PLR0913 - what, from, to
    kind: ActKind, parts: list[Part], items: Items, *, source: Problem, target: Problem, by: Actor, at: datetime
) -> Act:
    """End links at one problem and begin them at the other, unless they stand there already."""
    there = {part.voice_id for part in current_parts(target, list(items))}
    excerpts = {part.voice_id: part.excerpt for part in parts}
    started = start_parts(target, [one for one in items if one not in there], excerpts=excerpts, by=by, at=at)
    ended = [part.pk for part in parts]
    end_parts(ended, by=by, at=at)
    facts: dict[str, object] = {"problem": target.pk, "number": target.number, "started": started, "ended": ended}
    facts |= {"from": source.pk, "from_number": source.number, "from_state": source.state}
    if kind == ActKind.SPLIT:
        facts["made"] = target.pk
    act = record_act(kind, items=items, by=by, at=at, facts=facts)
    put_in_state(items, InboxState.JOINED, act=act, by=by, at=at)
    recount(source, at=at)
    recount(target, at=at)
    emit(PartsJoined(problem_id=target.pk, voice_ids=tuple(items)))
    return act
