"""Who may do what with a problem at work. Each rule of the four hands has its own sentence, shown at the button."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from huixiang.kernel.actor import Actor
from huixiang.kernel.ruling import YES, Ruling
from huixiang.ledger.models import CompletionClaim, Measure
from huixiang.ledger.states import ClaimOutcome, EvidenceKind, MeasureState, Shown
from huixiang.people import queries as people
from huixiang.people.permissions import Permission
from huixiang.sorting.models import Problem
from huixiang.sorting.states import AT_WORK, MOVES, ProblemState

S = ProblemState
"""The states in which a unit adds measures, progress and evidence. During a claim all stays as it was claimed."""
ASSIGNABLE = frozenset(state for state, to in MOVES.items() if S.ASSIGNED in to) - {S.MERGED}
EXTENDABLE = AT_WORK | {S.CLAIMED, S.SIGNED}
MERELY_SAID = frozenset({EvidenceKind.PAPER, EvidenceKind.MEETING})


def may_see(actor: Actor, problem: Problem, co_unit_ids: Collection[int] = ()) -> Ruling:
    """Test whether somebody may open the problem's page: units see their own and those they help with."""
    reach = Permission.READ_PROBLEMS
    if not actor.may(reach):
        return Ruling(_("Your role does not read problems."))
    units = {unit for unit in (problem.unit_id, *co_unit_ids) if unit}
    if actor.may(reach, unit_id=0) or any(actor.may(reach, unit_id=unit) for unit in units):
        return YES
    return Ruling(_("This problem lies with another unit."))


def may_assign(actor: Actor, problem: Problem) -> Ruling:
    """Test whether somebody may hand the problem to a unit."""
    if not actor.may(Permission.ASSIGN_PROBLEM):
        return Ruling(_("Only the office hands problems to units."))
    if S(problem.state) not in ASSIGNABLE:
        return Ruling(_("A problem that is claimed done or closed stays with its unit."))
    return YES


def may_set_limits(actor: Actor) -> Ruling:
    """Test whether somebody may say how long things may take."""
    if not actor.may(Permission.ASSIGN_PROBLEM):
        return Ruling(_("Only the office sets limits."))
    return YES


def may_extend(actor: Actor, problem: Problem) -> Ruling:
    """Test whether somebody may move the deadline, as long as it has not passed (the service knows the day)."""
    if not actor.may(Permission.ASSIGN_PROBLEM):
        return Ruling(_("Only the office extends a deadline."))
    if S(problem.state) not in EXTENDABLE:
        return Ruling(_("There is no running deadline to extend."))
    return YES


def may_work(actor: Actor, problem: Problem, co_unit_ids: Collection[int] = ()) -> Ruling:
    """Test whether somebody may plan measures, note progress and add evidence: the unit and those who help it."""
    if problem.unit_id is None:
        return Ruling(_("No unit is responsible yet."))
    if not any(actor.may(Permission.WORK_ON_PROBLEM, unit_id=unit) for unit in (problem.unit_id, *co_unit_ids)):
        return Ruling(_("Only the responsible unit and the units that help it work on this problem."))
    if S(problem.state) not in AT_WORK:
        return Ruling(_("While completion is being examined, and after closing, nothing is added."))
    return YES


def may_change_measure(actor: Actor, problem: Problem, measure: Measure, co_unit_ids: Collection[int] = ()) -> Ruling:
    """Test whether somebody may move, finish or drop a measure."""
    if measure.state in {MeasureState.DONE, MeasureState.DROPPED}:
        return Ruling(_("This measure is finished."))
    return may_work(actor, problem, co_unit_ids)


def may_claim(actor: Actor, problem: Problem) -> Ruling:
    """Test whether somebody may apply for closing: the first hand."""
    if problem.unit_id is None:
        return Ruling(_("No unit is responsible yet."))
    if not actor.may(Permission.APPLY_FOR_CLOSURE, unit_id=problem.unit_id):
        return Ruling(_("Only a handler of the responsible unit applies for closing."))
    if S.CLAIMED not in MOVES[S(problem.state)]:
        return Ruling(_("Only a problem at work can be claimed done."))
    return YES


def is_shown(shown: Shown) -> Ruling:
    """Test whether there is enough on the table to claim completion."""
    if not shown.measures:
        return Ruling(_("No measure is planned. Say first what was done, by whom and until when."))
    if not shown.kinds:
        return Ruling(_("No evidence yet. Add a photo, figures or a note of what was done."))
    if shown.kinds <= MERELY_SAID:
        return Ruling(_("Paper and meetings alone do not show that anything was put right. Add what was done."))
    return YES


def may_sign(actor: Actor, problem: Problem, claim: CompletionClaim) -> Ruling:
    """Test whether somebody may sign the claim as leader: the second hand."""
    if not actor.may(Permission.SIGN_CLOSURE, unit_id=problem.unit_id):
        return Ruling(_("Only a leader of the responsible unit signs."))
    if actor.user_id == claim.applicant_id:
        return Ruling(_("You applied for it yourself. Another leader must sign."))
    if claim.outcome != ClaimOutcome.OPEN or problem.state != S.CLAIMED:
        return Ruling(_("There is nothing to sign now."))
    return YES


def may_check(actor: Actor, problem: Problem, claim: CompletionClaim) -> Ruling:
    """Test whether somebody may check on the spot that it was done: the third hand. Costs one query at most."""
    if not actor.may(Permission.CHECK_CLOSURE):
        return Ruling(_("Only a checker checks."))
    if actor.user_id == claim.applicant_id:
        return Ruling(_("You applied for it yourself. Another person must check."))
    if actor.user_id == claim.signer_id:
        return Ruling(_("You signed it yourself. Another person must check."))
    if problem.unit and actor.unit_id in people.units_below(problem.unit):
        return Ruling(_("You belong to the responsible unit. Somebody from outside must check."))
    if claim.outcome != ClaimOutcome.OPEN or problem.state != S.SIGNED:
        return Ruling(_("It can be checked once the leader has signed."))
    return YES


def may_comment(actor: Actor, problem: Problem) -> Ruling:
    """Test whether somebody may comment from outside the line of work."""
    if not actor.may(Permission.COMMENT):
        return Ruling(_("Only supervisors comment here."))
    if problem.state == S.MERGED:
        return Ruling(_("This problem went on in another one. Comment there."))
    return YES
