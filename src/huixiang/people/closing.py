"""What keeps a unit open. Capabilities below do not know who needs a unit; those who do register here.

Registered once at start, in an AppConfig's ready; a callable gives a sentence for each thing in the way.
"""

from __future__ import annotations

from collections.abc import Callable

from huixiang.people.models import Unit

Obstacles = Callable[[Unit], list[str]]

_registered: list[Obstacles] = []


def register_obstacle(obstacles: Obstacles) -> None:
    """Ask this callable before a unit is closed; twice the same one counts once."""
    if obstacles not in _registered:
        _registered.append(obstacles)


def forget_obstacle(obstacles: Obstacles) -> None:
    """Ask it no more: for tests."""
    _registered.remove(obstacles)


def obstacles_of(unit: Unit) -> list[str]:
    """Every sentence that says why the unit cannot be closed now; empty when nothing is in the way."""
    return [sentence for obstacles in _registered for sentence in obstacles(unit)]
