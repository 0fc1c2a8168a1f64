"""Lanes of protection, sides of a talk, kinds of message. Standard library only."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Lane(StrEnum):
    """Who may know the speaker: the unit too, the office only, nobody."""

    OPEN = "open"
    CONFIDENTIAL = "confidential"
    ANONYMOUS = "anonymous"


class Side(StrEnum):
    """Who wrote a message."""

    SPEAKER = "speaker"
    OFFICE = "office"


class KeyKind(StrEnum):
    """What a key is for: receiving protected voices, or recovering them together with another keeper."""

    RECIPIENT = "recipient"
    KEEPER = "keeper"


class Sealing(StrEnum):
    """What a sealed key of a case opens: its content for one recipient, for two keepers, for the speaker; identity."""

    CONTENT = "content"
    RECOVERY = "recovery"
    SPEAKER = "speaker"
    IDENTITY = "identity"
    REVEALED = "revealed"


class Ground(StrEnum):
    """The legal ground on which two people may open who spoke."""

    CONSENT = "consent"
    DANGER = "danger"
    INVESTIGATION = "investigation"
    COURT = "court"


class MessageKind(StrEnum):
    """A word in a talk, an answer to the matter itself, or what the speaker sets right about their own words."""

    MESSAGE = "message"
    ANSWER = "answer"
    CORRECTION = "correction"


class ErasureScope(StrEnum):
    """How much is erased: who spoke, or everything that was said with it."""

    SPEAKER = "speaker"
    VOICE = "voice"


class ErasureGround(StrEnum):
    """Why personal data is erased (个人信息保护法, art. 47); the first two need no second person."""

    SPEAKER = "speaker"
    RETENTION = "retention"
    COURT = "court"
    AUTHORITY = "authority"
    UNLAWFUL = "unlawful"
    OTHERS = "others"


TAG_NUMBERS: Mapping[ErasureScope | ErasureGround, int] = {
    ErasureScope.SPEAKER: 1,
    ErasureScope.VOICE: 2,
    ErasureGround.SPEAKER: 1,
    ErasureGround.RETENTION: 2,
    ErasureGround.COURT: 3,
    ErasureGround.AUTHORITY: 4,
    ErasureGround.UNLAWFUL: 5,
    ErasureGround.OTHERS: 6,
}
"""What stands for them in an entry of the public log. Numbers never change."""

BY_TWO: frozenset[ErasureGround] = frozenset(ErasureGround) - {ErasureGround.SPEAKER, ErasureGround.RETENTION}
"""Grounds on which staff may have something erased, always two together."""


class RetentionCategory(StrEnum):
    """What personal data is kept for a time: who spoke, voices whole, sealed cases, rows that could not be read."""

    SPEAKERS = "speakers"
    VOICES = "voices"
    CASES = "cases"
    FAILED_ROWS = "failed_rows"


class ChannelKind(StrEnum):
    """A way to speak."""

    WEB = "web"
    BOX = "box"
    HOTLINE = "hotline"
    VISIT = "visit"
    LETTER = "letter"
    WECHAT = "wechat"
    MEETING = "meeting"
    RECEPTION = "reception"
    IMPORT = "import"


class ImportKind(StrEnum):
    """What a file that brings voices is: rows, an outline with items, or pages to be typed off."""

    TABLE = "table"
    DOCUMENT = "document"
    PICTURES = "pictures"


class ImportState(StrEnum):
    """The life of an import; nothing is in the inbox before somebody confirmed what was read."""

    READING = "reading"
    REFUSED = "refused"
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    LEAVING = "leaving"
    WITHDRAWN = "withdrawn"
    RETURNING = "returning"


I = ImportState  # noqa: E741 - the table below stays readable

IMPORT_MOVES: Mapping[ImportState, frozenset[ImportState]] = {
    I.READING: frozenset({I.REFUSED, I.WAITING, I.CANCELLED}),
    I.REFUSED: frozenset({I.WAITING}),
    I.WAITING: frozenset({I.READING, I.RUNNING, I.CANCELLED}),
    I.RUNNING: frozenset({I.DONE, I.CANCELLED, I.REFUSED}),
    I.DONE: frozenset({I.LEAVING}),
    I.CANCELLED: frozenset({I.LEAVING}),
    I.LEAVING: frozenset({I.WITHDRAWN}),
    I.WITHDRAWN: frozenset({I.RETURNING}),
    I.RETURNING: frozenset({I.DONE}),
}
"""From each state, the states a service may move an import to. A cancelled one may have brought some voices."""
