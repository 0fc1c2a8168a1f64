"""Tables of listening: voices with all that belongs to them, sealed cases, and imports that brought voices in."""

from huixiang.listening.models.erasure import Erasure, ErasureHold, ErasureNotice, ErasureOrder, RetentionRule
from huixiang.listening.models.imports import Import, ImportFailure, ImportRow, ImportSource
from huixiang.listening.models.protected import (
    Accusation,
    CaseKey,
    PeeledKey,
    RecipientKey,
    RecipientNotice,
    Recovery,
    Revelation,
    SealedCase,
    SealedFile,
    SealedMessage,
    UpperBody,
)
from huixiang.listening.models.voices import Attachment, Message, Place, Receipt, Speaker, Voice

__all__ = [
    "Accusation",
    "Attachment",
    "CaseKey",
    "Erasure",
    "ErasureHold",
    "ErasureNotice",
    "ErasureOrder",
    "Import",
    "ImportFailure",
    "ImportRow",
    "ImportSource",
    "Message",
    "PeeledKey",
    "Place",
    "Receipt",
    "RecipientKey",
    "RecipientNotice",
    "Recovery",
    "RetentionRule",
    "Revelation",
    "SealedCase",
    "SealedFile",
    "SealedMessage",
    "Speaker",
    "UpperBody",
    "Voice",
]
