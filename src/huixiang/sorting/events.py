"""What others may react to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class VoiceAnswered:
    """A voice was answered at once or set aside; its speaker may be told that something is new."""

    voice_id: UUID


@dataclass(frozen=True, slots=True)
class PartsJoined:
    """Voices now feed a problem."""

    problem_id: int
    voice_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class ProblemMoved:
    """A problem went from one state to another; both are values of ``ProblemState``."""

    problem_id: int
    before: str
    after: str
    at: datetime
