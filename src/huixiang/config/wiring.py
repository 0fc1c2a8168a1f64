"""What follows what: the one table from an event to what it causes, in the same transaction."""

from __future__ import annotations

from huixiang.kernel.events import subscribe


def connect() -> None:
    """Subscribe every consequence. Called once at start."""
