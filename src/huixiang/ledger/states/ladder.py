"""Whom a step of the escalation ladder reminds, and which steps are shipped. Standard library only."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class LadderTo(StrEnum):
    """Who is reminded; SUPERVISOR also opens a proposal for a supervision order."""

    HANDLER = "handler"
    LEADER = "leader"
    SUPERIOR = "superior"
    SUPERVISOR = "supervisor"


USUAL_LADDER: Final[tuple[tuple[int, LadderTo], ...]] = (
    (-1, LadderTo.HANDLER),
    (0, LadderTo.LEADER),
    (2, LadderTo.SUPERIOR),
    (5, LadderTo.SUPERVISOR),
)
"""Working days after the deadline (below zero: before it), and who is reminded then."""
