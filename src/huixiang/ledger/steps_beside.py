"""The buttons for what stands beside a problem: suspension, exclusion, objection; each with its ruling of now."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from huixiang.kernel.actor import Actor
from huixiang.kernel.ruling import Ruling
from huixiang.ledger import policies, queries
from huixiang.ledger.additions import Step
from huixiang.ledger.models import CompletionClaim, Exclusion, Suspension
from huixiang.ledger.states import ClaimState, SuspensionState
from huixiang.people.permissions import Permission
from huixiang.sorting.models import Problem
from huixiang.sorting.states import OPEN


def suspend_step(actor: Actor, problem: Problem, claim: CompletionClaim | None) -> Step | None:  # noqa: ARG001
    """What this person can do about a suspension now; None where it makes no sense for them."""
    running = queries.running_suspension(problem) if problem.state in OPEN else None
    if running is None:
        asks = actor.may(Permission.WORK_ON_PROBLEM) and problem.state in OPEN
        return _step(_("Ask for a suspension"), "suspend", problem, policies.may_ask(actor, problem)) if asks else None
    if actor.may(Permission.WORK_ON_PROBLEM, unit_id=running.unit_id) and not queries.decides(actor):
        ruling = policies.may_withdraw_suspension(actor, running)
        return _step(_("Take the suspension back"), "suspension_withdraw", problem, ruling, running)
    return _decision(actor, problem, running) if queries.decides(actor) else None


def _decision(actor: Actor, problem: Problem, running: Suspension) -> Step:
    if running.state == SuspensionState.ASKED:
        ruling = policies.may_decide_suspension(actor, running)
        return _step(_("Decide on the suspension"), "suspension_decide", problem, ruling, running)
    ruling = policies.may_review_suspension(actor, running)
    return _step(_("Review the suspension"), "suspension_review", problem, ruling, running)


def exclude_step(actor: Actor, problem: Problem, claim: CompletionClaim | None) -> Step | None:  # noqa: ARG001
    """What this person can do about an exclusion now."""
    last = problem.exclusions.select_related("unit").order_by("-id").first()
    if last is None:
        asks = actor.may(Permission.WORK_ON_PROBLEM, unit_id=problem.unit_id or -1)
        ruling = policies.may_claim_exclusion(actor, problem)
        return _step(_("Claim that it does not count"), "exclude", problem, ruling) if asks else None
    if last.state == ClaimState.ASKED and queries.decides(actor):
        ruling = policies.may_decide_exclusion(actor, last)
        return _step(_("Decide whether it counts"), "exclusion_decide", problem, ruling, last)
    return None


def appeal_step(actor: Actor, problem: Problem, claim: CompletionClaim | None) -> Step | None:  # noqa: ARG001
    """What this person can do about an objection now: decide the open one, or make one."""
    if queries.decides(actor):
        found = queries.appeals_to_decide(actor).filter(problem=problem).first()
        if found is None:
            return None
        args = [problem.number, found.pk]
        ruling = policies.may_decide_appeal(actor, found)
        return Step(_("Decide on the objection"), reverse("ledger:appeal_decide", args=args), ruling)
    about = queries.appealable_of(problem)
    if not about or not actor.may(Permission.WORK_ON_PROBLEM, unit_id=problem.unit_id or -1):
        return None
    url = reverse("ledger:appeal", args=[problem.number, about])
    return Step(_("Object to the refusal"), url, Ruling())


def press_step(actor: Actor, problem: Problem, claim: CompletionClaim | None) -> Step | None:  # noqa: ARG001
    """A supervisor may press the unit of a problem that is open."""
    if not actor.may(Permission.SUPERVISE) or problem.unit is None or problem.state not in OPEN:
        return None
    url = f"{reverse('supervision:new')}?unit={problem.unit_id}&problems={problem.number}"
    return Step(_("Send a supervision order"), url, policies.may_send(actor, problem.unit))


def _step(
    label: object, name: str, problem: Problem, ruling: Ruling, thing: Suspension | Exclusion | None = None
) -> Step:
    args = [problem.number, thing.pk] if thing else [problem.number]
    return Step(str(label), reverse(f"ledger:{name}", args=args), ruling)


STEPS = (suspend_step, exclude_step, appeal_step, press_step)
"""All of them, in the order in which they stand on the page."""
