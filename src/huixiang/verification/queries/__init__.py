"""Reads of verification, split by matter."""

from huixiang.verification.queries.asking import (
    CLOSED_OUTCOMES,
    STILL_ASKED,
    Queue,
    asking_about,
    askings_of,
    claims_waiting_for,
    last_claim_id,
    last_day_to_answer,
    open_asking,
    open_askings,
    standing_of,
    standings_of,
    voices_feeding,
)

__all__ = [
    "CLOSED_OUTCOMES",
    "STILL_ASKED",
    "Queue",
    "asking_about",
    "askings_of",
    "claims_waiting_for",
    "last_claim_id",
    "last_day_to_answer",
    "open_asking",
    "open_askings",
    "standing_of",
    "standings_of",
    "voices_feeding",
]
