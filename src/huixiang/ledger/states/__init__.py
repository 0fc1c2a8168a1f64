"""States, kinds and moves of the ledger, split by matter. Standard library only."""

from huixiang.ledger.states.ladder import (
    USUAL_LADDER,
    LadderTo,
)
from huixiang.ledger.states.orders import (
    AT_THE_UNIT,
    ORDER_MOVES,
    OUT_OF_HAND,
    ConsultAnswer,
    OrderKind,
    OrderMove,
    OrderState,
    Said,
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
from huixiang.ledger.states.sides import (
    CLAIM_MOVES,
    SUSPENDED_RUNNING,
    SUSPENSION_MOVES,
    ClaimState,
    ExclusionReason,
    SuspensionState,
)
from huixiang.ledger.states.supervision import (
    SUPERVISION_MOVES,
    WITH_THE_UNIT,
    ReviewOutcome,
    SupervisionState,
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
    "CLAIM_MOVES",
    "ORDER_MOVES",
    "OUT_OF_HAND",
    "PROJECT_MOVES",
    "RULE_MOVES",
    "SUPERVISION_MOVES",
    "SUSPENDED_RUNNING",
    "SUSPENSION_MOVES",
    "USUAL_LADDER",
    "WITH_THE_UNIT",
    "ClaimOutcome",
    "ClaimState",
    "ConsultAnswer",
    "EvidenceKind",
    "ExclusionReason",
    "Kept",
    "LadderTo",
    "LimitStep",
    "MeasureState",
    "Nature",
    "OrderKind",
    "OrderMove",
    "OrderState",
    "PlanKind",
    "ProjectState",
    "ReviewOutcome",
    "RuleKind",
    "RuleState",
    "Said",
    "Shown",
    "SupervisionState",
    "SuspensionState",
    "Urgency",
]
