"""Kinds of evidence, the life of a measure, how a claim ended, what limits depend on. Standard library only."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class MeasureState(StrEnum):
    PLANNED = "planned"
    WORKING = "working"
    DONE = "done"
    DROPPED = "dropped"


class EvidenceKind(StrEnum):
    """What shows it was done. Paper and meetings alone show nothing done; pages say so."""

    DONE_WORK = "done_work"
    MONEY = "money"
    SERVICE = "service"
    RULE = "rule"
    PAPER = "paper"
    MEETING = "meeting"


class ClaimOutcome(StrEnum):
    """How a claim of completion stands or ended."""

    OPEN = "open"
    NOT_SIGNED = "not_signed"
    NOT_PASSED = "not_passed"
    DISPUTED = "disputed"
    CONFIRMED = "confirmed"
    SILENT = "silent"


class Nature(StrEnum):
    """What somebody wants (性质); decides, with the urgency, how long a unit may take."""

    CONSULT = "consult"
    HELP = "help"
    COMPLAINT = "complaint"
    ACCUSATION = "accusation"
    SUGGESTION = "suggestion"
    PRAISE = "praise"
    COMPLEX = "complex"


class Urgency(StrEnum):
    """How long it can wait."""

    NORMAL = "normal"
    URGENT = "urgent"
    MOST_URGENT = "most_urgent"


class LimitStep(StrEnum):
    """What a limit is for: taking it on, giving it back, putting it right, the longest extension, and how long a
    closed order can come back before it goes into the archive.
    """

    SIGN = "sign"
    RETURN = "return"
    FINISH = "finish"
    EXTENSION = "extension"
    LOOK_BACK = "look_back"


@dataclass(frozen=True, slots=True)
class Shown:
    """What a unit has on the table for a claim: how many measures, which kinds of evidence."""

    measures: int
    kinds: frozenset[str]
