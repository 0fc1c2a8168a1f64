"""What capabilities downstream add to the page of a problem: how the speakers stand, and links to their own pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from huixiang.kernel.actor import Actor
from huixiang.kernel.ruling import Ruling
from huixiang.ledger.models import CompletionClaim
from huixiang.sorting.models import Problem
from huixiang.web.parts import Number

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Words
else:
    Words = object


@dataclass(frozen=True, slots=True)
class Step:
    """Something a person could do next: a button, or the reason why not."""

    label: Words
    url: str
    ruling: Ruling


Standing = Callable[[Sequence[CompletionClaim], dt.date], Mapping[int, tuple[Number, ...]]]
"""From claims and today to the figures of each claim by its id; one query for any number of claims."""
NextStep = Callable[[Actor, Problem, CompletionClaim | None], Step | None]
"""A button for the problem and its last claim; None where it makes no sense for this person."""

_standings: list[Standing] = []
_steps: list[NextStep] = []


def register_standing(standing: Standing) -> None:
    """Show these figures with each claim; twice the same one counts once."""
    if standing not in _standings:
        _standings.append(standing)


def register_step(step: NextStep) -> None:
    """Offer this step on the page of a problem; twice the same one counts once."""
    if step not in _steps:
        _steps.append(step)


def standings_of(claims: Sequence[CompletionClaim], today: dt.date) -> dict[int, tuple[Number, ...]]:
    """The figures of each claim, of all who registered."""
    found: dict[int, tuple[Number, ...]] = {}
    for standing in _standings:
        for claim_id, numbers in standing(claims, today).items():
            found[claim_id] = found.get(claim_id, ()) + numbers
    return found


def steps_for(actor: Actor, problem: Problem, claim: CompletionClaim | None) -> list[Step]:
    """The steps of all who registered that make sense for this person."""
    return [found for step in _steps if (found := step(actor, problem, claim))]
