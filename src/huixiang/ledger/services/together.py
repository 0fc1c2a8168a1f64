"""One act over many problems: all of them or none, or all that may, once the others were named."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from huixiang.journal import services as journal
from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import Refusal
from huixiang.sorting.models import Problem

MOST: Final = 500
"""Problems moved together at most; each takes some milliseconds, and people look through the refused ones."""


class TooMany(Refusal):
    """More problems than can be moved together; nothing was written."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A problem the act is refused for, and the sentence why."""

    problem: Problem
    why: str


@dataclass(frozen=True, slots=True)
class Together:
    """What an act does to many problems: how many it is done for, and who refuses; ``written`` if it stands."""

    done: int
    refused: tuple[Refused, ...]
    written: bool


def act_together(  # noqa: PLR0913 - an act over many has this many facts
    *,
    problems: Sequence[Problem],
    act: Callable[[Problem], object],
    name: str,
    by: Actor,
    at: dt.datetime,
    look: bool = False,
    rest: bool = False,
) -> Together:
    """Do an act for each problem in one transaction; with a refusal nothing is written unless ``rest`` asks for it.

    ``look`` tries it out and takes all back. Each problem gets its own journal entry from its act; one more entry says
    that they were moved together, and for whom it was refused. About 10 milliseconds a problem.

    :raises TooMany: more than ``MOST``; nothing was written.
    """
    if len(problems) > MOST:
        words = _("These are %(n)s problems; at most %(most)s move together. Narrow the list first.")
        raise TooMany(words % {"n": len(problems), "most": MOST})
    with transaction.atomic():
        refused = tuple(each for each in (_try(act, problem) for problem in problems) if each is not None)
        done = len(problems) - len(refused)
        written = not look and done > 0 and (rest or not refused)
        if written:
            facts = {"act": name, "done": done, "refused": [each.problem.number for each in refused]}
            journal.record("ledger.problems.moved_together", about=f"user:{by.user_id}", by=by, at=at, after=facts)
        else:
            transaction.set_rollback(True)
    return Together(done, refused, written)


def _try(act: Callable[[Problem], object], problem: Problem) -> Refused | None:
    try:
        with transaction.atomic():
            act(problem)
    except Refusal as refusal:
        return Refused(problem, str(refusal.sentence))
    return None
