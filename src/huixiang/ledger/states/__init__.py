"""States, kinds and moves of the ledger, split by matter. Standard library only."""

from huixiang.ledger.states.ladder import USUAL_LADDER, LadderTo
from huixiang.ledger.states.orders import OrderKind, OrderMove, OrderState
from huixiang.ledger.states.sides import (
    CLAIM_MOVES,
    SUSPENDED_RUNNING,
    SUSPENSION_MOVES,
    ClaimState,
    ExclusionReason,
    SuspensionState,
)
from huixiang.ledger.states.supervision import SUPERVISION_MOVES, WITH_THE_UNIT, ReviewOutcome, SupervisionState
from huixiang.ledger.states.work import (
    ClaimOutcome,
    EvidenceKind,
    LimitStep,
    MeasureState,
    Nature,
    Shown,
    Urgency,
)

__all__ = [
    "CLAIM_MOVES",
    "SUPERVISION_MOVES",
    "SUSPENDED_RUNNING",
    "SUSPENSION_MOVES",
    "USUAL_LADDER",
    "WITH_THE_UNIT",
    "ClaimOutcome",
    "ClaimState",
    "EvidenceKind",
    "ExclusionReason",
    "LadderTo",
    "LimitStep",
    "MeasureState",
    "Nature",
    "OrderKind",
    "OrderMove",
    "OrderState",
    "ReviewOutcome",
    "Shown",
    "SupervisionState",
    "SuspensionState",
    "Urgency",
]
