"""The lives of what stands beside a problem: 挂账, 剔除, 申诉. Standard library only."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class SuspensionState(StrEnum):
    """Where a suspension stands: asked for, standing until its review, refused, or over."""

    ASKED = "asked"
    STANDING = "standing"
    REFUSED = "refused"
    ENDED = "ended"


SUSPENSION_MOVES: Mapping[SuspensionState, frozenset[SuspensionState]] = {
    SuspensionState.ASKED: frozenset({SuspensionState.STANDING, SuspensionState.REFUSED, SuspensionState.ENDED}),
    SuspensionState.STANDING: frozenset({SuspensionState.STANDING, SuspensionState.ENDED}),
    SuspensionState.REFUSED: frozenset({SuspensionState.STANDING}),
    SuspensionState.ENDED: frozenset(),
}
"""A refused one stands after all when an appeal against the refusal is upheld."""


class ClaimState(StrEnum):
    """Where a claim stands that somebody outside decides once: an exclusion, an appeal."""

    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"


CLAIM_MOVES: Mapping[ClaimState, frozenset[ClaimState]] = {
    ClaimState.ASKED: frozenset({ClaimState.GRANTED, ClaimState.REFUSED}),
    ClaimState.REFUSED: frozenset({ClaimState.GRANTED}),
    ClaimState.GRANTED: frozenset(),
}
"""An exclusion refused is granted after all when an appeal is upheld; an appeal itself is decided once."""


class ExclusionReason(StrEnum):
    """Why a unit says that a problem should not count in its figures."""

    OUTSIDE_DUTIES = "outside_duties"
    NOT_LAWFUL = "not_lawful"
    NOT_TRUE = "not_true"
    BEYOND_CONTROL = "beyond_control"
    IN_ANOTHER_CHANNEL = "another_channel"


SUSPENDED_RUNNING = frozenset({SuspensionState.ASKED, SuspensionState.STANDING})
