"""Kinds of evidence, the life of a measure, how a claim ended. Standard library only."""

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


@dataclass(frozen=True, slots=True)
class Shown:
    """What a unit has on the table for a claim: how many measures, which kinds of evidence."""

    measures: int
    kinds: frozenset[str]
