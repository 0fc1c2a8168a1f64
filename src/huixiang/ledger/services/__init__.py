"""Writes of the ledger, split by matter: limits, handing over, working, closing. Import this module, not its parts."""

from __future__ import annotations

from huixiang.ledger.services.catalogue import DispatchRuleImpossible, add_dispatch_rule, end_dispatch_rule
from huixiang.ledger.services.closing import (
    NothingShown,
    check_claim,
    claim_completion,
    sign_claim,
    turn_back_claim,
)
from huixiang.ledger.services.days import BadDeadline
from huixiang.ledger.services.dispatch import (
    ExtendedAlready,
    ReasonMissing,
    assign_problem,
    extend_deadline,
)
from huixiang.ledger.services.leading import WrongUnit
from huixiang.ledger.services.limits import LimitImpossible, end_limit, set_limit, take_preset
from huixiang.ledger.services.measures import (
    change_measure,
    drop_measure,
    finish_measure,
    plan_measure,
)
from huixiang.ledger.services.notes import add_evidence, comment_on, note_progress
from huixiang.ledger.services.orders import (
    ContactInFuture,
    NothingNew,
    OrderMovedOn,
    Reported,
    TooLateToReturn,
    allow_return,
    ask_return,
    follow_problem,
    pause_order,
    reclassify_order,
    refuse_return,
    report_order,
    resume_order,
    sign_for_order,
)
from huixiang.ledger.services.words import WordsMissing

__all__ = [
    "BadDeadline",
    "ContactInFuture",
    "DispatchRuleImpossible",
    "ExtendedAlready",
    "LimitImpossible",
    "NothingNew",
    "NothingShown",
    "OrderMovedOn",
    "ReasonMissing",
    "Reported",
    "TooLateToReturn",
    "WordsMissing",
    "WrongUnit",
    "add_dispatch_rule",
    "add_evidence",
    "allow_return",
    "ask_return",
    "assign_problem",
    "change_measure",
    "check_claim",
    "claim_completion",
    "comment_on",
    "drop_measure",
    "end_dispatch_rule",
    "end_limit",
    "extend_deadline",
    "finish_measure",
    "follow_problem",
    "note_progress",
    "pause_order",
    "plan_measure",
    "reclassify_order",
    "refuse_return",
    "report_order",
    "resume_order",
    "set_limit",
    "sign_claim",
    "sign_for_order",
    "take_preset",
    "turn_back_claim",
]
