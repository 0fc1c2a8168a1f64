"""One move over many problems: all of them or none, unless somebody says to leave out those that may not be moved.

The rules are those of the single moves, which are called one by one: there is no second way to move a problem.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils.translation import gettext as _, ngettext

from huixiang.journal import services as journal
from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import Refusal
from huixiang.ledger import policies
from huixiang.ledger.services.accused import require_unaccused
from huixiang.ledger.services.leading import require_leads
from huixiang.ledger.services.rows import act_on
from huixiang.people.models import User
from huixiang.sorting import services as sorting
from huixiang.sorting.models import Problem

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Words
else:
    Words = object

MOST_MOVED: Final = 500
"""More problems than this are not moved at once: a person can still look through these."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A problem that may not be moved, and why."""

    problem: Problem
    reason: Words


@dataclass(frozen=True, slots=True)
class ManyDone:
    """How many problems were moved, and which were left out."""

    moved: int
    refused: tuple[Refused, ...] = ()


class SomeRefused(Refusal):
    """Some of the problems may not be moved; nothing was written. ``refused`` names them."""

    def __init__(self, refused: Sequence[Refused], count: int) -> None:
        some = ngettext(
            "%(n)d of %(all)d problems cannot be moved. Nothing was changed.",
            "%(n)d of %(all)d problems cannot be moved. Nothing was changed.",
            len(refused),
        )
        super().__init__(some % {"n": len(refused), "all": count})
        self.refused = tuple(refused)


class TooMany(Refusal):
    """None or too many were chosen; nothing was written."""


@transaction.atomic
def move_many(
    *,
    problems: Sequence[Problem],
    what: str,
    move: Callable[[Problem], object],
    by: Actor,
    at: datetime,
    leave_out: bool = False,
) -> ManyDone:
    """Do one move on each problem, in the order of their ids; all or nothing, with ``leave_out`` those that go.

    One journal entry per problem, by the move itself, and one for the act as a whole.

    :raises TooMany: none or more than 500 were chosen. :raises SomeRefused: some may not be moved, or with
    ``leave_out`` none may; nothing was written.
    """
    require_some(len(problems))
    refused: list[Refused] = []
    for problem in sorted(problems, key=lambda each: each.pk):
        try:
            with transaction.atomic():
                move(problem)
        except Refusal as refusal:
            refused.append(Refused(problem, refusal.sentence))
    if refused and (not leave_out or len(refused) == len(problems)):
        raise SomeRefused(refused, len(problems))
    moved = len(problems) - len(refused)
    facts = {"what": what, "moved": moved, "left_out": [each.problem.number for each in refused]}
    journal.record("ledger.problems.moved", about=f"user:{by.user_id}", by=by, at=at, after=facts)
    return ManyDone(moved, tuple(refused))


@transaction.atomic
def set_leader(*, problem_id: int, leader: User, by: Actor, at: datetime) -> Problem:
    """Make another leader of the responsible unit answer for a problem; the unit and the deadline stay.

    :raises NotAllowed: the policy says no. :raises WrongUnit: the unit is closed, or led by others.
    """
    problem = sorting.lock_problem(problem_id)
    policies.may_set_leader(by, problem).require()
    assert problem.unit is not None  # noqa: S101 - the policy asked; for the type only
    require_leads(leader, problem.unit)
    require_unaccused(problem, [], leader)
    before = {"leader": problem.leader_id}
    act_on(problem, at=at, leader=leader)
    about = f"problem:{problem.pk}"
    journal.record("ledger.leader.set", about=about, by=by, at=at, before=before, after={"leader": leader.pk})
    return problem


def require_some(count: int) -> None:
    """Check that a move of many concerns some problems, and not too many.

    :raises TooMany: none, or more than 500.
    """
    if not count:
        raise TooMany(_("Choose at least one problem."))
    if count > MOST_MOVED:
        raise TooMany(_("At most %(n)d problems are moved at once. Narrow the list.") % {"n": MOST_MOVED})
