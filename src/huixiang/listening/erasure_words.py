"""Words people read about keeping and erasing: categories, grounds, and how these acts read in the journal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _, pgettext_lazy

from huixiang.listening.states import ErasureGround, ErasureScope, RetentionCategory

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Words
else:
    Words = object

ACTIONS: Final[dict[str, Words]] = {
    "listening.speaker.corrected": _("set right who spoke, as the speaker wished"),
    "listening.speaker.erased": _("erased who spoke"),
    "listening.voice.erased": _("erased the words and files of"),
    "listening.case.erased": _("erased the words and keys of"),
    "listening.identity.erased": _("erased who spoke in"),
    "listening.failed_rows.erased": _("erased the rows that could not be taken in, of"),
    "listening.voices.committed_anew": _("put what is left of a file into the log anew:"),
    "listening.erasure.asked": _("asked a second person to have erased"),
    "listening.erasure.refused": _("refused to have erased"),
    "listening.erasure.announced": _("announced that it will be erased:"),
    "listening.erasure.held_back": _("held back from being erased"),
    "listening.erasure.let_go": _("no longer holds back from being erased"),
    "listening.retention.set": _("set how long is kept:"),
}
FACTS: Final[dict[str, Words]] = {
    "scope": _("how much"),
    "law": _("legal ground"),
    "months": _("months"),
    "warn_days": _("days of warning"),
    "erase_on": _("erased on"),
    "announced": _("how many"),
    "asked_by": _("asked by"),
    "decided_by": _("decided by"),
}
SCOPE_WORDS: Final[Mapping[ErasureScope, Words]] = {
    ErasureScope.SPEAKER: pgettext_lazy("erasure", "name and contact"),
    ErasureScope.VOICE: pgettext_lazy("erasure", "words, files, name and contact"),
}
ERASURE_GROUNDS: Final[Mapping[ErasureGround, Words]] = {
    ErasureGround.SPEAKER: pgettext_lazy("erasure", "The speaker wished it (PIPL art. 47)"),
    ErasureGround.RETENTION: pgettext_lazy("erasure", "The time for which it is kept is over (PIPL art. 19)"),
    ErasureGround.COURT: pgettext_lazy("erasure", "An order of a court or procuratorate to erase it"),
    ErasureGround.AUTHORITY: pgettext_lazy("erasure", "An order of a supervising authority"),
    ErasureGround.UNLAWFUL: pgettext_lazy("erasure", "It should never have been kept (PIPL art. 47)"),
    ErasureGround.OTHERS: pgettext_lazy("erasure", "It holds personal data of others who object"),
}
CATEGORY_WORDS: Final[Mapping[RetentionCategory, Words]] = {
    RetentionCategory.SPEAKERS: pgettext_lazy("retention", "Names and contacts of speakers"),
    RetentionCategory.VOICES: pgettext_lazy("retention", "Words, files and talk of voices"),
    RetentionCategory.CASES: pgettext_lazy("retention", "Sealed cases"),
    RetentionCategory.FAILED_ROWS: pgettext_lazy("retention", "Rows of files that could not be taken in"),
}
COUNTED_FROM: Final[Mapping[RetentionCategory, Words]] = {
    RetentionCategory.SPEAKERS: _("After the problem was closed, or the voice answered or set aside"),
    RetentionCategory.VOICES: _("After the problem was closed, or the voice answered or set aside"),
    RetentionCategory.CASES: _("After the last word in it"),
    RetentionCategory.FAILED_ROWS: _("After the file was taken in"),
}


def retention_names(ids: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Names of categories of what is kept, for the journal (no query)."""
    return {one: (str(CATEGORY_WORDS[RetentionCategory(one)]), "") for one in ids if one in list(RetentionCategory)}
