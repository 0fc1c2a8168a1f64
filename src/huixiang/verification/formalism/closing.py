"""Closing on paper: at the last moment, with paper alone, with a deadline moved afterwards, of a smaller problem."""

from __future__ import annotations

import datetime as dt
from typing import Final

from huixiang.verification.formalism.facts import Closing, OrderFacts
from huixiang.verification.formalism.rule import Found, Limits, named

ON_PAPER: Final = frozenset({"paper", "meeting"})


def last_tenth(order: OrderFacts, limits: Limits) -> Found | None:
    """Reported in the last part of the limit, in time, and nobody spoke with those who raised it (practice 3.7, 1).

    Contact is what the unit reported, or a speaker who says that there was some.
    """
    start, due, end = order.dispatched_at, order.due_at, order.reported_at
    if start is None or due is None or end is None or not start < due or not start <= end <= due:
        return None
    used = (end - start) / (due - start)
    contacted = any(reply.contacted_at for reply in order.replies) or any(one.contacted for one in order.ratings)
    if used < limits["used"] or contacted:
        return None
    records = (*named("problem", [order.id]), *(f"{one.record}:{one.id}" for one in order.replies))
    denied = sum(not one.contacted for one in order.ratings)
    return Found({"used": round(used, 3), "contacts": 0, "denied": denied}, records)


def paper_evidence(order: OrderFacts, limits: Limits) -> Found | None:
    """A claim stands whose evidence of substance is outweighed by paper and meetings (practice 3.7, 12).

    The share of paper among all pieces reaches the threshold and there are at least so many pieces.
    """
    pieces = order.evidence
    paper = [one for one in pieces if one.kind in ON_PAPER]
    if not order.closings or len(pieces) < limits["pieces"] or len(paper) < limits["share"] * len(pieces):
        return None
    measured = {"pieces": len(pieces), "paper": len(paper), "share": round(len(paper) / len(pieces), 3)}
    return Found(measured, named("evidence", [one.id for one in paper]))


def due_after_due(order: OrderFacts, limits: Limits) -> Found | None:
    """A deadline was moved to a later day after it had passed (practice 3.7, 12)."""
    late = [
        one
        for one in order.due_changes
        if one.before and one.after > one.before and (one.on - one.before).days >= limits["days"]
    ]
    if not late:
        return None
    longest = max((one.on - (one.before or one.on)).days for one in late)
    return Found({"changes": len(late), "days_after_due": longest}, named("deadline", [one.id for one in late]))


def narrowed(order: OrderFacts, limits: Limits) -> Found | None:
    """Voices were taken out of the problem shortly before it was said to be solved (practice 3.7, 12).

    The words of a problem cannot be changed, so this is the way in which one becomes smaller.
    """
    if not order.closings:
        return None
    applied = order.closings[-1].applied_on
    span = dt.timedelta(days=int(limits["days"]))
    left = [day for day in order.voices_left if applied - span <= day <= applied]
    before = order.voices + len(left)
    if not left or len(left) < limits["share"] * before:
        return None
    measured = {"left": len(left), "voices_before": before, "share": round(len(left) / before, 3)}
    return Found(measured, named("problem", [order.id]))


def relapse(order: OrderFacts, limits: Limits) -> Found | None:
    """It was closed and came back within the look-back window (practice 3.7, 12)."""
    back = [one for one in order.closings if _days_until_back(one, int(limits["days"])) is not None]
    if not back:
        return None
    shortest = min(days for one in back if (days := _days_until_back(one, int(limits["days"]))) is not None)
    return Found({"relapses": len(back), "days_until": shortest}, named("claim", [one.id for one in back]))


def _days_until_back(closing: Closing, window: int) -> int | None:
    if closing.closed_on is None or closing.disputed_on is None:
        return None
    days = (closing.disputed_on - closing.closed_on).days
    return days if 0 <= days <= window else None
