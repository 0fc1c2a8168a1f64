"""Where a voice is in the inbox, and the life of a problem: states and the moves between them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class InboxState(StrEnum):
    """What became of a voice at the desk."""

    NEW = "new"
    JOINED = "joined"
    ANSWERED = "answered"
    SET_ASIDE = "set_aside"
    WITHDRAWN = "withdrawn"
    """The whole import that brought the voice was taken back: it is nowhere at the desk until it is brought back."""


class ProblemState(StrEnum):
    """The life of a problem. ``CONFIRMED`` and ``SILENT`` are the two closed states; they are never one."""

    LISTED = "listed"
    ASSIGNED = "assigned"
    WORKING = "working"
    CLAIMED = "claimed"
    SIGNED = "signed"
    CHECKED = "checked"
    DISPUTED = "disputed"
    CONFIRMED = "confirmed"
    SILENT = "silent"
    MERGED = "merged"


class ActKind(StrEnum):
    """What a clerk did with one or many voices; each can be undone as a whole."""

    OPEN = "open"
    JOIN = "join"
    LEAVE = "leave"
    MOVE = "move"
    SPLIT = "split"
    MERGE = "merge"
    ANSWER = "answer"
    SET_ASIDE = "set_aside"
    LABEL = "label"
    UNLABEL = "unlabel"
    ACCEPT = "accept"
    CHANGE = "change"
    REFUSE = "refuse"


class TaxonomyKind(StrEnum):
    """What a taxonomy sorts by: style (四风), topic, addressee."""

    WINDS = "winds"
    TOPIC = "topic"
    ADDRESSEE = "addressee"


class SuggestionKind(StrEnum):
    """What the engine may suggest about a voice."""

    REPEAT = "repeat"
    MATTER = "matter"
    PROBLEM = "problem"
    LABEL = "label"
    UNIT = "unit"
    PLACE = "place"
    URGENT = "urgent"
    SENSITIVE = "sensitive"
    PERSONAL = "personal"


class SuggestionState(StrEnum):
    """What a person made of a suggestion; overtaken is one that a newer run no longer makes."""

    OPEN = "open"
    ACCEPTED = "accepted"
    CHANGED = "changed"
    REFUSED = "refused"
    OVERTAKEN = "overtaken"


class RunKind(StrEnum):
    """The engine goes over all voices, over new ones as they arrive, or learns from decisions."""

    WHOLE = "whole"
    ARRIVALS = "arrivals"
    LEARNING = "learning"


class RunState(StrEnum):
    """Where a run of the engine is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    STOPPED = "stopped"


class ModelState(StrEnum):
    """Which learnt model is in use; refused is one that was no better than the one before."""

    CURRENT = "current"
    RETIRED = "retired"
    REFUSED = "refused"


S = ProblemState

MOVES: Mapping[ProblemState, frozenset[ProblemState]] = {
    S.LISTED: frozenset({S.ASSIGNED, S.MERGED}),
    S.ASSIGNED: frozenset({S.WORKING, S.ASSIGNED, S.MERGED}),
    S.WORKING: frozenset({S.CLAIMED, S.ASSIGNED, S.MERGED}),
    S.CLAIMED: frozenset({S.SIGNED, S.WORKING, S.DISPUTED}),
    S.SIGNED: frozenset({S.CHECKED, S.WORKING, S.DISPUTED}),
    S.CHECKED: frozenset({S.CONFIRMED, S.SILENT, S.DISPUTED}),
    S.DISPUTED: frozenset({S.WORKING, S.ASSIGNED, S.CLAIMED}),
    S.CONFIRMED: frozenset({S.DISPUTED}),
    S.SILENT: frozenset({S.DISPUTED, S.CONFIRMED}),
    S.MERGED: frozenset({S.LISTED, S.ASSIGNED, S.WORKING}),
}
"""From each state, the states a service may move a problem to."""

CLOSED: frozenset[ProblemState] = frozenset({S.CONFIRMED, S.SILENT})
OPEN: frozenset[ProblemState] = frozenset(S) - CLOSED - {S.MERGED}

AT_WORK: frozenset[ProblemState] = frozenset({S.ASSIGNED, S.WORKING, S.DISPUTED})
"""The responsible unit has to act: a deadline that passed in one of these is overdue, everywhere."""

TAKES_VOICES: frozenset[ProblemState] = OPEN
"""A voice may join while the problem is not closed; whoever is asked afterwards is asked too."""

GIVES_VOICES: frozenset[ProblemState] = frozenset({S.LISTED, S.ASSIGNED, S.WORKING, S.DISPUTED})
"""A voice may be taken out, except while a claim of completion stands: its speaker is being asked."""

TONES: Mapping[ProblemState, str] = {
    S.LISTED: "waiting",
    S.ASSIGNED: "waiting",
    S.WORKING: "working",
    S.CLAIMED: "claimed",
    S.SIGNED: "claimed",
    S.CHECKED: "claimed",
    S.DISPUTED: "disputed",
    S.CONFIRMED: "confirmed",
    S.SILENT: "silent",
    S.MERGED: "waiting",
}
"""The colour family of each state on a page; the word and the shape always stand beside it."""
