"""What the ledger keeps, split by matter: the work on a problem and its closing."""

from huixiang.ledger.models.ladder import Escalation, LadderStep, Reminder
from huixiang.ledger.models.orders import Order, OrderPause, OrderReport, OrderStep
from huixiang.ledger.models.sides import Appeal, Exclusion, Suspension, SuspensionReview
from huixiang.ledger.models.supervision import (
    SupervisedProblem,
    SupervisionAnswer,
    SupervisionOrder,
    SupervisionReview,
)
from huixiang.ledger.models.work import (
    Comment,
    CompletionClaim,
    CoUnit,
    DeadlineChange,
    Evidence,
    LimitRule,
    Measure,
    ProgressNote,
)

__all__ = [
    "Appeal",
    "CoUnit",
    "Comment",
    "CompletionClaim",
    "DeadlineChange",
    "Escalation",
    "Evidence",
    "Exclusion",
    "LadderStep",
    "LimitRule",
    "Measure",
    "Order",
    "OrderPause",
    "OrderReport",
    "OrderStep",
    "ProgressNote",
    "Reminder",
    "SupervisedProblem",
    "SupervisionAnswer",
    "SupervisionOrder",
    "SupervisionReview",
    "Suspension",
    "SuspensionReview",
]
