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
from huixiang.ledger.services.orders.reporting import ContactInFuture, Reported, report_order

__all__ = [
    "ContactInFuture",
    "NothingNew",
    "OrderMovedOn",
    "Reported",
    "TooLateToReturn",
    "allow_return",
    "ask_return",
    "follow_problem",
    "pause_order",
    "reclassify_order",
    "refuse_return",
    "report_order",
    "resume_order",
    "sign_for_order",
]
