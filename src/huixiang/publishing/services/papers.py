"""Making official papers: short ones at once, long ones by a job. Files are kept until a day, figures forever."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from huixiang.folio.papers.xlsxrows import TooLong
from huixiang.journal import services as journal
from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import Refusal
from huixiang.kernel.events import emit
from huixiang.kernel.tenancy import current_organisation_id
from huixiang.people import queries as people
from huixiang.publishing import policies
from huixiang.publishing.events import PaperOrdered
from huixiang.publishing.models import MadePaper, Provenance
from huixiang.publishing.papers import files, writing
from huixiang.publishing.queries.papers import all_codes, count_for, paper_by_id
from huixiang.publishing.queries.terms import Terms
from huixiang.publishing.states import PaperForm, PaperKind, PaperState

KEPT: Final = dt.timedelta(days=7)
AT_ONCE: Final = 500
MOST: Final = {PaperForm.XLSX: 1_000_000, PaperForm.DOCX: 20_000, PaperForm.PDF: 3_000}
_LETTERS: Final = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH: Final = 8


class NoRows(Refusal):
    """Nothing matches what was asked for; nothing was written."""


class TooManyRows(Refusal):
    """The form asked for cannot hold so many rows in sensible time; nothing was written."""


def new_code() -> str:
    """A code for a paper or a figure that people can read aloud; guessing one opens nothing without permission."""
    return "".join(secrets.choice(_LETTERS) for _place in range(LENGTH))


@transaction.atomic
def order_paper(
    *, kind: PaperKind, form: PaperForm, terms: Terms, cover_doubtful: bool, by: Actor, at: dt.datetime
) -> MadePaper:
    """Make a paper of what is on record now: at once up to 500 rows, else by a job that ``PaperOrdered`` causes.

    :raises NotAllowed: the policy says no; nothing is written.
    :raises NoRows: there is nothing to print; nothing is written.
    :raises TooManyRows: more than the form holds; nothing is written.
    """
    policies.may_make_paper(by, kind).require()
    rows = count_for(kind, terms, reader=by, today=people.local_day(at))
    if not rows:
        raise NoRows(_("Nothing on record matches this. Choose a longer period or leave a filter out."))
    if rows > MOST[form]:
        words = _("%(rows)s rows are too many for .%(form)s, which takes %(most)s. Choose .xlsx or a shorter period.")
        raise TooManyRows(words % {"rows": rows, "form": form.value, "most": MOST[form]})
    paper = MadePaper.objects.create(
        code=new_code(), kind=kind, form=form, terms=terms.plain(), cover_doubtful=cover_doubtful, rows=rows,
        by_id=by.user_id or 0, asked_at=at, expires_on=people.local_day(at + KEPT),
    )  # fmt: skip
    if rows <= AT_ONCE:
        return _make(paper, by=by, at=at)
    journal.record("publishing.paper.ordered", about=f"paper:{paper.code}", by=by, at=at, after=_facts(paper))
    emit(PaperOrdered(paper.pk))
    return paper


@transaction.atomic
def make_paper(*, paper_id: int, at: dt.datetime) -> MadePaper:
    """Make a paper that was ordered, with the permissions its maker has now; made already, nothing happens.

    What cannot be made is marked as failed, so that whoever waits is told.

    :raises NotFound: there is no such paper here.
    """
    paper = paper_by_id(paper_id, lock=True)
    if paper.state != PaperState.WAITING:
        return paper
    by = people.actor_for(paper.by, current_organisation_id())
    try:
        with transaction.atomic():
            policies.may_make_paper(by, PaperKind(paper.kind)).require()
            return _make(paper, by=by, at=at)
    except (Refusal, TooLong, OSError) as error:
        paper.state = PaperState.FAILED
        paper.save(update_fields=["state"])
        after = _facts(paper) | {"why": type(error).__name__}
        journal.record("publishing.paper.failed", about=f"paper:{paper.code}", by=by, at=at, after=after)
        files.forget_done(paper.code)
        return paper


def sweep_papers(*, at: dt.datetime) -> int:
    """Remove the files of papers that expired, and of those whose transaction never came to its end."""
    return files.sweep(all_codes(not_expired_on=people.local_day(at)), before=at - dt.timedelta(days=1))


def _make(paper: MadePaper, *, by: Actor, at: dt.datetime) -> MadePaper:
    written = writing.write_paper(paper, reader=by, at=at, new_code=new_code)
    files.keep(paper.code, written.content)
    paper.state, paper.made_at, paper.rows, paper.left_out = PaperState.READY, at, written.rows, written.left_out
    paper.file_name, paper.size = written.name, len(written.content)
    paper.digest = hashlib.sha256(written.content).hexdigest()
    paper.save()
    Provenance.objects.bulk_create(written.figures)
    journal.record("publishing.paper.made", about=f"paper:{paper.code}", by=by, at=at, after=_facts(paper))
    files.forget_done(paper.code)
    return paper


def _facts(paper: MadePaper) -> dict[str, object]:
    return {"paper": str(paper.kind), "form": str(paper.form), "rows": paper.rows, **paper.terms}
