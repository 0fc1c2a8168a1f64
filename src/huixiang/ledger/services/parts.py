"""The part of a helping unit in a problem: finished, or open again, in that unit's own words."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from huixiang.journal import services as journal
from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import NotFound, Overtaken, Refusal
from huixiang.ledger import policies
from huixiang.ledger.models import CoUnit
from huixiang.ledger.services.rows import act_on
from huixiang.ledger.services.words import required
from huixiang.sorting import services as sorting
from huixiang.sorting.models import Problem


class PartsUnfinished(Refusal):
    """A helping unit has not finished its part; nothing was written."""


@transaction.atomic
def finish_part(*, problem_id: int, part_id: int, words: str, by: Actor, at: dt.datetime) -> CoUnit:
    """Say that the part of a helping unit is finished, as that unit. Approved or promised work is not finished.

    :raises NotFound: no such part of this problem. :raises NotAllowed: the policy says no.
    :raises WordsMissing: nothing was said. :raises Overtaken: it is finished already.
    """
    problem, part = _locked(problem_id, part_id)
    policies.may_finish_part(by, part).require()
    if part.finished_at is not None:
        raise Overtaken(_("This part is finished already."))
    part.finished_words, part.finished_at, part.finished_by_id = required(words), at, by.user_id
    part.save(update_fields=["finished_words", "finished_at", "finished_by"])
    act_on(problem, at=at)
    facts = {"unit": part.unit_id, "part": part.pk}
    journal.record("ledger.part.finished", about=f"problem:{problem.pk}", by=by, at=at, after=facts)
    return part


@transaction.atomic
def reopen_part(*, problem_id: int, part_id: int, words: str, by: Actor, at: dt.datetime) -> CoUnit:
    """Say that the part is not finished after all, and why; the journal keeps what was said before.

    :raises NotFound: no such part of this problem. :raises NotAllowed: the policy says no.
    :raises WordsMissing: nothing was said. :raises Overtaken: it is open already.
    """
    problem, part = _locked(problem_id, part_id)
    policies.may_finish_part(by, part).require()
    if part.finished_at is None:
        raise Overtaken(_("This part is open already."))
    before, reason = {"words": part.finished_words}, required(words)
    part.finished_words, part.finished_at, part.finished_by_id = "", None, None
    part.save(update_fields=["finished_words", "finished_at", "finished_by"])
    act_on(problem, at=at)
    facts = {"unit": part.unit_id, "part": part.pk, "words": reason}
    journal.record("ledger.part.reopened", about=f"problem:{problem.pk}", by=by, at=at, before=before, after=facts)
    return part


def _locked(problem_id: int, part_id: int) -> tuple[Problem, CoUnit]:
    problem = sorting.lock_problem(problem_id)
    part = CoUnit.objects.select_related("unit").filter(problem=problem, pk=part_id).first()
    if part is None:
        raise NotFound(f"part {part_id} of problem {problem_id}")
    part.problem = problem
    return problem, part
