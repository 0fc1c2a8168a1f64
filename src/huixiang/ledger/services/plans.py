"""Making plans, choosing what stands in them, approving a version that stays as it is, noting first results."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from huixiang.journal import services as journal
from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import NotFound, Overtaken, Refusal
from huixiang.ledger import policies
from huixiang.ledger.models import Plan, PlanItem, PlanResult, PlanVersion, Rule
from huixiang.ledger.plan_lines import digest_of
from huixiang.ledger.queries import lines_now
from huixiang.ledger.services.words import required
from huixiang.ledger.states import PlanKind
from huixiang.people import queries as people
from huixiang.people.models import Unit
from huixiang.sorting.models import Problem
from huixiang.sorting.states import OPEN, ProblemState


class PlanImpossible(Refusal):
    """The days of the plan make no sense, or what it needs is missing; nothing was written."""


class PlanEnded(Refusal):
    """The special action has ended; nothing was written."""


class NothingPlanned(Refusal):
    """There is nothing to take in or to approve; nothing was written."""


@transaction.atomic
def make_plan(  # noqa: PLR0913 - the head of a plan has this many facts
    *,
    kind: PlanKind,
    title: str,
    since: dt.date,
    until: dt.date,
    unit: Unit,
    by: Actor,
    at: dt.datetime,
    basis: str = "",
    programme: str = "",
    target_on: dt.date | None = None,
) -> Plan:
    """Begin a plan without lines. A special plan needs its programme and target day.

    :raises NotAllowed: the policy says no. :raises WordsMissing: no title.
    :raises PlanImpossible: it ends before it begins, or a special plan without programme or target day.
    """
    policies.may_plan(by).require()
    if until < since:
        raise PlanImpossible(_("The plan ends before it begins."))
    if kind == PlanKind.SPECIAL and (target_on is None or not programme.strip()):
        raise PlanImpossible(_("A special action needs a programme and a day by which it should be reached."))
    plan = Plan.objects.create(
        kind=kind, title=required(title), basis=basis.strip(), since=since, until=until, unit=unit,
        programme=programme.strip(), target_on=target_on, by_id=by.user_id or 0, at=at,
    )  # fmt: skip
    facts = {"kind": str(kind), "unit": unit.pk, "since": since.isoformat(), "until": until.isoformat()}
    journal.record("ledger.plan.made", about=f"plan:{plan.pk}", by=by, at=at, after=facts)
    return plan


@transaction.atomic
def take_into_plan(
    *, plan_id: int, by: Actor, at: dt.datetime, problem_ids: Sequence[int] = (), rule_ids: Sequence[int] = ()
) -> int:
    """Take problems and rules into a plan; what stands in it stays. Returns how many are new.

    :raises NotFound: no such plan, problem or rule. :raises NotAllowed: the policy says no.
    :raises NothingPlanned: all stand in it already, or a problem was merged into another.
    :raises PlanEnded: the special action has ended.
    """
    plan = _open(plan_id)
    policies.may_plan(by).require()
    problems = list(Problem.objects.filter(pk__in=problem_ids).order_by("number"))
    rules = list(Rule.objects.filter(pk__in=rule_ids))
    if len(problems) != len(set(problem_ids)) or len(rules) != len(set(rule_ids)):
        raise NotFound("a problem or rule for a plan")
    if merged := next((each for each in problems if each.state == ProblemState.MERGED), None):
        raise NothingPlanned(_("Problem %(number)s goes on in another one. Take that one.") % {"number": merged.number})
    here = plan.items.filter(left_at=None)
    old_problems, old_rules = (
        set(here.values_list("problem_id", flat=True)),
        set(here.values_list("rule_id", flat=True)),
    )
    fresh = [PlanItem(plan=plan, problem=each, at=at) for each in problems if each.pk not in old_problems]
    fresh += [PlanItem(plan=plan, rule=each, at=at) for each in rules if each.pk not in old_rules]
    if not fresh:
        raise NothingPlanned(_("Nothing new was chosen: what matches stands in the plan already."))
    PlanItem.objects.bulk_create(fresh)
    facts = {"problems": [each.problem_id for each in fresh if each.problem_id], "rules": [r.pk for r in rules]}
    journal.record("ledger.plan.extended", about=f"plan:{plan.pk}", by=by, at=at, after=facts)
    return len(fresh)


@transaction.atomic
def leave_out_of_plan(*, plan_id: int, what: str, thing_id: int, by: Actor, at: dt.datetime) -> None:
    """Take a problem (``what`` is ``problem``) or a rule out of a plan; approved versions keep it.

    :raises NotFound: it does not stand in the plan. :raises NotAllowed: the policy says no.
    :raises PlanEnded: the special action has ended.
    """
    plan = _open(plan_id)
    policies.may_plan(by).require()
    wanted = {"problem_id": thing_id} if what == "problem" else {"rule_id": thing_id}
    if not plan.items.filter(left_at=None, **wanted).update(left_at=at):
        raise NotFound(f"{what} {thing_id} in plan {plan_id}")
    journal.record("ledger.plan.shortened", about=f"plan:{plan.pk}", by=by, at=at, after={what: thing_id})


@transaction.atomic
def approve_plan(*, plan_id: int, words: str, seen: str, by: Actor, at: dt.datetime) -> PlanVersion:
    """Freeze the plan as it stands as its next version; ``words`` say who decided it, ``seen`` is ``digest_of`` lines.

    :raises NotFound: no such plan. :raises NotAllowed: the policy says no, as to who began the plan.
    :raises WordsMissing: no decision named. :raises PlanEnded: the special action has ended.
    :raises NothingPlanned: the plan is empty, or just this was approved already.
    :raises Overtaken: the ledger moved since the page was read.
    """
    plan = _open(plan_id)
    policies.may_approve_plan(by, plan).require()
    decided, lines = required(words), lines_now(plan)
    if not lines:
        raise NothingPlanned(_("The plan is empty. Take problems or rules into it first."))
    if digest_of(lines) != seen:
        raise Overtaken(_("The ledger moved since you opened this page. Look at the plan again, then approve it."))
    rows = [line.plain() for line in lines]
    last = plan.versions.order_by("-number").first()
    if last is not None and last.lines == _as_kept(rows):
        raise NothingPlanned(_("Nothing changed since the version that was approved."))
    number = last.number + 1 if last else 1
    version = PlanVersion.objects.create(
        plan=plan, number=number, lines=rows, words=decided, by_id=by.user_id or 0, at=at
    )
    facts = {"version": number, "lines": len(lines), "digest": seen}
    journal.record("ledger.plan.approved", about=f"plan:{plan.pk}", by=by, at=at, after=facts)
    return version


@transaction.atomic
def note_result(*, plan_id: int, seen_on: dt.date, words: str, by: Actor, at: dt.datetime) -> PlanResult:
    """Write down a result of the plan and the day it was seen; it cannot be edited afterwards.

    :raises NotFound: no such plan. :raises NotAllowed: the policy says no. :raises WordsMissing: nothing was said.
    :raises PlanImpossible: a day that has not come yet. :raises PlanEnded: the special action has ended.
    """
    plan = _open(plan_id)
    policies.may_plan(by).require()
    if seen_on > people.local_day(at):
        raise PlanImpossible(_("That day has not come yet. A result is what was seen."))
    result = PlanResult.objects.create(plan=plan, seen_on=seen_on, words=required(words), by_id=by.user_id or 0, at=at)
    journal.record("ledger.plan.result", about=f"plan:{plan.pk}", by=by, at=at, after={"seen_on": seen_on.isoformat()})
    return result


@transaction.atomic
def end_special_action(*, plan_id: int, ended_on: dt.date, words: str, by: Actor, at: dt.datetime) -> Plan:
    """End a special action with its result in words. Problems that are open stay open; how many is kept with it.

    :raises NotFound: no such plan. :raises NotAllowed: the policy says no. :raises WordsMissing: no result.
    :raises PlanImpossible: no special action, never approved, or a day to come or before it began.
    :raises PlanEnded: it has ended already.
    """
    plan = _open(plan_id)
    policies.may_plan(by).require()
    if plan.kind != PlanKind.SPECIAL:
        raise PlanImpossible(_("Only a special action ends with a result. A plan is kept in step with the ledger."))
    if not plan.versions.exists():
        raise PlanImpossible(_("It was never approved, so there is nothing to end. Approve a version first."))
    if not plan.since <= ended_on <= people.local_day(at):
        raise PlanImpossible(_("Give a day that has come, and not before the action began."))
    lines = lines_now(plan)
    plan.ended_on, plan.ended_words, plan.ended_by_id = ended_on, required(words), by.user_id
    plan.left_open = sum(line.what == "problem" and line.state in OPEN for line in lines)
    plan.save(update_fields=["ended_on", "ended_words", "ended_by", "left_open"])
    facts = {"ended_on": ended_on.isoformat(), "lines": len(lines), "left_open": plan.left_open}
    journal.record("ledger.plan.ended", about=f"plan:{plan.pk}", by=by, at=at, after=facts)
    return plan


def _as_kept(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    """As the database gives them back: tuples are lists there."""
    return [{**row, "measures": list(row["measures"])} for row in rows]  # type: ignore[call-overload]


def _open(plan_id: int) -> Plan:
    plan = Plan.objects.order_by().select_for_update().filter(pk=plan_id).first()
    if plan is None:
        raise NotFound(f"plan {plan_id}")
    if plan.ended_on is not None:
        raise PlanEnded(_("This special action has ended. What is still open goes on in the ledger, or in a new plan."))
    return plan
