"""Reads of the inbox, the problem list, and the history of both."""

from huixiang.sorting.queries.history import Happening, act_if_there, history_of_problem, history_of_voice
from huixiang.sorting.queries.inbox import (
    InboxFilter,
    contact_agreed,
    inbox,
    inbox_counts,
    item_of,
    items_chosen,
    order_of,
    saved_views,
    sharing_terms,
)
from huixiang.sorting.queries.problems import (
    counts_by_state,
    find_problems,
    open_problem_sentences,
    parts_of,
    parts_of_voice,
    problem_numbered,
    problems_by_voice,
    problems_of,
    problems_sharing_terms,
    set_aside_of,
    voices_of,
)

__all__ = [
    "Happening",
    "InboxFilter",
    "act_if_there",
    "contact_agreed",
    "counts_by_state",
    "find_problems",
    "history_of_problem",
    "history_of_voice",
    "inbox",
    "inbox_counts",
    "item_of",
    "items_chosen",
    "open_problem_sentences",
    "order_of",
    "parts_of",
    "parts_of_voice",
    "problem_numbered",
    "problems_by_voice",
    "problems_of",
    "problems_sharing_terms",
    "saved_views",
    "set_aside_of",
    "sharing_terms",
    "voices_of",
]
