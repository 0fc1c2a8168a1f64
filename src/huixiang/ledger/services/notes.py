"""What happened, what shows it, and what a supervisor says about it."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from huixiang.folio.uploads import SafeFile
from huixiang.journal import services as journal
from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import NotFound
from huixiang.ledger import files, policies, queries
from huixiang.ledger.models import Comment, Evidence, Measure, ProgressNote
from huixiang.ledger.services.rows import act_on
from huixiang.ledger.services.words import WordsMissing, required
from huixiang.ledger.states import EvidenceKind
from huixiang.sorting import services as sorting
from huixiang.sorting.models import Problem


@transaction.atomic
def note_progress(
    *, problem_id: int, words: str, by: Actor, at: dt.datetime, measure: Measure | None = None
) -> ProgressNote:
    """Write down what happened, in the unit's words; it cannot be edited afterwards.

    :raises NotAllowed: the policy says no. :raises WordsMissing: nothing was said.
    """
    problem = sorting.lock_problem(problem_id)
    policies.may_work(by, problem, queries.co_unit_ids(problem)).require()
    _require_own(measure, problem)
    note = ProgressNote.objects.create(
        problem=problem, measure=measure, words=required(words), by_id=by.user_id or 0, at=at
    )
    act_on(problem, at=at)
    facts = {"progress": note.pk, "measure": measure.pk if measure else None}
    journal.record("ledger.progress.noted", about=f"problem:{problem.pk}", by=by, at=at, after=facts)
    return note


@transaction.atomic
def add_evidence(  # noqa: PLR0913 - evidence has this many facts
    *,
    problem_id: int,
    kind: EvidenceKind,
    words: str,
    by: Actor,
    at: dt.datetime,
    figures: str = "",
    file: SafeFile | None = None,
    name: str = "",
    measure: Measure | None = None,
) -> Evidence:
    """Add what shows that something was done: words, figures or a file made safe before. Not public yet.

    :raises NotAllowed: the policy says no. :raises WordsMissing: no words, no figures and no file.
    """  # fmt: skip
    problem = sorting.lock_problem(problem_id)
    policies.may_work(by, problem, queries.co_unit_ids(problem)).require()
    _require_own(measure, problem)
    words, figures = words.replace("\0", "").strip(), figures.strip()
    if not words and not figures and file is None:
        raise WordsMissing(_("Add a file, figures or words that show what was done."))
    evidence = Evidence(
        problem=problem, measure=measure, kind=kind, words=words, figures=figures, by_id=by.user_id or 0, at=at
    )
    if file is not None:
        files.keep(evidence, file, name=name)
    evidence.save(force_insert=True)
    act_on(problem, at=at)
    facts = {"evidence": str(evidence.pk), "kind": str(kind), "file": bool(file)}
    journal.record("ledger.evidence.added", about=f"problem:{problem.pk}", by=by, at=at, after=facts)
    return evidence


@transaction.atomic
def comment_on(*, problem_id: int, words: str, by: Actor, at: dt.datetime) -> Comment:
    """Keep a supervisor's word beside the problem; the unit and the office read it.

    :raises NotAllowed: the policy says no. :raises WordsMissing: nothing was said.
    """
    problem = sorting.lock_problem(problem_id)
    policies.may_comment(by, problem).require()
    comment = Comment.objects.create(problem=problem, words=required(words), by_id=by.user_id or 0, at=at)
    act_on(problem, at=at)
    facts = {"comment": comment.pk}
    journal.record("ledger.comment.written", about=f"problem:{problem.pk}", by=by, at=at, after=facts)
    return comment


def _require_own(measure: Measure | None, problem: Problem) -> None:
    if measure is not None and measure.problem_id != problem.pk:
        raise NotFound(f"measure {measure.pk} of problem {problem.pk}")
