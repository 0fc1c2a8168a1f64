"""The life of a supervision order (督办单): from a proposal to its review. Standard library only."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class SupervisionState(StrEnum):
    """Where a supervision order stands."""

    PROPOSED = "proposed"
    SENT = "sent"
    SIGNED = "signed_for"
    ANSWERED = "answered"
    PASSED = "passed"
    RAISED = "raised"
    DROPPED = "dropped"


S = SupervisionState

SUPERVISION_MOVES: Mapping[SupervisionState, frozenset[SupervisionState]] = {
    S.PROPOSED: frozenset({S.SENT, S.DROPPED}),
    S.SENT: frozenset({S.SIGNED, S.RAISED, S.DROPPED}),
    S.SIGNED: frozenset({S.ANSWERED, S.RAISED}),
    S.ANSWERED: frozenset({S.PASSED, S.SIGNED, S.RAISED}),
    S.PASSED: frozenset(),
    S.RAISED: frozenset(),
    S.DROPPED: frozenset(),
}
"""From ANSWERED back to SIGNED: the answer was not enough. RAISED: the unit above got an order of its own."""

WITH_THE_UNIT = frozenset({S.SENT, S.SIGNED})
"""The unit has to act: an answering day that passed in one of these is late."""


class ReviewOutcome(StrEnum):
    """What a supervisor made of an answer, or of there being none."""

    PASSED = "passed"
    AGAIN = "again"
    RAISED = "raised"
