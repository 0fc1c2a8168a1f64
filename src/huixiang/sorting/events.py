"""What others may react to."""

from __future__ import annotations

from dataclasses import dataclass
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
