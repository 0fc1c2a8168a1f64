"""What the ledger keeps, split by matter: the work on a problem and its closing."""

from huixiang.ledger.models.orders import Order, OrderPause, OrderReport, OrderStep
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
    "CoUnit",
    "Comment",
    "CompletionClaim",
    "DeadlineChange",
    "Evidence",
    "LimitRule",
    "Measure",
    "Order",
    "OrderPause",
    "OrderReport",
    "OrderStep",
    "ProgressNote",
]
