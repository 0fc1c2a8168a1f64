"""Tables of listening: voices with all that belongs to them, and imports that brought them in."""

from huixiang.listening.models.imports import Import, ImportFailure, ImportRow, ImportSource
from huixiang.listening.models.voices import Attachment, Message, Place, Receipt, Speaker, Voice

__all__ = [
    "Attachment",
    "Import",
    "ImportFailure",
    "ImportRow",
    "ImportSource",
    "Message",
    "Place",
    "Receipt",
    "Speaker",
    "Voice",
]
