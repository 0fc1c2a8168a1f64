"""States, kinds and moves of the ledger, split by matter. Standard library only."""

from huixiang.ledger.states.orders import (
    AT_THE_UNIT,
    ORDER_MOVES,
    OUT_OF_HAND,
    OrderKind,
    OrderMove,
    OrderState,
)
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
    "AT_THE_UNIT",
    "ORDER_MOVES",
    "OUT_OF_HAND",
    "ClaimOutcome",
    "EvidenceKind",
    "LimitStep",
    "MeasureState",
    "Nature",
    "OrderKind",
    "OrderMove",
    "OrderState",
    "Shown",
    "Urgency",
]
