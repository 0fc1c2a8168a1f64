"""Reads of what the public may see, and of what still waits for approval."""

from huixiang.publishing.queries.answering import public_draws, public_title
from huixiang.publishing.queries.beside import PublicSuspension, public_suspension
from huixiang.publishing.queries.board import (
    BoardAsk,
    Counts,
    board_counts,
    board_rows,
    forget_counts,
    place_with_code,
    places_to_choose,
    unit_with_code,
)
from huixiang.publishing.queries.echo import Echo, echo_of, may_add, may_say_first, voice_with_id
from huixiang.publishing.queries.finding import similar_public
from huixiang.publishing.queries.life import PublicLife, life_of, problem_for_everybody, public_evidence
from huixiang.publishing.queries.masks import Found, cover, found_in, masked
from huixiang.publishing.queries.waiting import (
    Pending,
    pending_of,
    problem_to_publish,
    waiting_counts,
    waiting_problems,
)

__all__ = [
    "BoardAsk",
    "Counts",
    "Echo",
    "Found",
    "Pending",
    "PublicLife",
    "PublicSuspension",
    "board_counts",
    "board_rows",
    "cover",
    "echo_of",
    "forget_counts",
    "found_in",
    "life_of",
    "masked",
    "may_add",
    "may_say_first",
    "pending_of",
    "place_with_code",
    "places_to_choose",
    "problem_for_everybody",
    "problem_to_publish",
    "public_draws",
    "public_evidence",
    "public_suspension",
    "public_title",
    "similar_public",
    "unit_with_code",
    "voice_with_id",
    "waiting_counts",
    "waiting_problems",
]
