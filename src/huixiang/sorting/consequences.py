"""What a change to problems brings with it. Capabilities below know what hangs on a problem; they register here.

Registered once at start, in an AppConfig's ready; a callable gives a sentence for each thing that changes or stays.
"""

from __future__ import annotations

from collections.abc import Callable

from huixiang.sorting.models import Problem

Consequences = Callable[[Problem, Problem | None], list[str]]
"""Of a problem that gives up all its voices, and the one that takes them in."""

_registered: list[Consequences] = []


def register_consequences(consequences: Consequences) -> None:
    """Ask this callable in the preview of a merge; twice the same one counts once."""
    if consequences not in _registered:
        _registered.append(consequences)


def further_consequences(problem: Problem, into: Problem | None) -> list[str]:
    """Every sentence of those who registered, in the order of registration."""
    return [sentence for consequences in _registered for sentence in consequences(problem, into)]
