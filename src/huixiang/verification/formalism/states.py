"""The life of a finding: what holds becomes open, the unit explains, a reviewer decides. Standard library only."""

from __future__ import annotations

from enum import StrEnum


class FindingState(StrEnum):
    """Where a finding stands. ``OVERTAKEN`` no longer holds and was not decided; it is kept."""

    OPEN = "open"
    EXPLAINED = "explained"
    UPHELD = "upheld"
    DISMISSED = "dismissed"
    OVERTAKEN = "overtaken"


UNDECIDED: frozenset[FindingState] = frozenset({FindingState.OPEN, FindingState.EXPLAINED})
DECIDED: frozenset[FindingState] = frozenset({FindingState.UPHELD, FindingState.DISMISSED})
