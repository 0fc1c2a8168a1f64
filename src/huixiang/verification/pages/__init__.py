"""What the pages of verification show, split by matter."""

from huixiang.verification.pages.closing import (
    SATISFIED_WORDS,
    queue_table,
    standing_numbers,
    verdict_words,
    waiting_hands,
)

__all__ = [
    "SATISFIED_WORDS",
    "queue_table",
    "standing_numbers",
    "verdict_words",
    "waiting_hands",
]
