"""What will be done, by whom, until when. Words do not change: drop the measure, plan another, and both stay."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from huixiang.journal import services as journal
from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import NotFound
from huixiang.ledger import policies, queries
from huixiang.ledger.models import Measure, ProgressNote
from huixiang.ledger.services.days import require_possible
from huixiang.ledger.services.leading import WrongUnit
from huixiang.ledger.services.rows import act_on
from huixiang.ledger.services.words import required
from huixiang.ledger.states import MeasureState
from huixiang.people import queries as people
from huixiang.people.models import Unit, User
from huixiang.sorting import services as sorting
from huixiang.sorting.models import Problem
from huixiang.sorting.states import ProblemState


@transaction.atomic
def plan_measure(  # noqa: PLR0913 - a measure has this many facts
    *, problem_id: int, words: str, unit: Unit, due_on: dt.date, by: Actor, at: dt.datetime, person: User | None = None
) -> Measure:
    """Plan something that the responsible unit or a helping one will do; the problem is at work from then on.

    :raises NotAllowed: the policy says no. :raises WordsMissing: nothing was said.
    :raises WrongUnit: the unit has no part in it. :raises BadDeadline: see ``require_possible``.
    """
    problem = sorting.lock_problem(problem_id)
    helping = queries.co_unit_ids(problem)
    policies.may_work(by, problem, helping).require()
    if unit.pk not in {problem.unit_id, *helping}:
        raise WrongUnit(_("%(unit)s has no part in this problem.") % {"unit": unit.label})
    require_possible(due_on, at)
    measure = Measure.objects.create(
        problem=problem, words=required(words), unit=unit, person=person, due_on=due_on, state=MeasureState.PLANNED
    )
    if problem.state == ProblemState.WORKING:
        act_on(problem, at=at)
    else:
        sorting.move_problem(problem, ProblemState.WORKING, at=at)
    facts = {"measure": measure.pk, "unit": unit.pk, "due_on": due_on.isoformat()}
    journal.record("ledger.measure.planned", about=f"problem:{problem.pk}", by=by, at=at, after=facts)
    return measure


@transaction.atomic
def change_measure(
    *, measure_id: int, due_on: dt.date, by: Actor, at: dt.datetime, person: User | None = None
) -> Measure:
    """Move a measure to another day or person; the day before stays in the journal.

    :raises NotAllowed: the policy says no. :raises BadDeadline: see ``require_possible``.
    """
    problem, measure = _locked(measure_id)
    policies.may_change_measure(by, problem, measure, queries.co_unit_ids(problem)).require()
    require_possible(due_on, at)
    before = {"due_on": measure.due_on.isoformat(), "person": measure.person_id}
    measure.due_on, measure.person = due_on, person
    measure.save(update_fields=["due_on", "person"])
    act_on(problem, at=at)
    after = {"measure": measure.pk, "due_on": due_on.isoformat(), "person": measure.person_id}
    journal.record("ledger.measure.changed", about=f"problem:{problem.pk}", by=by, at=at, before=before, after=after)
    return measure


@transaction.atomic
def finish_measure(*, measure_id: int, by: Actor, at: dt.datetime) -> Measure:
    """Note that a measure was carried out.

    :raises NotAllowed: the policy says no, for example because it is finished already.
    """
    problem, measure = _locked(measure_id)
    policies.may_change_measure(by, problem, measure, queries.co_unit_ids(problem)).require()
    before = {"state": measure.state}
    measure.state, measure.done_on = MeasureState.DONE, people.local_day(at)
    measure.save(update_fields=["state", "done_on"])
    act_on(problem, at=at)
    after = {"measure": measure.pk, "state": measure.state}
    journal.record("ledger.measure.finished", about=f"problem:{problem.pk}", by=by, at=at, before=before, after=after)
    return measure


@transaction.atomic
def drop_measure(*, measure_id: int, words: str, by: Actor, at: dt.datetime) -> Measure:
    """Give a measure up, with the reason; it stays in the list as dropped.

    :raises NotAllowed: the policy says no. :raises WordsMissing: no reason.
    """
    problem, measure = _locked(measure_id)
    policies.may_change_measure(by, problem, measure, queries.co_unit_ids(problem)).require()
    reason = ProgressNote.objects.create(
        problem=problem, measure=measure, words=required(words), by_id=by.user_id or 0, at=at
    )
    before = {"state": measure.state}
    measure.state = MeasureState.DROPPED
    measure.save(update_fields=["state"])
    act_on(problem, at=at)
    after = {"measure": measure.pk, "state": measure.state, "progress": reason.pk}
    journal.record("ledger.measure.dropped", about=f"problem:{problem.pk}", by=by, at=at, before=before, after=after)
    return measure


def _locked(measure_id: int) -> tuple[Problem, Measure]:
    """The problem, locked, and then its measure as it is under that lock."""
    found = Measure.objects.filter(pk=measure_id).values_list("problem_id", flat=True).first()
    if found is None:
        raise NotFound(f"measure {measure_id}")
    problem = sorting.lock_problem(found)
    return problem, Measure.objects.select_related("unit").get(pk=measure_id)
