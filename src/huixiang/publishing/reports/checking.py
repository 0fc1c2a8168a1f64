"""Compares the numbers of a report with the records of now. Reads only; nothing is stored."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from typing import Final
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse

from huixiang.folio.reports.periods import Period, period_in
from huixiang.folio.reports.reading import Passage
from huixiang.kernel.actor import Actor
from huixiang.people.permissions import Permission
from huixiang.publishing.queries.counting import rows_behind
from huixiang.publishing.queries.terms import Terms
from huixiang.publishing.reports.meanings import Claim, Meaning, claims_in
from huixiang.publishing.states import COUNTS_VOICES, Question

MOST: Final = 1_000
_SENTENCES: Final = re.compile(r"(?<=[。！？!?\n])")


class Standing(StrEnum):
    """What the records say to a number."""

    CONFIRMED = "confirmed"
    CONTRADICTED = "contradicted"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Reading:
    """One meaning of a number with the true value and the address of its rows."""

    meaning: Meaning
    terms: Terms
    true: Decimal
    address: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A number of the report: where, in which sentence, as written, what it may mean, how it stands.

    ``why`` tells, where nothing was compared, the reason.
    """

    place: str
    sentence: str
    written: str
    period: str
    readings: tuple[Reading, ...]
    standing: Standing
    why: str = ""


@dataclass(slots=True)
class Checker:
    """Checks against what this reader may see; each question is counted once."""

    reader: Actor
    today: dt.date
    _counted: dict[tuple[Question, Terms], int] = field(default_factory=dict)

    def check(self, passages: Iterable[Passage]) -> Iterator[Finding]:
        """The findings in the order of the report, at most 1,000.

        A number is of the period its sentence names, else of the last one named before it, else of all time.
        """
        period: Period | None = None
        found = 0
        for passage in passages:
            for sentence in filter(str.strip, _SENTENCES.split(passage.text)):
                period = period_in(sentence, today=self.today) or period
                for claim in claims_in(sentence):
                    found += 1
                    if found > MOST:
                        return
                    yield self._finding(passage, sentence.strip(), claim, period)

    def _finding(self, passage: Passage, sentence: str, claim: Claim, period: Period | None) -> Finding:
        meanings = () if passage.of_row else claim.meanings
        readings = [self._reading(meaning, claim, period) for meaning in meanings if self._may(meaning)]
        standing, why = _standing(claim, readings)
        if claim.meanings and not readings:
            why = OF_ROW if passage.of_row else HIDDEN
        words = period.text if period else ""
        return Finding(passage.place, sentence, claim.quantity.text, words, tuple(readings), standing, why)

    def _may(self, meaning: Meaning) -> bool:
        return meaning.question not in COUNTS_VOICES or self.reader.may(Permission.READ_VOICES)

    def _reading(self, meaning: Meaning, claim: Claim, period: Period | None) -> Reading:
        terms = Terms(period.since, period.until) if period else Terms()
        terms = replace(terms, by_listing=claim.apart or meaning.of is not None)
        count = self._count(meaning.question, terms)
        if meaning.of is None:
            return Reading(meaning, terms, Decimal(count), address_of(meaning.question, terms))
        whole = self._count(meaning.of, terms)
        share = Decimal(100 * count) / whole if whole else Decimal(0)
        return Reading(meaning, terms, share, address_of(meaning.question, terms))

    def _count(self, question: Question, terms: Terms) -> int:
        key = (question, terms)
        if key not in self._counted:
            rows = rows_behind(question, terms, reader=self.reader, today=self.today)
            self._counted[key] = rows.order_by().count()
        return self._counted[key]


HIDDEN: Final = "您的角色不能看原声，没有比对"
OF_ROW: Final = "在表格的一行里，只说这一行"
SEVERAL: Final = "有几种理解，结论不一"


def address_of(question: Question, terms: Terms) -> str:
    """The address of the rows a question counts now."""
    return (
        f"{settings.ORIGIN}{reverse('publishing:figures')}?{urlencode({'question': question.value, **terms.plain()})}"
    )


def _standing(claim: Claim, readings: Sequence[Reading]) -> tuple[Standing, str]:
    """Confirmed if every reading makes it true, contradicted if none does; a number with no reading is unknown."""
    fits = [claim.quantity.allows(reading.true) for reading in readings]
    if not fits:
        return Standing.UNKNOWN, claim.why
    if all(fits):
        return Standing.CONFIRMED, ""
    return (Standing.UNKNOWN, SEVERAL) if any(fits) else (Standing.CONTRADICTED, "")
