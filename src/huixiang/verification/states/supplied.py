"""What an organisation supplies that nobody can count here. Standard library only."""

from __future__ import annotations

from enum import StrEnum


class SuppliedKind(StrEnum):
    """Residents of a place in a year, or calls of an exchange over some days."""

    RESIDENTS = "residents"
    CALLS = "calls"
