"""What a draw of call-backs takes its claims from, and the life of a call. Standard library only."""

from __future__ import annotations

from enum import StrEnum


class DrawBasis(StrEnum):
    """Which claims of a period are drawn from."""

    REPORTED = "reported"
    """Said to be done in the period."""
    WINDOW_OVER = "window_over"
    """Claims whose last speaker could answer until a day of the period."""


class CallState(StrEnum):
    """Where a call stands. Only ``ANSWERED`` is an answer; all but it and ``OPEN`` stand as "did not take part"."""

    OPEN = "open"
    ANSWERED = "answered"
    DECLINED = "declined"
    UNREACHED = "unreached"
    OVER = "over"
    """Nobody is asked by phone any more: they answered on their receipt page, or the claim ended."""


class TryResult(StrEnum):
    """How one attempt to reach somebody went."""

    ANSWERED = "answered"
    DECLINED = "declined"
    NOT_REACHED = "not_reached"
