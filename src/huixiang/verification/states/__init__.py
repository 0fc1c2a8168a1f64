"""States and answers of verification, split by matter. Standard library only."""

from huixiang.verification.states.asking import Satisfied, Standing, Standings
from huixiang.verification.states.audits import (
    FULL_STAGE,
    MOST_FALSE_OF_STAGE,
    NEEDED_PARTIES,
    OVER,
    RUNNING,
    AuditState,
    Found,
    FoundBy,
    Part,
    PartyKind,
    StageFacts,
    StopRule,
    next_state,
)
from huixiang.verification.states.callbacks import CallState, DrawBasis, TryResult
from huixiang.verification.states.supplied import SuppliedKind

__all__ = [
    "FULL_STAGE",
    "MOST_FALSE_OF_STAGE",
    "NEEDED_PARTIES",
    "OVER",
    "RUNNING",
    "AuditState",
    "CallState",
    "DrawBasis",
    "Found",
    "FoundBy",
    "Part",
    "PartyKind",
    "Satisfied",
    "StageFacts",
    "Standing",
    "Standings",
    "StopRule",
    "SuppliedKind",
    "TryResult",
    "next_state",
]
