"""What the pages of verification show, split by matter."""

from huixiang.verification.pages.callbacks import (
    BASIS_WORDS,
    CALL_WORDS,
    TRY_WORDS,
    calls_table,
    days_of,
    draw_numbers,
    draws_table,
    quota_of,
    together,
    tries_table,
    units_table,
    waiting_calls,
    who_drew,
)
from huixiang.verification.pages.closing import (
    SATISFIED_WORDS,
    queue_table,
    standing_numbers,
    verdict_words,
    waiting_hands,
)

__all__ = [
    "BASIS_WORDS",
    "CALL_WORDS",
    "SATISFIED_WORDS",
    "TRY_WORDS",
    "calls_table",
    "days_of",
    "draw_numbers",
    "draws_table",
    "queue_table",
    "quota_of",
    "standing_numbers",
    "together",
    "tries_table",
    "units_table",
    "verdict_words",
    "waiting_calls",
    "waiting_hands",
    "who_drew",
]
