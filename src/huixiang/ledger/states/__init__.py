"""States, kinds and moves of the ledger, split by matter. Standard library only."""

from huixiang.ledger.states.orders import (
    AT_THE_UNIT,
    ORDER_MOVES,
    OUT_OF_HAND,
    OrderKind,
    OrderMove,
    OrderState,
)
from huixiang.ledger.states.plans import (
    PROJECT_MOVES,
    RULE_MOVES,
    Kept,
    PlanKind,
    ProjectState,
    RuleKind,
    RuleState,
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
    "PROJECT_MOVES",
    "RULE_MOVES",
    "ClaimOutcome",
    "EvidenceKind",
    "Kept",
    "LimitStep",
    "MeasureState",
    "Nature",
    "OrderKind",
    "OrderMove",
    "OrderState",
    "PlanKind",
    "ProjectState",
    "RuleKind",
    "RuleState",
    "Shown",
    "Urgency",
]
