"""Words people read: of lanes, channels and refused files; and how acts read in the journal, after the actor's name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _, pgettext_lazy

from huixiang.digest.marks import MaskKind
from huixiang.listening.states import ChannelKind, Ground, ImportState, KeyKind, Lane, MessageKind, Side
from huixiang.web.parts import Tone

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Words
else:
    Words = object

MASK_WORDS: Final[Mapping[MaskKind, Words]] = {
    MaskKind.PHONE: _("mobile number"),
    MaskKind.LANDLINE: _("telephone number"),
    MaskKind.ID_CARD: _("ID card number"),
    MaskKind.BANK_CARD: _("bank card number"),
    MaskKind.PLATE: _("number plate"),
    MaskKind.EMAIL: _("e-mail address"),
    MaskKind.WECHAT_QQ: _("WeChat or QQ"),
    MaskKind.NAME: _("name of a person"),
    MaskKind.ADDRESS: _("home address"),
}
ACTIONS: Final[dict[str, Words]] = {
    "listening.voice.accepted": _("brought in a voice"),
    "listening.voices.imported": _("brought in voices from a table"),
    "listening.voices.imported_in_part": _("stopped bringing in a file; what was in stayed in"),
    "listening.import.cancelled": _("stopped bringing in a file"),
    "listening.import.withdrawn": _("took back everything a file had brought in"),
    "listening.import.restored": _("brought back what had been taken back of a file"),
    "listening.message.written": _("wrote a message on the receipt"),
    "listening.speaker.read": _("looked up who spoke"),
    "listening.place.added": _("added the place"),
    "listening.place.renamed": _("renamed the place"),
    "listening.place.moved": _("hung the place elsewhere in the tree"),
    "listening.place.closed": _("closed the place"),
    "listening.place.reopened": _("opened the place again"),
    "listening.places.imported": _("took a tree of places in"),
    "listening.key.made": _("made a key for protected voices"),
    "listening.key.ended": _("said that the key for protected voices is lost"),
    "listening.upper_body.set": _("wrote down the body above this one"),
    "listening.case.accepted": _("sealed a voice"),
    "listening.case.read": _("opened"),
    "listening.case.message": _("wrote in the talk of"),
    "listening.case.handed_on": _("sealed for one more recipient"),
    "listening.case.summarised": _("wrote a masked summary of"),
    "listening.identity.asked": _("asked to open who spoke in"),
    "listening.identity.revealed": _("agreed to open who spoke in"),
    "listening.identity.refused": _("refused to open who spoke in"),
    "listening.identity.read": _("looked at who spoke, opened by two, in"),
    "listening.recovery.begun": _("began to recover protected voices for"),
    "listening.recovery.completed": _("recovered protected voices for"),
}
FACTS: Final[dict[str, Words]] = {
    "channel": _("channel"),
    "lane": _("protection"),
    "said_on": _("said on"),
    "files": _("files"),
    "place": _("place"),
    "side": _("side"),
    "rows": _("rows"),
    "new": _("new ones"),
    "failed": _("not taken in"),
    "kind": _("kind"),
    "places": _("places"),
    "lies_in": _("lies in"),
    "recipient": _("recipient"),
    "ground": _("legal ground"),
    "cases": _("protected voices"),
}
UNSAID: Final = ("message", "leaves")
GROUND_WORDS: Final[Mapping[Ground, Words]] = {
    Ground.CONSENT: pgettext_lazy("ground", "The speaker agreed"),
    Ground.DANGER: pgettext_lazy("ground", "Danger to life, health or property"),
    Ground.INVESTIGATION: pgettext_lazy("ground", "An investigation provided for by law"),
    Ground.COURT: pgettext_lazy("ground", "An order of a court or procuratorate"),
}
SIDE_WORDS: Final[Mapping[Side, Words]] = {
    Side.SPEAKER: pgettext_lazy("side", "The speaker"),
    Side.OFFICE: pgettext_lazy("side", "The office"),
}
KIND_WORDS: Final[Mapping[MessageKind, Words]] = {
    MessageKind.MESSAGE: pgettext_lazy("talk", "A message"),
    MessageKind.ANSWER: pgettext_lazy("talk", "An answer to the matter"),
    MessageKind.CORRECTION: pgettext_lazy("talk", "A correction of the own words"),
}
KEY_KIND_WORDS: Final[Mapping[KeyKind, Words]] = {
    KeyKind.RECIPIENT: pgettext_lazy("key", "to receive protected voices"),
    KeyKind.KEEPER: pgettext_lazy("key", "to help to recover them"),
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
IMPORT_STATES: Final[Mapping[ImportState, tuple[Words, Tone]]] = {
    ImportState.READING: (_("Being read"), Tone.WORKING),
    ImportState.REFUSED: (_("Could not be read"), Tone.DISPUTED),
    ImportState.WAITING: (_("Waits to be confirmed"), Tone.WAITING),
    ImportState.RUNNING: (_("Being taken in"), Tone.WORKING),
    ImportState.DONE: (_("Taken in"), Tone.CONFIRMED),
    ImportState.CANCELLED: (_("Stopped"), Tone.SILENT),
    ImportState.LEAVING: (_("Being taken back"), Tone.WORKING),
    ImportState.WITHDRAWN: (_("Taken back"), Tone.SILENT),
    ImportState.RETURNING: (_("Being brought back"), Tone.WORKING),
}
FIELD_WORDS: Final[Mapping[str, Words]] = {
    "id": _("Number at its source"),
    "title": _("Title"),
    "body": _("The words"),
    "said_at": _("When it was said"),
    "speaker": _("Who spoke"),
    "contact": _("Telephone"),
    "district": _("District"),
    "town": _("Street or town"),
    "village": _("Village or community"),
    "spot": _("Address"),
    "unit": _("Unit in charge"),
    "label": _("Class"),
    "addressee": _("Whom it is about"),
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

LANE_CHOICES: Final[tuple[tuple[str, Words], ...]] = (
    (Lane.CONFIDENTIAL.value, _("Confidential: only the office may know who spoke")),
    (Lane.OPEN.value, _("Open: the unit may know who spoke")),
    (Lane.ANONYMOUS.value, _("Anonymous: nobody knows who spoke")),
)
"""The lanes for somebody who decides for others; a speaker reads ``LANE_CARDS``."""

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

_TOO_MUCH: Final = _("It unpacks to far more than such a file holds.")
IMPORT_REFUSALS: Final[Mapping[str, Words]] = {
    "empty": _("There is nothing in this file."),
    "too_large": _("The file is too large to be read as one. Split it into several."),
    "encrypted": _("The file is locked with a password. Open it, remove the password, save it and bring it again."),
    "content_mismatch": _(
        "What is in the file is not what its name says: some programs write a web page and call it a table. Open it in "
        "Excel or WPS, save it as .xlsx, and bring that."
    ),
    "no_header": _("No row of the table looks like names of columns. Put one above the rows, and bring it again."),
    "too_many_columns": _("The table has more than 100 columns. Delete those that are not needed, and bring it again."),
    "too_many_rows": _("The file has too many rows or lines. Split it into several."),
    "too_many_pages": _("The document has more than 500 pages. Split it into several."),
    "no_text": _("The pages are pictures without text to be read. They can be typed off, picture beside form."),
    "kind_not_allowed": _("We cannot read files of this kind. Save it as .xlsx, .csv or .docx, and bring that."),
    "too_many_pixels": _("The picture is too large to open. Bring a smaller one."),
    "zip_bomb": _TOO_MUCH,
    "too_many_members": _TOO_MUCH,
    "broken": _("The file is damaged and cannot be opened. Open it in its own program, save it anew, and bring that."),
}
