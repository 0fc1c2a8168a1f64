"""The sentences of this capability's journal actions; each reads after the actor's name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Words
else:
    Words = object

ACTIONS: Mapping[str, Words] = {
    "listening.voice.accepted": _("brought in a voice"),
    "listening.voices.imported": _("brought in voices from a table"),
    "listening.message.written": _("wrote a message on the receipt"),
    "listening.speaker.read": _("looked up who spoke"),
    "listening.place.added": _("added the place"),
}
FACTS: Mapping[str, Words] = {
    "channel": _("channel"),
    "lane": _("protection"),
    "said_on": _("said on"),
    "files": _("files"),
    "place": _("place"),
    "side": _("side"),
    "rows": _("rows"),
    "new": _("new ones"),
}
