"""Every act at the desk can be undone as a whole, as long as nobody acted on its voices since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from huixiang.journal import queries as journal_queries, services as journal
from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import NotFound, Overtaken
from huixiang.listening import services as listening
from huixiang.listening.states import MessageKind, Side
from huixiang.sorting import policies
from huixiang.sorting.happened import ago
from huixiang.sorting.models import Act, Matter, Part, Problem, SetAside
from huixiang.sorting.services.deciding.back import put_decided_back
from huixiang.sorting.services.items import Items, lock_items, overtaken_words, touch
from huixiang.sorting.services.parts import end_parts, recount, restart_parts
from huixiang.sorting.services.problems import lock_problems, move_problem
from huixiang.sorting.states import ActKind, ProblemState


@dataclass(frozen=True, slots=True)
class Undoing:
    """An act and everything it touched, locked."""

    act: Act
    items: Items
    problems: Mapping[int, Problem]
    by: Actor
    at: datetime

    @property
    def facts(self) -> Mapping[str, Any]:
        facts: Mapping[str, Any] = self.act.facts
        return facts

    @property
    def joined(self) -> list[Problem]:
        """The problems that voices joined because suggestions were accepted."""
        return [self.problems[problem_id] for problem_id in self.facts.get("problems", [])]

    def problem(self, role: str) -> Problem | None:
        problem_id = self.facts.get(role)
        return None if problem_id is None else self.problems[problem_id]


@transaction.atomic
def undo(*, act_id: int, by: Actor, at: datetime) -> Act:
    """Undo an act as a whole: links it began end, links it ended begin anew, voices stand as they stood before.

    A problem that the act made is withdrawn from the list and keeps its number. Words that a speaker may have read
    stay; an answer is followed by a line that it was taken back.

    :raises NotFound: there is no such act here.
    :raises NotAllowed: the policy says no, or a problem is reported as done or closed; nothing was written.
    :raises Overtaken: somebody acted on a voice or the problem since; the sentence says who; nothing was written.
    """
    undoing = _lock(act_id, by=by, at=at)
    _refuse_if_moved_on(undoing)
    _put_links_back(undoing)
    _put_problems_back(undoing)
    _put_items_back(undoing)
    act = undoing.act
    act.undone_at = at
    act.facts = {**act.facts, "undone_by": by.user_id}
    act.save(update_fields=["undone_at", "facts"])
    about = f"problem:{act.facts['problem']}" if "problem" in act.facts else f"voice:{next(iter(undoing.items))}"
    after = {"act": act.pk, "kind": act.kind, "voices": [str(voice_id) for voice_id in undoing.items]}
    journal.record("sorting.act.undone", about=about, by=by, at=at, after=after)
    return act


def _lock(act_id: int, *, by: Actor, at: datetime) -> Undoing:
    act = Act.objects.select_for_update(of=("self",)).filter(pk=act_id).first()
    if act is None:
        raise NotFound
    policies.may_undo(by, act).require()
    named = [act.facts[role] for role in ("problem", "from") if role in act.facts]
    named += act.facts.get("problems", [])
    problems = lock_problems(named) if named else {}
    voice_ids = [UUID(voice_id) for voice_id in act.facts["items"]]
    return Undoing(act, lock_items(voice_ids, at=at) if voice_ids else {}, problems, by, at)


def _refuse_if_moved_on(undoing: Undoing) -> None:
    for item in undoing.items.values():
        if item.last_act_id != undoing.act.pk:
            raise Overtaken(overtaken_words(item, undoing.at))
    problem, source = undoing.problem("problem"), undoing.problem("from")
    if problem is not None and undoing.act.kind == ActKind.LEAVE:
        policies.may_take_voices(undoing.by, problem).require()
    elif problem is not None:
        policies.may_give_voices(undoing.by, problem).require()
    if source is not None and undoing.act.kind != ActKind.MERGE:
        policies.may_take_voices(undoing.by, source).require()
    for one in undoing.joined:
        policies.may_give_voices(undoing.by, one).require()
    if "made" in undoing.facts and problem is not None:
        _refuse_if_in_use(undoing, problem)


def _refuse_if_in_use(undoing: Undoing, problem: Problem) -> None:
    """A problem that the act made is withdrawn only if nobody has done anything with it since."""
    others = Part.objects.filter(problem=problem, left_at=None).exclude(pk__in=undoing.facts["started"])
    if problem.state == ProblemState.LISTED and not others.exists():
        return
    last = journal_queries.entries_about([f"problem:{problem.pk}"]).last()
    raise Overtaken(
        _("%(name)s acted on problem %(number)s, %(ago)s: it can no longer be undone. Move the voices instead.")
        % {
            "name": last.actor_name if last else _("The system"),
            "number": problem.number,
            "ago": ago(last.at if last else problem.last_act_at, at=undoing.at),
        }
    )


def _put_links_back(undoing: Undoing) -> None:
    end_parts(undoing.facts.get("started", []), by=undoing.by, at=undoing.at)
    restart_parts(undoing.facts.get("ended", []), by=undoing.by, at=undoing.at)
    SetAside.objects.filter(pk__in=undoing.facts.get("set_asides", [])).update(undone_at=undoing.at)
    put_decided_back(undoing.facts, by=undoing.by, at=undoing.at)


def _put_problems_back(undoing: Undoing) -> None:
    problem, source = undoing.problem("problem"), undoing.problem("from")
    if source is not None and undoing.act.kind == ActKind.MERGE:
        move_problem(source, ProblemState(undoing.facts["from_state"]), at=undoing.at, merged_into=None)
    for changed in (problem, source, *undoing.joined):
        if changed is not None:
            recount(changed, at=undoing.at)
    if problem is not None and "made" in undoing.facts:
        problem.withdrawn_at = undoing.at
        problem.save(update_fields=["withdrawn_at"])
    if problem is not None and "matter" in undoing.facts:
        heeded = Matter.objects.filter(pk=undoing.facts["matter"], problem=problem)
        heeded.update(problem=undoing.facts["matter_was"])


def _put_items_back(undoing: Undoing) -> None:
    before = {UUID(voice_id): kept for voice_id, kept in undoing.facts["items"].items()}
    states = {voice_id: state for voice_id, (state, _act) in before.items()}
    acts = {voice_id: act_id for voice_id, (_state, act_id) in before.items()}
    touch(undoing.items, states, acts=acts, by=undoing.by, at=undoing.at)
    if undoing.act.kind != ActKind.ANSWER:
        return
    words = _("We take our last answer back and look at this again. You will hear from us.")
    for voice_id in undoing.items:
        listening.write_message(
            voice_id=voice_id, side=Side.OFFICE, kind=MessageKind.MESSAGE, words=words, by=undoing.by, at=undoing.at
        )
