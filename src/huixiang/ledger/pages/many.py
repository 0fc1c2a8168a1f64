"""The preview of one move over many problems: which it reaches, which it cannot, and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from huixiang.kernel.actor import Actor
from huixiang.kernel.ruling import Ruling
from huixiang.ledger import policies
from huixiang.ledger.pages.problems import StateShown, state_of
from huixiang.ledger.services.many import Refused
from huixiang.sorting.models import Problem

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Words
else:
    Words = object

MAY: Mapping[str, Callable[[Actor, Problem], Ruling]] = {
    "extend": policies.may_extend,
    "assign": policies.may_assign,
    "leader": policies.may_set_leader,
}


@dataclass(frozen=True, slots=True)
class ChosenLine:
    """A chosen problem, how it stands, and why the move does not reach it (empty when it does)."""

    problem: Problem
    state: StateShown
    reason: Words = ""


@dataclass(frozen=True, slots=True)
class ManyPreview:
    """What would happen to how many."""

    reached: Sequence[ChosenLine]
    refused: Sequence[ChosenLine]


def preview(what: str, problems: Sequence[Problem], actor: Actor, refused: Sequence[Refused] = ()) -> ManyPreview:
    """Tell the chosen problems a move would reach from the others, by the rules and by what was refused. No query."""
    said = {each.problem.pk: each.reason for each in refused}
    lines = [
        ChosenLine(problem, state_of(problem), said.get(problem.pk) or MAY[what](actor, problem).reason)
        for problem in problems
    ]
    return ManyPreview([line for line in lines if not line.reason], [line for line in lines if line.reason])
