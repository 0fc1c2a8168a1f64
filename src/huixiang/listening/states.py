"""Lanes of protection, sides of a talk, kinds of message. Standard library only."""

from __future__ import annotations

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


class MessageKind(StrEnum):
    """A word in a talk, or an answer to the matter itself."""

    MESSAGE = "message"
    ANSWER = "answer"


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
