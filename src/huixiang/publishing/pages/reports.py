"""The findings on a report: what stands in it, what it was taken for, what the records say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _, gettext_lazy

from huixiang.folio.unsafe import UnsafeFile
from huixiang.publishing.labels import QUESTIONS, Words
from huixiang.publishing.pages.words import Badge
from huixiang.publishing.reports.checking import HIDDEN, OF_ROW, SEVERAL, Finding, Reading, Standing
from huixiang.publishing.reports.meanings import NOT_COUNTED, NOTHING
from huixiang.publishing.reports.telling import true_words
from huixiang.web.parts import Tone

STANDINGS: Final[Mapping[Standing, tuple[Words, Tone]]] = {
    Standing.CONFIRMED: (gettext_lazy("As in the records"), Tone.CONFIRMED),
    Standing.CONTRADICTED: (gettext_lazy("Not as in the records"), Tone.DISPUTED),
    Standing.UNKNOWN: (gettext_lazy("Cannot be compared"), Tone.WAITING),
}
WHY: Final[Mapping[str, Words]] = {
    NOTHING: gettext_lazy("The records hold nothing this could count."),
    NOT_COUNTED: gettext_lazy("The records do not count this."),
    HIDDEN: gettext_lazy("Your role does not read voices, so it was not compared."),
    OF_ROW: gettext_lazy("It stands in a row of a table and speaks of that row only."),
    SEVERAL: gettext_lazy("True in one meaning, not in another."),
}
UNREADABLE: Final[Mapping[str, Words]] = {
    "empty": gettext_lazy("The file is empty."),
    "too_large": gettext_lazy("The file is larger than 20 MB."),
    "kind_not_allowed": gettext_lazy("Only .docx, .txt, .md and .pdf are read. Save an old .doc as .docx first."),
    "encrypted": gettext_lazy("The file has a password. Remove it and try again."),
    "no_text": gettext_lazy("This PDF holds pictures of pages, no words. Take the file it was printed from."),
}


@dataclass(frozen=True, slots=True)
class ReadingLine:
    """A meaning with its true value and the way to the rows."""

    meaning: str
    true: str
    url: str


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A number of the report as the table shows it."""

    place: str
    sentence: str
    written: str
    period: str
    badge: Badge
    why: Words
    readings: tuple[ReadingLine, ...]


def report_page(findings: Sequence[Finding]) -> dict[str, Any]:
    """The findings in the order of the report, and how many there are of each."""
    order = list(STANDINGS)
    order.sort(key=lambda standing: standing is not Standing.CONTRADICTED)
    counts = [(STANDINGS[each][0], sum(found.standing is each for found in findings)) for each in order]
    return {"checked": True, "lines": [_line(finding) for finding in findings], "counts": counts}


def unreadable(error: UnsafeFile) -> Words:
    """Why a report could not be read, and what to do."""
    return UNREADABLE.get(
        error.code, _("This file could not be read. Open it in the program it was made with and save it anew.")
    )


def _line(finding: Finding) -> FindingLine:
    words, tone = STANDINGS[finding.standing]
    return FindingLine(
        place=finding.place,
        sentence=finding.sentence,
        written=finding.written,
        period=finding.period,
        badge=Badge(finding.standing.value, words, tone),
        why=WHY.get(finding.why, finding.why),
        readings=tuple(_reading(each) for each in finding.readings),
    )


def _reading(reading: Reading) -> ReadingLine:
    meaning = QUESTIONS[reading.meaning.question]
    if reading.meaning.of:
        words = _("%(part)s in percent of: %(whole)s") % {"part": meaning, "whole": QUESTIONS[reading.meaning.of]}
        return ReadingLine(words, true_words(reading), reading.address)
    return ReadingLine(str(meaning), true_words(reading), reading.address)
