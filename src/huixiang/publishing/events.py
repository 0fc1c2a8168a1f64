"""What others may react to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PaperOrdered:
    """Somebody asked for a paper too long to be made while they wait."""

    paper_id: int
