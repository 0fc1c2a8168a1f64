"""What others may react to."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class MessageWritten:
    """Somebody wrote in the talk of a voice; the office side may be mailed, the speaker only if they agreed."""

    message_id: int
    voice_id: UUID
    by_speaker: bool
