"""Writes about orders: hand over, sign for, give back, pause, say what it is, report back, follow the problem."""

from huixiang.ledger.services.orders.acting import (
    NothingNew,
    TooLateToReturn,
    allow_return,
    ask_return,
    pause_order,
    reclassify_order,
    refuse_return,
    resume_order,
    sign_for_order,
)
from huixiang.ledger.services.orders.following import follow_problem
from huixiang.ledger.services.orders.moving import OrderMovedOn

__all__ = [
    "NothingNew",
    "OrderMovedOn",
    "TooLateToReturn",
    "allow_return",
    "ask_return",
    "follow_problem",
    "pause_order",
    "reclassify_order",
    "refuse_return",
    "resume_order",
    "sign_for_order",
]
