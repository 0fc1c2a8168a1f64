"""The figures of one paper while it is written: each with the ids of its rows and a code that opens them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from django.conf import settings
from django.urls import reverse

from huixiang.folio.papers.paper import Figure
from huixiang.kernel.actor import Actor
from huixiang.publishing.models import MadePaper, Provenance
from huixiang.publishing.queries.counting import row_ids, rows_behind
from huixiang.publishing.queries.terms import Terms
from huixiang.publishing.states import PaperForm, Question
from huixiang.sorting.models import Part


@dataclass(slots=True)
class Counted:
    """Counts for one paper and its reader at one moment; ``kept`` are the figures to be saved with the paper."""

    paper: MadePaper
    terms: Terms
    reader: Actor
    at: dt.datetime
    today: dt.date
    new_code: Callable[[], str]
    kept: list[Provenance] = field(default_factory=list)

    def figure(self, question: Question) -> Figure:
        """Count among what the paper lists, so that the sums below a table are of that table."""
        terms = replace(self.terms, by_listing=True)
        return self.given(
            question, row_ids(question, rows_behind(question, terms, reader=self.reader, today=self.today))
        )

    def given(self, question: Question, ids: list[int]) -> Figure:
        """Count rows that are known already: those of a version of a plan are what was approved, not what is now."""
        provenance = self._keep(question, replace(self.terms, by_listing=True), len(ids), ids)
        return Figure(len(ids), address_of(provenance.code))

    def voices_column(self) -> Callable[[int], str]:
        """The source for the voices behind each problem; in a .pdf, where codes are read, one for the whole column."""
        terms = replace(self.terms, by_listing=True)
        listed = rows_behind(Question.PROBLEMS, terms, reader=self.reader, today=self.today)
        parts = Part.objects.filter(problem__in=listed.order_by().values("pk"), left_at=None).order_by()
        voices = parts.values("voice_id").distinct().count()
        code = self._keep(Question.VOICES_OF, terms, voices, row_ids(Question.PROBLEMS, listed)).code
        if self.paper.form == PaperForm.PDF:
            return lambda _number: address_of(code)
        return lambda number: address_of(f"{code}-{number}")

    def _keep(self, question: Question, terms: Terms, value: int, ids: list[int]) -> Provenance:
        made = Provenance(
            paper=self.paper, code=self.new_code(), question=question, terms=terms.plain(), counted_at=self.at,
            value=value, row_ids=ids,
        )  # fmt: skip
        self.kept.append(made)
        return made


def address_of(code: str) -> str:
    """The address that opens the rows behind a figure, as it stands in documents."""
    return f"{settings.ORIGIN}{reverse('publishing:figure', args=[code])}"
