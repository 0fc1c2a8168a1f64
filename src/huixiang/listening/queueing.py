"""When many send at once from one network: whoever is over its limit is asked to wait, or to let the browser work."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest

from huixiang.kernel import clock
from huixiang.listening.puzzles import is_solved, puzzle_for
from huixiang.listening.throttle import Throttle, network_of

FIELD: Final = "puzzle"
"""The field of a form in which an answer comes back."""
answers: Final = Throttle("answers", 5)
"""One answer lets one form be sent again when something in it was wrong, but not without end: opening files costs."""


@dataclass(frozen=True, slots=True)
class Held:
    """A sending that is not taken yet: the seconds to wait, and the puzzle that spares the wait."""

    wait: int
    puzzle: str


def held_back(request: HttpRequest, subject: str, *, by: Throttle) -> Held | None:
    """Count a sending and let it pass (None), or say what it waits for. ``subject`` is what no other form has."""
    network, at = network_of(request), clock.now()
    if answered(request, subject, at=at) and not answers.wait_seconds(subject):
        by.worked(network)
        return None
    wait = by.wait_seconds(network)
    return _held(network, subject, wait, by, at) if wait else None


def would_be_held(request: HttpRequest, subject: str, *, by: Throttle) -> Held | None:
    """What a sending would have to wait for just now; counts nothing."""
    network = network_of(request)
    wait = by.would_wait(network)
    return _held(network, subject, wait, by, clock.now()) if wait else None


def answered(request: HttpRequest, subject: str, *, at: dt.datetime) -> bool:
    """Test whether the form brings the answer of a puzzle that was set for it."""
    answer = request.POST.get(FIELD, "")
    return bool(answer) and is_solved(answer, subject, at=at)


def _held(network: str, subject: str, wait: int, by: Throttle, at: dt.datetime) -> Held:
    return Held(wait, puzzle_for(subject, crowd=by.crowd(network), at=at))
