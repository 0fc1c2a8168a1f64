"""What others may react to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from huixiang.sorting.states import ProblemState


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
    """A problem went from one state to another."""

    problem_id: int
    before: ProblemState
    after: ProblemState
    at: datetime
