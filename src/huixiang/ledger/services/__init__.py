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
from huixiang.ledger.services.days import (
    BadDeadline,
)
from huixiang.ledger.services.dispatch import (
    ExtendedAlready,
    ReasonMissing,
    assign_problem,
    extend_deadline,
)
from huixiang.ledger.services.leading import (
    WrongUnit,
)
from huixiang.ledger.services.limits import (
    LimitImpossible,
    end_limit,
    set_limit,
    take_preset,
)
from huixiang.ledger.services.measures import (
    change_measure,
    drop_measure,
    finish_measure,
    plan_measure,
)
from huixiang.ledger.services.notes import (
    add_evidence,
    comment_on,
    note_progress,
)
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
from huixiang.ledger.services.parts import (
    PartsUnfinished,
    finish_part,
    reopen_part,
)
from huixiang.ledger.services.plans import (
    NothingPlanned,
    PlanImpossible,
    approve_plan,
    leave_out_of_plan,
    make_plan,
    note_result,
    take_into_plan,
)
from huixiang.ledger.services.pledges import (
    PledgeImpossible,
    check_pledge_item,
    make_pledge,
    publish_pledge,
)
from huixiang.ledger.services.projects import (
    ProjectImpossible,
    enter_project,
    move_project,
    note_project,
    publish_project,
)
from huixiang.ledger.services.rules import (
    RuleImpossible,
    enter_licence,
    enter_rule,
    move_rule,
    review_rule,
)
from huixiang.ledger.services.words import (
    WordsMissing,
)
from huixiang.ledger.tallies import (
    TallyDiffers,
)

__all__ = [
    "BadDeadline",
    "ContactInFuture",
    "DispatchRuleImpossible",
    "ExtendedAlready",
    "LimitImpossible",
    "NothingNew",
    "NothingPlanned",
    "NothingShown",
    "OrderMovedOn",
    "PartsUnfinished",
    "PlanImpossible",
    "PledgeImpossible",
    "ProjectImpossible",
    "ReasonMissing",
    "Reported",
    "RuleImpossible",
    "TallyDiffers",
    "TooLateToReturn",
    "WordsMissing",
    "WrongUnit",
    "add_dispatch_rule",
    "add_evidence",
    "allow_return",
    "approve_plan",
    "ask_return",
    "assign_problem",
    "change_measure",
    "check_claim",
    "check_pledge_item",
    "claim_completion",
    "comment_on",
    "drop_measure",
    "end_dispatch_rule",
    "end_limit",
    "enter_licence",
    "enter_project",
    "enter_rule",
    "extend_deadline",
    "finish_measure",
    "finish_part",
    "follow_problem",
    "leave_out_of_plan",
    "make_plan",
    "make_pledge",
    "move_project",
    "move_rule",
    "note_progress",
    "note_project",
    "note_result",
    "pause_order",
    "plan_measure",
    "publish_pledge",
    "publish_project",
    "reclassify_order",
    "refuse_return",
    "reopen_part",
    "report_order",
    "resume_order",
    "review_rule",
    "set_limit",
    "sign_claim",
    "sign_for_order",
    "take_into_plan",
    "take_preset",
    "turn_back_claim",
]
