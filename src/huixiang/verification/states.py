"""What a speaker may answer. There is no default answer. Standard library only."""

from __future__ import annotations

from enum import StrEnum


class Satisfied(StrEnum):
    SATISFIED = "satisfied"
    BASICALLY = "basically"
    DISSATISFIED = "dissatisfied"


class Standing(StrEnum):
    """How the speakers of a claim stand together; the four are kept apart."""

    CLAIMED = "claimed"
    CONFIRMED = "confirmed"
    DISPUTED = "disputed"
    SILENT = "silent"
