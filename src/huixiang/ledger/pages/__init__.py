"""What the pages of the ledger show, split by matter."""

from huixiang.ledger.pages.problems import (
    ClaimShown,
    EvidenceShown,
    Hand,
    RowFacts,
    StateShown,
    claim_shown,
    clock_of,
    days_words,
    evidence_shown,
    measure_table,
    problem_names,
    problem_table,
    state_of,
)

__all__ = [
    "ClaimShown",
    "EvidenceShown",
    "Hand",
    "RowFacts",
    "StateShown",
    "claim_shown",
    "clock_of",
    "days_words",
    "evidence_shown",
    "measure_table",
    "problem_names",
    "problem_table",
    "state_of",
]
