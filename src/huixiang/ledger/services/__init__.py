"""Writes of the ledger, split by matter: limits, handing over, working, closing. Import this module, not its parts."""

from __future__ import annotations

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
    check_claim,
    claim_completion,
    sign_claim,
    turn_back_claim,
)
from huixiang.ledger.services.days import BadDeadline
from huixiang.ledger.services.dispatch import (
    ExtendedAlready,
    ReasonMissing,
    WrongUnit,
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
from huixiang.ledger.services.limits import LimitImpossible, end_limit, set_limit, take_preset
from huixiang.ledger.services.measures import (
    change_measure,
    drop_measure,
    finish_measure,
    plan_measure,
)
from huixiang.ledger.services.notes import add_evidence, comment_on, note_progress
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
from huixiang.ledger.services.supervision_review import raise_supervision, review_supervision
from huixiang.ledger.services.words import WordsMissing

__all__ = [
    "Appealable",
    "Appealed",
    "AskedAlready",
    "BadDeadline",
    "ExtendedAlready",
    "LadderImpossible",
    "LimitImpossible",
    "NotFresh",
    "NothingShown",
    "OtherUnits",
    "ReasonMissing",
    "UnitClosed",
    "WordsMissing",
    "WrongUnit",
    "add_evidence",
    "answer_supervision",
    "appeal",
    "appealed",
    "ask_for_suspension",
    "assign_problem",
    "change_measure",
    "check_claim",
    "claim_completion",
    "claim_exclusion",
    "climb_ladder",
    "comment_on",
    "decide_appeal",
    "decide_exclusion",
    "decide_suspension",
    "drop_measure",
    "drop_supervision",
    "end_ladder_step",
    "end_limit",
    "end_suspension_of",
    "extend_deadline",
    "finish_measure",
    "mail_reminders",
    "note_progress",
    "note_reminder",
    "plan_measure",
    "propose_supervision",
    "raise_supervision",
    "register_appealable",
    "review_supervision",
    "review_suspension",
    "send_proposal",
    "send_supervision",
    "set_ladder_step",
    "set_limit",
    "sign_claim",
    "sign_supervision",
    "take_preset",
    "take_usual_ladder",
    "turn_back_claim",
    "withdraw_suspension",
]
