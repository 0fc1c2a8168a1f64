"""Writes of the ledger, split by matter: limits, handing over, working, closing. Import this module, not its parts."""

from __future__ import annotations

from huixiang.ledger.services.accused import keep_from_helpers, require_unaccused
from huixiang.ledger.services.catalogue import (
    DispatchRuleImpossible,
    add_dispatch_rule,
    end_dispatch_rule,
)
from huixiang.ledger.services.claims import (
    Appealable,
    Appealed,
    appeal,
    appealed,
    claim_exclusion,
    decide_appeal,
    decide_exclusion,
    register_appealable,
)
from huixiang.ledger.services.closing import (
    NothingShown,
    PartsUnfinished,
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
from huixiang.ledger.services.ladder import (
    LadderImpossible,
    climb_ladder,
    end_ladder_step,
    mail_reminders,
    note_reminder,
    set_ladder_step,
    take_usual_ladder,
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
    AlreadyHelps,
    ContactInFuture,
    HoursImpossible,
    NobodyProposed,
    NobodyToAsk,
    NothingNew,
    OrderMovedOn,
    Part,
    Reported,
    TooLateToReturn,
    WithWhom,
    allow_return,
    answer_consultation,
    archive_orders,
    ask_return,
    consult_units,
    extend_part,
    finish_part,
    follow_problem,
    pause_order,
    reclassify_order,
    redirect_to_proposed,
    refuse_return,
    reopen_part,
    report_order,
    report_part,
    resume_order,
    share_order,
    sign_for_order,
    unarchive_order,
    withdraw_part,
)
from huixiang.ledger.services.plans import (
    NothingPlanned,
    PlanEnded,
    PlanImpossible,
    approve_plan,
    end_special_action,
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
    hide_note,
    move_project,
    note_project,
    publish_project,
    show_note,
)
from huixiang.ledger.services.rules import (
    RuleImpossible,
    enter_licence,
    enter_rule,
    move_rule,
    review_rule,
)
from huixiang.ledger.services.sides import (
    AskedAlready,
    NotFresh,
    ask_for_suspension,
    decide_suspension,
    end_suspension_of,
    review_suspension,
    withdraw_suspension,
)
from huixiang.ledger.services.supervision import (
    OtherUnits,
    UnitClosed,
    answer_supervision,
    drop_supervision,
    propose_supervision,
    send_proposal,
    send_supervision,
    sign_supervision,
)
from huixiang.ledger.services.supervision_review import (
    raise_supervision,
    review_supervision,
)
from huixiang.ledger.services.words import (
    WordsMissing,
)
from huixiang.ledger.tallies import (
    TallyDiffers,
)

__all__ = [
    "AlreadyHelps", "Appealable", "Appealed", "AskedAlready", "BadDeadline", "ContactInFuture",
    "DispatchRuleImpossible", "ExtendedAlready", "HoursImpossible", "LadderImpossible", "LimitImpossible",
    "NobodyProposed", "NobodyToAsk", "NotFresh", "NothingNew", "NothingPlanned", "NothingShown", "OrderMovedOn",
    "OtherUnits", "Part", "PartsUnfinished", "PlanEnded", "PlanImpossible", "PledgeImpossible", "ProjectImpossible",
    "ReasonMissing", "Reported", "RuleImpossible", "TallyDiffers", "TooLateToReturn", "UnitClosed", "WithWhom",
    "WordsMissing", "WrongUnit", "add_dispatch_rule", "add_evidence", "allow_return", "answer_consultation",
    "answer_supervision", "appeal", "appealed", "approve_plan", "archive_orders", "ask_for_suspension", "ask_return",
    "assign_problem", "change_measure", "check_claim", "check_pledge_item", "claim_completion", "claim_exclusion",
    "climb_ladder", "comment_on", "consult_units", "decide_appeal", "decide_exclusion", "decide_suspension",
    "drop_measure", "drop_supervision", "end_dispatch_rule", "end_ladder_step", "end_limit", "end_special_action",
    "end_suspension_of", "enter_licence", "enter_project", "enter_rule", "extend_deadline", "extend_part",
    "finish_measure", "finish_part", "follow_problem", "hide_note", "keep_from_helpers", "leave_out_of_plan",
    "mail_reminders", "make_plan", "make_pledge", "move_project", "move_rule", "note_progress", "note_project",
    "note_reminder", "note_result", "pause_order", "plan_measure", "propose_supervision", "publish_pledge",
    "publish_project", "raise_supervision", "reclassify_order", "redirect_to_proposed", "refuse_return",
    "register_appealable", "reopen_part", "report_order", "report_part", "require_unaccused", "resume_order",
    "review_rule", "review_supervision", "review_suspension", "send_proposal", "send_supervision", "set_ladder_step",
    "set_limit", "share_order", "show_note", "sign_claim", "sign_for_order", "sign_supervision", "take_into_plan",
    "take_preset", "take_usual_ladder", "turn_back_claim", "unarchive_order", "withdraw_part", "withdraw_suspension",
]  # fmt: skip
