"""What a speaker may answer (there is no default) and how the speakers of a claim stand. Standard library only."""

from __future__ import annotations

from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Standings:
    """How many were asked about a claim, and how each of them stands; the last four add up to the first.

    ``silent`` did not answer while they could; ``waiting`` still can, until ``closes_on``.
    """

    asked: int = 0
    confirmed: int = 0
    disputed: int = 0
    silent: int = 0
    waiting: int = 0

    @property
    def standing(self) -> Standing:
        """One word for all: a single "not solved" outweighs, silence only counts when nobody may still answer."""
        if self.disputed:
            return Standing.DISPUTED
        if self.confirmed:
            return Standing.CONFIRMED
        return Standing.CLAIMED if self.waiting or not self.asked else Standing.SILENT
