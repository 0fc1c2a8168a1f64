"""The groups of the board and what waits in the publication queue. Standard library only."""

from __future__ import annotations

from enum import StrEnum


class BoardGroup(StrEnum):
    """A way to look at the board. Groups overlap: an overdue problem is unsolved too."""

    ALL = "all"
    UNSOLVED = "unsolved"
    OVERDUE = "overdue"
    REOPENED = "reopened"
    CLAIMED = "claimed"
    CONFIRMED = "confirmed"
    SILENT = "silent"


class Waiting(StrEnum):
    """What a person must approve before everybody may read it."""

    WORDS = "words"
    MEASURES = "measures"
    EVIDENCE = "evidence"
    REPLIES = "replies"
