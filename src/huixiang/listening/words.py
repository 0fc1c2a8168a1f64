"""Words people read: of lanes, channels and refused files; and how acts read in the journal, after the actor's name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext, gettext_lazy as _, pgettext_lazy

from huixiang.listening.states import ChannelKind, Lane, MessageKind, Side

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
    "listening.place.renamed": _("renamed the place"),
    "listening.places.imported": _("took a tree of places in"),
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
    "kind": _("kind"),
    "places": _("places"),
}
UNSAID: Final = ("message",)
SIDE_WORDS: Final[Mapping[Side, Words]] = {
    Side.SPEAKER: pgettext_lazy("side", "The speaker"),
    Side.OFFICE: pgettext_lazy("side", "The office"),
}
KIND_WORDS: Final[Mapping[MessageKind, Words]] = {
    MessageKind.MESSAGE: pgettext_lazy("talk", "A message"),
    MessageKind.ANSWER: pgettext_lazy("talk", "An answer to the matter"),
}
CHANNEL_WORDS: Final[Mapping[ChannelKind, Words]] = {
    ChannelKind.WEB: pgettext_lazy("channel", "Web form"),
    ChannelKind.BOX: pgettext_lazy("channel", "Opinion box"),
    ChannelKind.HOTLINE: pgettext_lazy("channel", "Hotline"),
    ChannelKind.VISIT: pgettext_lazy("channel", "Visit at home"),
    ChannelKind.LETTER: pgettext_lazy("channel", "Letter"),
    ChannelKind.WECHAT: pgettext_lazy("channel", "WeChat"),
    ChannelKind.MEETING: pgettext_lazy("channel", "Meeting"),
    ChannelKind.RECEPTION: pgettext_lazy("channel", "Reception desk"),
    ChannelKind.IMPORT: pgettext_lazy("channel", "Imported table"),
}
LANE_WORDS: Final[Mapping[Lane, Words]] = {
    Lane.OPEN: pgettext_lazy("lane", "Open"),
    Lane.CONFIDENTIAL: pgettext_lazy("lane", "Confidential"),
    Lane.ANONYMOUS: pgettext_lazy("lane", "Anonymous"),
}
LANE_CARDS: Final[tuple[tuple[str, Words], ...]] = (
    (
        Lane.ANONYMOUS.value,
        _(
            "Anonymous: nobody knows it is you, and only the receipt code leads back to your words; "
            "lose it and we cannot reach you."
        ),
    ),
    (
        Lane.CONFIDENTIAL.value,
        _(
            "Confidential: only the people who read the inbox know; the unit that handles it does not, "
            "so it cannot ring you up."
        ),
    ),
    (
        Lane.OPEN.value,
        _("Open: the unit that handles it knows and can ask you directly, which is quickest; others still do not."),
    ),
)  # fmt: skip

_CARRIES: Final = _(
    "“%(name)s” was not taken: it carries something that could run by itself. Save it as PDF, or send a photo of it."
)
_BOMB: Final = _("“%(name)s” was not taken: it unpacks to far more than a paper holds.")
FILE_REFUSALS: Final[Mapping[str, Words]] = {
    "empty": _("“%(name)s” was not taken: there is nothing in it."),
    "too_large": _("“%(name)s” was not taken: it is larger than 20 MB."),
    "kind_not_allowed": _("“%(name)s” was not taken: we take photos, PDF, .docx, .xlsx, .txt and .mp4."),
    "content_mismatch": _("“%(name)s” was not taken: what is in it is not what its ending says."),
    "broken": _("“%(name)s” was not taken: it is damaged and cannot be opened."),
    "encrypted": _("“%(name)s” was not taken: it is locked with a password."),
    "too_many_pixels": _("“%(name)s” was not taken: the picture is too large to open. Send a smaller one."),
    "zip_bomb": _BOMB,
    "too_many_members": _BOMB,
    "escaping_path": _CARRIES,
    "macro": _CARRIES,
    "embedded_object": _CARRIES,
    "external_reference": _CARRIES,
    "dynamic_exchange": _CARRIES,
    "xml_entities": _CARRIES,
}


def import_names(origins: Iterable[str]) -> Mapping[str, tuple[str, str]]:
    """Names of imported tables, for the journal (no query): by the beginning of what marks them."""
    return {origin: (gettext("table %(mark)s") % {"mark": origin[:8]}, "") for origin in origins}
