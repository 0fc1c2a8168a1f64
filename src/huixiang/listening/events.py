"""What others may react to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class MessageWritten:
    """Somebody wrote in the talk of a voice; the office side may be mailed, the speaker only if they agreed."""

    message_id: int
    voice_id: UUID
    by_speaker: bool


@dataclass(frozen=True, slots=True)
class CaseSealed:
    """A case was sealed for these keys of recipients, when it came in or when it was handed on."""

    key_ids: tuple[int, ...]


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


@dataclass(frozen=True, slots=True)
class ImportTaken:
    """All voices of an import are in."""

    import_id: int


@dataclass(frozen=True, slots=True)
class TakenVoice:
    """Of a voice that came with an import what a listener needs without reading it again."""

    pk: UUID
    words: str
    said_on: date
    place_id: int | None
    place_words: str


@dataclass(frozen=True, slots=True)
class VoicesTakenIn:
    """A batch of voices came with an import; whoever listens files them in the same transaction."""

    voices: tuple[TakenVoice, ...]


@dataclass(frozen=True, slots=True)
class VoicesErased:
    """The words of voices were erased here; whoever keeps them in files erases them there too."""

    voice_ids: tuple[UUID, ...]
