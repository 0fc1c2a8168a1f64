"""Everything that is kept of a voice, as its speaker reads it; what was erased and will be; what an erasure leaves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils import timezone
from django.utils.translation import gettext_lazy as _, pgettext_lazy

from huixiang.journal.words import value_words
from huixiang.listening import queries as listening
from huixiang.listening.erasure_words import CATEGORY_WORDS, ERASURE_GROUNDS, SCOPE_WORDS
from huixiang.listening.keepers import KeptPart
from huixiang.listening.models import Erasure, ErasureNotice, SealedCase, Voice
from huixiang.listening.states import ErasureGround, ErasureScope, RetentionCategory
from huixiang.sorting.states import SuggestionState
from huixiang.sorting.suggestion_labels import KINDS
from huixiang.web.dates import local_day

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Words
else:
    Words = object

NAMES: Final[dict[str, Words]] = {
    "number": pgettext_lazy("kept", "number of the receipt"),
    "words": pgettext_lazy("kept", "words"),
    "said_on": pgettext_lazy("kept", "day"),
    "said_at": pgettext_lazy("kept", "moment"),
    "channel": pgettext_lazy("kept", "way"),
    "lane": pgettext_lazy("kept", "who may know you"),
    "place": pgettext_lazy("kept", "place"),
    "source": pgettext_lazy("kept", "number where it came from"),
    "name": pgettext_lazy("kept", "name"),
    "contact": pgettext_lazy("kept", "contact"),
    "may_contact": pgettext_lazy("kept", "you may be contacted"),
    "side": pgettext_lazy("kept", "who wrote"),
    "kind": pgettext_lazy("kept", "kind"),
    "media_type": pgettext_lazy("kept", "type of file"),
    "size": pgettext_lazy("kept", "bytes"),
    "digest": pgettext_lazy("kept", "SHA-256"),
    "accused": pgettext_lazy("kept", "whom it is about"),
    "identity_kept": pgettext_lazy("kept", "a name is kept, sealed for two"),
    "read_on": pgettext_lazy("kept", "first opened on"),
    "state": pgettext_lazy("kept", "state"),
    "opening": pgettext_lazy("kept", "first words in the list"),
    "summary": pgettext_lazy("kept", "summary"),
    "urgent": pgettext_lazy("kept", "urgent"),
    "sensitive": pgettext_lazy("kept", "sensitive"),
    "problem__number": pgettext_lazy("kept", "problem no."),
    "problem__title": pgettext_lazy("kept", "problem"),
    "excerpt": pgettext_lazy("kept", "excerpt"),
    "joined_at": pgettext_lazy("kept", "since"),
    "since": pgettext_lazy("kept", "since"),
    "left_at": pgettext_lazy("kept", "until"),
    "ended_at": pgettext_lazy("kept", "until"),
    "undone_at": pgettext_lazy("kept", "until"),
    "reason": pgettext_lazy("kept", "reason"),
    "at": pgettext_lazy("kept", "on"),
    "made_at": pgettext_lazy("kept", "on"),
    "on": pgettext_lazy("kept", "on"),
    "asked_at": pgettext_lazy("kept", "on"),
    "sent_on": pgettext_lazy("kept", "on"),
    "asked_on": pgettext_lazy("kept", "on"),
    "given_on": pgettext_lazy("kept", "on"),
    "closes_on": pgettext_lazy("kept", "until"),
    "taxonomy__name": pgettext_lazy("kept", "sorted by"),
    "label__name": pgettext_lazy("kept", "label"),
    "confidence": pgettext_lazy("kept", "how sure, 0 to 1"),
    "matter__title": pgettext_lazy("kept", "matter"),
    "claim__problem__number": pgettext_lazy("kept", "problem no."),
    "asking__claim__problem__number": pgettext_lazy("kept", "problem no."),
    "ordinal": pgettext_lazy("kept", "answer no."),
    "contacted": pgettext_lazy("kept", "somebody contacted you"),
    "solved": pgettext_lazy("kept", "solved"),
    "satisfied": pgettext_lazy("kept", "satisfied"),
    "result": pgettext_lazy("kept", "result"),
    "ground": pgettext_lazy("kept", "legal ground"),
    "granted": pgettext_lazy("kept", "opened"),
    "what": pgettext_lazy("kept", "what"),
    "erase_on": pgettext_lazy("kept", "erased on"),
}
"""What each piece is called for its speaker; the JSON keeps the short names."""

CODES: Final[dict[tuple[str, str], dict[str, Words]]] = {
    ("suggestions", "kind"): {str(kind): words for kind, words in KINDS.items()},
    ("suggestions", "state"): {
        str(SuggestionState.OPEN): pgettext_lazy("kept", "nobody has looked at it yet"),
        str(SuggestionState.ACCEPTED): pgettext_lazy("kept", "a person agreed"),
        str(SuggestionState.CHANGED): pgettext_lazy("kept", "a person changed it"),
        str(SuggestionState.REFUSED): pgettext_lazy("kept", "a person refused it"),
        str(SuggestionState.OVERTAKEN): pgettext_lazy("kept", "the machine no longer says so"),
    },
}
"""Words for codes that mean something else elsewhere, by the part they stand in."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it: rows of names and values, empty ones left out."""

    heading: Words
    rows: tuple[tuple[tuple[Words, str], ...], ...]


@dataclass(frozen=True, slots=True)
class Gone:
    """What was erased on a day, and why."""

    on: dt.date
    what: Words
    ground: Words


@dataclass(frozen=True, slots=True)
class Announced:
    """What will be erased on a day because its time is over."""

    on: dt.date
    what: Words


def sections_of(parts: Sequence[KeptPart]) -> tuple[Section, ...]:
    """The parts as a person reads them."""
    return tuple(Section(part.heading, tuple(_row(part.name, row) for row in part.rows)) for part in parts)


def _row(name: str, row: object) -> tuple[tuple[Words, str], ...]:
    pairs = dict(row) if isinstance(row, dict) else {}
    said = ((NAMES.get(key, key), _value(name, key, value)) for key, value in pairs.items())
    return tuple((label, words) for label, words in said if words)


def _value(part: str, key: str, value: object) -> str:
    if value is None or value == "":
        return ""
    if key == "what" or (part == "erasures" and key == "ground"):
        return str(_erasure_words(str(value)))
    if str(value) in CODES.get((part, key), {}):
        return str(CODES[part, key][str(value)])
    if isinstance(value, dt.datetime):
        day = value_words(key, local_day(value).isoformat())
        return f"{day} {timezone.localtime(value):%H:%M}" if key == "said_at" else day
    if isinstance(value, float):
        return f"{value:.2f}"
    return str(value) if key in {"words", "excerpt", "reason", "digest"} else value_words(key, value)


def _erasure_words(value: str) -> Words:
    found: dict[str, Words] = {str(one): words for one, words in CATEGORY_WORDS.items()}
    found |= {str(one): words for one, words in SCOPE_WORDS.items() if str(one) not in found}
    found |= {str(one): words for one, words in ERASURE_GROUNDS.items() if str(one) not in found}
    return found.get(value, value)


def of_voice(voice: Voice) -> dict[str, object]:
    """What the receipt page says about erasing: what was erased, what is announced (2 queries)."""
    return {
        "erased": gone_of(listening.erasures_of(voice=voice)),
        "announced": announced_of(listening.notices_of(voice=voice)),
        "words_erased": voice.erased_on is not None,
    }


def of_case(case: SealedCase) -> dict[str, object]:
    """The same for a sealed case."""
    return {
        "erased": gone_of(listening.erasures_of(case=case)),
        "announced": announced_of(listening.notices_of(case=case)),
    }


def gone_of(erasures: Sequence[Erasure]) -> tuple[Gone, ...]:
    """What was erased, for the receipt page."""
    return tuple(
        Gone(one.on, SCOPE_WORDS[ErasureScope(one.scope)], ERASURE_GROUNDS[ErasureGround(one.ground)])
        for one in erasures
    )


def announced_of(notices: Sequence[ErasureNotice]) -> tuple[Announced, ...]:
    """What is announced, for the receipt page."""
    return tuple(Announced(one.erase_on, CATEGORY_WORDS[RetentionCategory(one.category)]) for one in notices)


GOES: Final[dict[ErasureScope, tuple[Words, ...]]] = {
    ErasureScope.SPEAKER: (_("Your name and contact, from every page and list."),),
    ErasureScope.VOICE: (
        _("Your words, files and the talk, with the sealed originals and their keys."),
        _("Your name and contact."),
        _("Excerpts, summaries, what the machine noted, and papers that printed your words."),
        _("The words you gave with your answers."),
    ),
}
STAYS: Final[dict[ErasureScope, tuple[Words, ...]]] = {
    ErasureScope.SPEAKER: (
        _("Your words and files, as you sent them."),
        _("Nobody can ring you or send you mail any more; this receipt goes on working."),
        _("In the public log an entry that a name was erased at the wish of its speaker. It names nobody."),
    ),
    ErasureScope.VOICE: (
        _("That there was a voice: its day, its way in, its place, its number."),
        _("The problem it feeds, in the words of the office, and how many voices it has. It goes on being put right."),
        _("Whether you found it solved, without your words; and this receipt, with which you can still say so."),
        _("In the public log the entry of your voice, which opens no longer, and one that says why it was erased."),
        _("What you downloaded or printed before is yours; we cannot prove to others any longer what it said."),
    ),
}
"""What an erasure takes and what it leaves: read before it is confirmed."""
