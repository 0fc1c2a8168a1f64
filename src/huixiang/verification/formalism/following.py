"""How an order was passed around, answered, reclassified, merged, noted and rated."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import Final

from huixiang.verification.formalism.facts import Move, OrderFacts, Rating
from huixiang.verification.formalism.rule import Found, Limits, named

RETURN: Final = "ask_return"
HEAVY: Final = frozenset({"complaint", "accusation"})
LIGHT: Final = frozenset({"consult", "suggestion", "praise"})
WORTH: Final = {"dissatisfied": 0, "basically": 1, "satisfied": 2}


def copied_reply(order: OrderFacts, limits: Limits) -> Found | None:
    """So many replies to other problems are near copies of this one (practice 3.7, 2)."""
    copied = [one for one in order.replies if one.copies >= limits["copies"]]
    if not copied:
        return None
    records = tuple(f"{one.record}:{one.id}" for one in copied)
    return Found({"copies": max(one.copies for one in copied)}, records)


def empty_reply(order: OrderFacts, limits: Limits) -> Found | None:
    """A reply names too few of three things: what was done, when, who (practice 3.7, 2)."""
    empty = [one for one in order.replies if one.names_act + one.names_date + one.names_unit <= limits["named"]]
    if not empty:
        return None
    last = empty[-1]
    named_things = last.names_act + last.names_date + last.names_unit
    records = tuple(f"{one.record}:{one.id}" for one in empty)
    return Found({"named": named_things, "characters": len(last.answer)}, records)


def passed_around(order: OrderFacts, limits: Limits) -> Found | None:
    """It went through many hands, or was given back again and again (practice 3.7, 3)."""
    if order.hops < limits["hops"] and order.returns < limits["returns"]:
        return None
    records = (*named("problem", [order.id]), *named("step", [one.id for one in order.moves]))
    return Found({"hops": order.hops, "returns": order.returns}, records)


def blind_return(order: OrderFacts, limits: Limits) -> Found | None:
    """Given back without saying why, in the last part of the time for it, or between the same two (practice 3.7, 4)."""
    asked = [one for one in order.moves if one.move == RETURN]
    blind = [one for one in asked if len(one.reason.strip()) < limits["reason"] or _used(one) >= limits["used"]]
    between = max(_hops(order).values(), default=0)
    if not blind and between < limits["between"]:
        return None
    measured = {"returns": len(asked), "blind": len(blind), "between": between}
    return Found(measured, named("step", [one.id for one in blind or order.moves]))


def _hops(order: OrderFacts) -> Counter[frozenset[int | None]]:
    """How often it went between each two units; most moves leave it where it is."""
    ends = [(one.from_unit, one.to_unit) for one in order.moves]
    return Counter(frozenset(pair) for pair in ends if None not in pair and pair[0] != pair[1])


def _used(move: Move) -> float:
    if move.since is None or move.until is None or move.until <= move.since:
        return 0.0
    return (move.at - move.since) / (move.until - move.since)


def softened_nature(order: OrderFacts, limits: Limits) -> Found | None:  # noqa: ARG001 - it has no threshold
    """A complaint or accusation became something lighter (practice 3.7, 11)."""
    soft = [one for one in order.moves if one.nature_before in HEAVY and one.nature_after in LIGHT]
    if not soft:
        return None
    measured: dict[str, float | int | str] = {
        "from": soft[0].nature_before,
        "to": soft[-1].nature_after,
        "changes": len(soft),
    }
    return Found(measured, named("step", [one.id for one in soft]))


def merged_unanswered(order: OrderFacts, limits: Limits) -> Found | None:
    """It is said to be solved, but not all who spoke of a problem merged into it are asked (practice 3.7, 10)."""
    if not order.closings:
        return None
    unasked = [one for one in order.merged if one.speakers - one.asked >= limits["speakers"]]
    if not unasked:
        return None
    missing = sum(one.speakers - one.asked for one in unasked)
    return Found({"merged": len(unasked), "not_asked": missing}, named("problem", [one.id for one in unasked]))


def repeated_notes(order: OrderFacts, limits: Limits) -> Found | None:
    """The same words were typed again and again as progress (practice 3.7, 16: filling in to leave traces)."""
    words = Counter("".join(one.words.split()) for one in order.notes)
    most, times = max(words.items(), key=lambda pair: pair[1], default=("", 0))
    if times < limits["times"]:
        return None
    same = [one.id for one in order.notes if "".join(one.words.split()) == most]
    return Found({"times": times, "notes": len(order.notes)}, named("progress", same))


def raised_rating(order: OrderFacts, limits: Limits) -> Found | None:
    """A speaker's later answer is better than the first, and the unit acted in between (practice 3.7, 7).

    The first answer is kept and counts; this only says that a person should ask how the second came about.
    """
    by_speaker: dict[int, list[Rating]] = {}
    for one in sorted(order.ratings, key=lambda rating: (rating.asked, rating.ordinal)):
        by_speaker.setdefault(one.asked, []).append(one)
    raised = [
        (first, later)
        for answers in by_speaker.values()
        for first, later in pairwise(answers)
        if _better(first, later) and _acted_between(order, first, later, limits["days"])
    ]
    if not raised:
        return None
    days = min((later.on - first.on).days for first, later in raised)
    return Found({"raised": len(raised), "days_between": days}, named("verdict", [two.id for _one, two in raised]))


def _better(first: Rating, later: Rating) -> bool:
    return (later.solved, WORTH[later.satisfied]) > (first.solved, WORTH[first.satisfied])


def _acted_between(order: OrderFacts, first: Rating, later: Rating, days: float) -> bool:
    """Whether the unit wrote something down or reported a contact from the first answer to the later one."""
    acts = [one.on for one in order.notes]
    acts += [one.contacted_at.date() for one in order.replies if one.contacted_at]
    return (later.on - first.on).days <= days and any(first.on <= day <= later.on for day in acts)
