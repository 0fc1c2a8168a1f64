"""Papers somebody made, and how many rows one would have."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db.models import QuerySet

from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import NotFound
from huixiang.publishing.models import MadePaper
from huixiang.publishing.queries.counting import Rows, rows_behind
from huixiang.publishing.queries.planned import plan_read
from huixiang.publishing.queries.terms import Terms
from huixiang.publishing.states import PaperKind, Question

LATELY = 20
LISTS: Mapping[PaperKind, Question] = {
    PaperKind.SUMMARY: Question.VOICES,
    PaperKind.PROBLEMS: Question.PROBLEMS,
    PaperKind.LEDGER: Question.PROBLEMS,
    PaperKind.LETTERS: Question.VOICES,
    PaperKind.RULES: Question.RULES,
    PaperKind.PLEDGES: Question.PROMISES,
    PaperKind.PROJECTS: Question.PROJECTS,
}
"""What the rows of each paper are; those of a plan are its lines, which may be problems and rules."""


def rows_for(kind: PaperKind, terms: Terms, *, reader: Actor, today: dt.date) -> Rows:
    """The records whose rows a paper has."""
    return rows_behind(LISTS[kind], terms, reader=reader, today=today)


def count_for(kind: PaperKind, terms: Terms, *, reader: Actor, today: dt.date) -> int:
    """How many rows a paper would have now; of letters, from how many voices they would be written."""
    if kind is PaperKind.PLAN:
        return len(plan_read(terms, reader=reader).lines)
    return rows_for(kind, terms, reader=reader, today=today).order_by().count()


def paper_by_id(paper_id: int, *, lock: bool = False) -> MadePaper:
    """A paper.

    :raises NotFound: there is none in this organisation.
    """
    rows = MadePaper.objects.select_for_update(of=("self",)) if lock else MadePaper.objects.all()
    paper = rows.select_related("by").filter(pk=paper_id).first()
    if paper is None:
        raise NotFound
    return paper


def papers_of(actor: Actor) -> QuerySet[MadePaper]:
    """The papers this person made: what is in them is what this person may see."""
    return MadePaper.objects.filter(by_id=actor.user_id or 0)


def own_paper(actor: Actor, code: str) -> MadePaper:
    """A paper of this person's by its code.

    :raises NotFound: there is none, or somebody else made it.
    """
    paper = papers_of(actor).filter(code=code).first()
    if paper is None:
        raise NotFound
    return paper


def all_codes(*, not_expired_on: dt.date) -> frozenset[str]:
    """The codes of all papers whose files are still kept on a day."""
    return frozenset(MadePaper.objects.filter(expires_on__gte=not_expired_on).order_by().values_list("code", flat=True))
