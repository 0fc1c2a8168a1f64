"""What the ledger keeps, split by matter: the work on a problem and its closing."""

from huixiang.ledger.models.catalogue import DispatchRule
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
    "DispatchRule",
    "Evidence",
    "LimitRule",
    "Measure",
    "Order",
    "OrderPause",
    "OrderReport",
    "OrderStep",
    "ProgressNote",
]
