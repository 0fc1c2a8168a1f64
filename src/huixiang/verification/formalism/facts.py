"""What the rules are told: a problem as it was handed to a unit and followed, and a unit over a span of days.

Moments are aware or all naive; days are those of the organisation. ``id`` is always the id of the record.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reply:
    """What the unit answered. ``copies`` counts replies to other problems that say the same; marks are the engine's."""

    id: int
    answer: str = ""
    at: dt.datetime | None = None
    contacted_at: dt.datetime | None = None
    names_act: bool = False
    names_date: bool = False
    names_unit: bool = False
    copies: int = 0
    record: str = "claim"


@dataclass(frozen=True, slots=True)
class Move:
    """A move of the order. ``until`` is the end of the window in which it was possible, ``since`` its beginning."""

    id: int
    move: str
    at: dt.datetime
    from_unit: int | None = None
    to_unit: int | None = None
    reason: str = ""
    since: dt.datetime | None = None
    until: dt.datetime | None = None
    nature_before: str = ""
    nature_after: str = ""


@dataclass(frozen=True, slots=True)
class DueChange:
    """That the deadline was set or moved, on a day."""

    id: int
    after: dt.date
    on: dt.date
    before: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Rating:
    """A speaker's answer. ``asked`` names whom we asked; ``ordinal`` 1 is the first and counts."""

    id: int
    asked: int
    ordinal: int
    solved: bool
    satisfied: str
    on: dt.date
    contacted: bool = True


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of evidence by its kind."""

    id: str
    kind: str


@dataclass(frozen=True, slots=True)
class Note:
    """Words the unit wrote down, on a day."""

    id: int
    words: str
    on: dt.date


@dataclass(frozen=True, slots=True)
class Closing:
    """A claim of completion and how it ended. ``closed_on`` is set while or after it stood as closed."""

    id: int
    applied_on: dt.date
    outcome: str
    closed_on: dt.date | None = None
    disputed_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class MergedAway:
    """A problem merged into this one: how many spoke there, were asked about the end, were told of it."""

    id: int
    speakers: int
    asked: int


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """A problem as it was handed to a unit and followed; ``id`` is the problem's."""

    id: int
    unit: int | None = None
    state: str = "working"
    dispatched_at: dt.datetime | None = None
    due_at: dt.datetime | None = None
    reported_at: dt.datetime | None = None
    hops: int = 0
    returns: int = 0
    moves: tuple[Move, ...] = ()
    replies: tuple[Reply, ...] = ()
    due_changes: tuple[DueChange, ...] = ()
    ratings: tuple[Rating, ...] = ()
    evidence: tuple[Piece, ...] = ()
    notes: tuple[Note, ...] = ()
    closings: tuple[Closing, ...] = ()
    merged: tuple[MergedAway, ...] = ()
    voices: int = 0
    voices_left: tuple[dt.date, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """How many of a kind there were to draw from, and how many were called back."""

    name: str
    all: int
    called: int


@dataclass(frozen=True, slots=True)
class RatingDay:
    """The first answers about one unit on one day; ``at_once`` came on the day of the claim."""

    on: dt.date
    ratings: int
    satisfied: int
    at_once: int
    records: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Share:
    """How often something happened to a unit's problems, and to those of all other units."""

    what: str
    count: int
    of: int
    others: int
    others_of: int
    records: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SameWords:
    """The problems whose measures say the same."""

    words: str
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entries:
    """What one person typed in within an hour about things that had happened ``days_late`` days before (the median)."""

    by: int
    hour: str
    rows: int
    days_late: float
    records: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """A unit from ``since`` to ``until``, both days included."""

    id: int
    since: dt.date
    until: dt.date
    called: tuple[Group, ...] = ()
    rating_days: tuple[RatingDay, ...] = ()
    shares: tuple[Share, ...] = ()
    same_measures: tuple[SameWords, ...] = ()
    entries: tuple[Entries, ...] = ()
    claims: int = 0
    claims_on_last_day: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    meetings: tuple[str, ...] = ()
    confirmed: int = 0
