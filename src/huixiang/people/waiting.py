"""What waits for a member on the start page. Capabilities that have something to do register here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from huixiang.kernel.actor import Actor

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Words
else:
    Words = object


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line: what waits, how many of it, and where."""

    label: Words
    count: int
    url: str


WaitingFor = Callable[[Actor], list[Waiting]]

_registered: list[WaitingFor] = []


def register_waiting(waiting: WaitingFor) -> None:
    """Ask this callable on each start page; twice the same one counts once."""
    if waiting not in _registered:
        _registered.append(waiting)


def forget_waiting(waiting: WaitingFor) -> None:
    """Ask it no more: for tests."""
    _registered.remove(waiting)


def waiting_for(actor: Actor) -> list[Waiting]:
    """Everything that waits for this member, in the order of registration; nothing with a count of 0."""
    return [line for waiting in _registered for line in waiting(actor) if line.count]
