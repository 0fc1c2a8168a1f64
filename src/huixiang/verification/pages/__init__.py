"""What the pages of verification show, split by matter."""

from huixiang.verification.pages.closing import (
    SATISFIED_WORDS,
    queue_table,
    standing_numbers,
    verdict_words,
    waiting_hands,
)
from huixiang.verification.pages.findings import (
    about,
    finding_table,
    is_current,
    limit_table,
    meaning_of,
    measured_table,
    record_table,
    rules_shown,
    state_shown,
    threshold_table,
    title_of,
    waiting_findings,
)

__all__ = [
    "SATISFIED_WORDS",
    "about",
    "finding_table",
    "is_current",
    "limit_table",
    "meaning_of",
    "measured_table",
    "queue_table",
    "record_table",
    "rules_shown",
    "standing_numbers",
    "state_shown",
    "threshold_table",
    "title_of",
    "verdict_words",
    "waiting_findings",
    "waiting_hands",
]
