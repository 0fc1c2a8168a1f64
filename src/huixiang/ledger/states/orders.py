"""The life of an order: where it stands, and from which state which move leads where. Standard library only.

Refusing and answering at once happen to a voice at the desk, before there is an order (``sorting.states``).
From REPORTED on an order follows the closing of its problem: the four hands and the speakers decide, not the order.
"""

from __future__ import annotations

from enum import StrEnum


class OrderKind(StrEnum):
    """The order of the responsible unit, of one that assists it, or one that a unit handed down to a unit below."""

    LEAD = "lead"
    ASSIST = "assist"
    HANDED_DOWN = "handed_down"


class OrderState(StrEnum):
    """Where an order stands."""

    WAITING = "waiting"
    CONSULTING = "consulting"
    DISPATCHED = "dispatched"
    RETURN_ASKED = "return_asked"
    SIGNED = "signed_for"
    REPORTED = "reported"
    CALLING_BACK = "calling_back"
    REDO = "redo"
    CLOSED = "closed"
    ARCHIVED = "archived"
    MERGED = "merged"


class OrderMove(StrEnum):
    """What can be done with an order."""

    REGISTER = "register"
    CONSULT = "consult"
    DISPATCH = "dispatch"
    SIGN = "sign"
    ASK_RETURN = "ask_return"
    ALLOW_RETURN = "allow_return"
    REFUSE_RETURN = "refuse_return"
    ASSIST = "assist"
    HAND_DOWN = "hand_down"
    EXTEND = "extend"
    PAUSE = "pause"
    RESUME = "resume"
    RECLASSIFY = "reclassify"
    REPORT = "report"
    TURN_BACK = "turn_back"
    REVIEW = "review"
    REDO = "redo"
    RAISE = "raise"
    CLOSE = "close"
    ARCHIVE = "archive"
    MERGE = "merge"
