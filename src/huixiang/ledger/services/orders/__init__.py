"""Writes about orders: ask whose, hand over, sign for, give back, share, pause, report, follow the problem, archive."""

from huixiang.ledger.services.orders.acting import (
    NothingNew,
    TooLateToReturn,
    ask_return,
    pause_order,
    reclassify_order,
    refuse_return,
    resume_order,
    sign_for_order,
)
from huixiang.ledger.services.orders.archiving import archive_orders, unarchive_order
from huixiang.ledger.services.orders.consulting import (
    HoursImpossible,
    NobodyToAsk,
    WithWhom,
    answer_consultation,
    consult_units,
)
from huixiang.ledger.services.orders.finishing import finish_part, reopen_part
from huixiang.ledger.services.orders.following import follow_problem
from huixiang.ledger.services.orders.giving import AlreadyHelps, Part
from huixiang.ledger.services.orders.moving import OrderMovedOn
from huixiang.ledger.services.orders.parts import extend_part, report_part, share_order, withdraw_part
from huixiang.ledger.services.orders.redirecting import NobodyProposed, allow_return, redirect_to_proposed
from huixiang.ledger.services.orders.reporting import ContactInFuture, Reported, report_order

__all__ = [
    "AlreadyHelps",
    "ContactInFuture",
    "HoursImpossible",
    "NobodyProposed",
    "NobodyToAsk",
    "NothingNew",
    "OrderMovedOn",
    "Part",
    "Reported",
    "TooLateToReturn",
    "WithWhom",
    "allow_return",
    "answer_consultation",
    "archive_orders",
    "ask_return",
    "consult_units",
    "extend_part",
    "finish_part",
    "follow_problem",
    "pause_order",
    "reclassify_order",
    "redirect_to_proposed",
    "refuse_return",
    "reopen_part",
    "report_order",
    "report_part",
    "resume_order",
    "share_order",
    "sign_for_order",
    "unarchive_order",
    "withdraw_part",
]
