"""What the engine reads in replies, for capabilities downstream: what a reply names, how many copies there are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from huixiang.digest.replies import facts
from huixiang.digest.replies.plain import plainly_done
from huixiang.digest.replies.prints import Read, count_copies
from huixiang.digest.replies.reading import read
from huixiang.digest.replies.wording import WORDING

LONGEST = 4_000
"""Characters of a reply that are read: what names nothing until then names nothing."""


@dataclass(frozen=True, slots=True)
class Named:
    """Whether a reply names something that was done (also said plainly: 水通了), a day, a body."""

    act: bool
    date: bool
    unit: bool


def named_in(answer: str, *, asked: str = "", enough: int = 3) -> Named:
    """Read what a reply names; ``asked`` is the problem, whose bodies do not count as answering.

    Once ``enough`` are found the rest is not looked for and stands as false. Under a millisecond.
    """
    reading = read(answer[:LONGEST])
    date = bool(facts.days_named(reading, WORDING))
    act = date < enough and (plainly_done(reading) is not None or bool(facts.acts_named(reading, WORDING)))
    unit = date + act < enough and bool(facts.bodies_named(reading, asked, WORDING))
    return Named(act=act, date=date, unit=unit)


def copies_of(replies: Read, *, likeness: float) -> np.ndarray:
    """Count for each reply the other problems that got nearly the same one; ``replies`` is read twice."""
    return count_copies(replies, likeness=likeness)
