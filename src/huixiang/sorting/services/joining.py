"""Voices join a problem and leave it again."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from huixiang.journal import services as journal
from huixiang.kernel.actor import Actor
from huixiang.kernel.events import emit
from huixiang.sorting import policies
from huixiang.sorting.events import PartsJoined
from huixiang.sorting.models import Act
from huixiang.sorting.services.items import AlreadyThere, Versions, lock_items, put_in_state, record_act, touch
from huixiang.sorting.services.parts import (
    Excerpts,
    check_excerpts,
    current_parts,
    end_parts,
    recount,
    start_parts,
    states_now,
)
from huixiang.sorting.services.problems import lock_problem
from huixiang.sorting.services.regrouping import of_this_problem
from huixiang.sorting.states import ActKind, InboxState


@transaction.atomic
def join_voices(
    *,
    problem_id: int,
    voice_ids: Collection[UUID],
    by: Actor,
    at: datetime,
    excerpts: Excerpts | None = None,
    versions: Versions | None = None,
) -> Act:
    """Let voices feed a problem, each with all its words or an excerpt; those that do already stay as they are.

    A voice that feeds another problem feeds both.

    :raises NotAllowed: the policy says no, the problem is closed, or a voice is set aside; nothing was written.
    :raises AlreadyThere: all of them feed it already; nothing was written.
    :raises Overtaken: somebody acted on a voice since the version given; nothing was written.
    :raises NotInTheWords: an excerpt is not part of the words; nothing was written.
    """  # fmt: skip
    problem = lock_problem(problem_id)
    policies.may_take_voices(by, problem).require()
    items = lock_items(voice_ids, at=at, versions=versions)
    for part in current_parts(problem, list(items)):
        items.pop(part.voice_id)
    if not items:
        raise AlreadyThere(_("These voices feed problem %(number)s already.") % {"number": problem.number})
    for item in items.values():
        policies.may_join(by, item).require()
    check_excerpts(excerpts or {}, items)
    parts = start_parts(problem, items, excerpts=excerpts, by=by, at=at)
    facts = {"problem": problem.pk, "number": problem.number, "started": parts}
    act = record_act(ActKind.JOIN, items=items, by=by, at=at, facts=facts)
    put_in_state(items, InboxState.JOINED, act=act, by=by, at=at)
    recount(problem, at=at)
    after = {"act": act.pk, "voices": [str(voice_id) for voice_id in items], "count": problem.voices_count}
    journal.record("sorting.voices.joined", about=f"problem:{problem.pk}", by=by, at=at, after=after)
    emit(PartsJoined(problem_id=problem.pk, voice_ids=tuple(items)))
    return act


@transaction.atomic
def leave(
    *, problem_id: int, voice_ids: Collection[UUID], by: Actor, at: datetime, versions: Versions | None = None
) -> Act:
    """Take voices out of a problem; one that feeds no other is new in the inbox again.

    :raises NotAllowed: the policy says no, or the problem is reported as done or closed; nothing was written.
    :raises NotOfThisProblem: a voice does not feed the problem; nothing was written.
    :raises Overtaken: somebody acted on a voice since the version given; nothing was written.
    """
    problem = lock_problem(problem_id)
    policies.may_give_voices(by, problem).require()
    items = lock_items(voice_ids, at=at, versions=versions)
    parts = [part.pk for part in of_this_problem(problem, items)]
    facts = {"problem": problem.pk, "number": problem.number, "ended": parts}
    act = record_act(ActKind.LEAVE, items=items, by=by, at=at, facts=facts)
    end_parts(parts, by=by, at=at)
    touch(items, states_now(items), acts=dict.fromkeys(items, act.pk), by=by, at=at)
    recount(problem, at=at)
    after = {"act": act.pk, "voices": [str(voice_id) for voice_id in items], "count": problem.voices_count}
    journal.record("sorting.voices.left", about=f"problem:{problem.pk}", by=by, at=at, after=after)
    return act
