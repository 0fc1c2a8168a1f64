"""The life of an order: where it stands, and from which state which move leads where. Standard library only.

Refusing and answering at once happen to a voice at the desk, before there is an order (``sorting.states``).
From REPORTED on an order follows the closing of its problem: the four hands and the speakers decide, not the order.
"""

from __future__ import annotations

from collections.abc import Mapping
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
    WITHDRAWN = "withdrawn"


class ConsultAnswer(StrEnum):
    """What a unit says when the office asks whose something is; with another unit, it names which."""

    YES = "yes"
    NO = "no"
    WITH = "with"


class Said(StrEnum):
    """A sentence the system writes on record: kept by name with its values, and put into words for each reader."""

    REDO = "redo"
    RAISED = "raised"
    PAUSED = "paused"
    UPHELD = "upheld"
    HANDED_ON = "handed_on"
    PROPOSED = "proposed"


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
    UNMERGE = "unmerge"
    UPHOLD = "uphold"
    WITHDRAW = "withdraw"
    UNARCHIVE = "unarchive"


S, M = OrderState, OrderMove

_IN_HAND: Mapping[OrderMove, OrderState] = {
    M.DISPATCH: S.DISPATCHED,
    M.REPORT: S.REPORTED,
    M.MERGE: S.MERGED,
    M.WITHDRAW: S.WITHDRAWN,
}
ORDER_MOVES: Mapping[OrderState, Mapping[OrderMove, OrderState]] = {
    S.WAITING: {
        M.CONSULT: S.CONSULTING, M.DISPATCH: S.DISPATCHED, M.RECLASSIFY: S.WAITING, M.MERGE: S.MERGED,
    },
    S.CONSULTING: {
        M.CONSULT: S.CONSULTING, M.DISPATCH: S.DISPATCHED, M.RECLASSIFY: S.CONSULTING, M.MERGE: S.MERGED,
    },
    S.DISPATCHED: {
        **_IN_HAND, M.SIGN: S.SIGNED, M.ASK_RETURN: S.RETURN_ASKED, M.EXTEND: S.DISPATCHED, M.RECLASSIFY: S.DISPATCHED,
        M.ASSIST: S.DISPATCHED, M.HAND_DOWN: S.DISPATCHED, M.UPHOLD: S.RETURN_ASKED,
    },
    S.RETURN_ASKED: {
        M.DISPATCH: S.DISPATCHED, M.ALLOW_RETURN: S.DISPATCHED, M.REFUSE_RETURN: S.SIGNED, M.EXTEND: S.RETURN_ASKED,
        M.MERGE: S.MERGED, M.WITHDRAW: S.WITHDRAWN,
    },
    S.SIGNED: {
        **_IN_HAND, M.ASK_RETURN: S.RETURN_ASKED, M.EXTEND: S.SIGNED, M.PAUSE: S.SIGNED, M.RESUME: S.SIGNED,
        M.RECLASSIFY: S.SIGNED, M.ASSIST: S.SIGNED, M.HAND_DOWN: S.SIGNED, M.UPHOLD: S.RETURN_ASKED,
    },
    S.REPORTED: {
        M.TURN_BACK: S.SIGNED, M.REVIEW: S.CALLING_BACK, M.REDO: S.REDO, M.EXTEND: S.REPORTED,
    },
    S.CALLING_BACK: {M.CLOSE: S.CLOSED, M.REDO: S.REDO},
    S.REDO: {
        **_IN_HAND, M.EXTEND: S.REDO, M.PAUSE: S.REDO, M.RESUME: S.REDO, M.RAISE: S.REDO, M.RECLASSIFY: S.REDO,
        M.ASSIST: S.REDO, M.HAND_DOWN: S.REDO, M.UPHOLD: S.RETURN_ASKED,
    },
    S.CLOSED: {M.ARCHIVE: S.ARCHIVED, M.REDO: S.REDO},
    S.ARCHIVED: {M.REDO: S.REDO, M.UNARCHIVE: S.CLOSED},
    S.MERGED: {M.UNMERGE: S.SIGNED},
    S.WITHDRAWN: {},
}  # fmt: skip
"""From each state, what can be done and where it leads; what is not here is refused. Taking back a merge leads to
where the order stood (the table shows the usual place)."""

OUT_OF_HAND: frozenset[OrderState] = frozenset({S.CLOSED, S.ARCHIVED, S.MERGED, S.WITHDRAWN})
"""Nobody has to act any more."""

AT_THE_UNIT: frozenset[OrderState] = frozenset({S.DISPATCHED, S.RETURN_ASKED, S.SIGNED, S.REDO})
"""The unit has to act: an order whose moment passed in one of these is late."""
