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


@dataclass(frozen=True, slots=True)
class ImportLeaving:
    """Somebody took an import back: its voices leave the inbox unless somebody acted on them."""

    import_id: int


@dataclass(frozen=True, slots=True)
class ImportReturning:
    """Somebody took the taking back back: the voices of the import come into the inbox again."""

    import_id: int


@dataclass(frozen=True, slots=True)
class ImportBegun:
    """A file was kept that is too large to be read while its sender waits."""

    import_id: int


@dataclass(frozen=True, slots=True)
class ImportConfirmed:
    """Somebody looked at what was read in a file and wants its voices taken in."""

    import_id: int
