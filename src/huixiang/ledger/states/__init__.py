"""States, kinds and moves of the ledger, split by matter. Standard library only."""

from huixiang.ledger.states.orders import OrderKind, OrderMove, OrderState
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
