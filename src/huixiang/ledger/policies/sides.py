"""Who may ask that a problem is suspended or not counted, who decides, and what makes somebody an outsider."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from huixiang.kernel.actor import Actor
from huixiang.kernel.ruling import YES, Ruling
from huixiang.ledger.models import Appeal, Exclusion, Suspension
from huixiang.ledger.states import SUSPENDED_RUNNING, ClaimState, SuspensionState
from huixiang.people import queries as people
from huixiang.people.models import Unit
from huixiang.people.permissions import Permission
from huixiang.sorting.models import Problem
from huixiang.sorting.states import AT_WORK, ProblemState


def is_outside(actor: Actor, unit: Unit, *, asked_by: int | None) -> Ruling:
    """Test whether somebody stands outside a unit's chain: not who asked, not in it, no second role in it.

    Everybody belongs to the unit at the top; there only a role in it counts. Costs one query.
    """
    if actor.user_id == asked_by:
        return Ruling(_("You asked for it yourself. Somebody from outside must decide."))
    if unit.parent_id is not None and actor.unit_id in people.units_below(unit):
        return Ruling(_("You belong to the unit concerned. Somebody from outside must decide."))
    if actor.may(Permission.WORK_ON_PROBLEM, unit_id=unit.pk):
        return Ruling(_("You also hold a role in the unit concerned. Somebody from outside must decide."))
    return YES


def may_ask(actor: Actor, problem: Problem) -> Ruling:
    """Test whether somebody may ask for a suspension or an exclusion: the responsible unit, while it has to act."""
    if problem.unit_id is None:
        return Ruling(_("No unit is responsible yet."))
    if not actor.may(Permission.WORK_ON_PROBLEM, unit_id=problem.unit_id):
        return Ruling(_("Only the responsible unit asks for this."))
    if ProblemState(problem.state) not in AT_WORK:
        return Ruling(_("Only for a problem at work can this be asked."))
    return YES


def may_decide(actor: Actor) -> Ruling:
    """Test whether somebody's role decides at all on what units ask for: the office and supervisors."""
    if not (actor.may(Permission.SUPERVISE) or actor.may(Permission.ASSIGN_PROBLEM)):
        return Ruling(_("Only the office or a supervisor decides on this."))
    return YES


def may_decide_suspension(actor: Actor, suspension: Suspension) -> Ruling:
    """Test whether somebody may approve or refuse a suspension. Costs one query at most."""
    ruling = may_decide(actor) and is_outside(actor, suspension.unit, asked_by=suspension.asked_by_id)
    if ruling and suspension.state != SuspensionState.ASKED:
        return Ruling(_("There is nothing to decide any more."))
    return ruling


def may_review_suspension(actor: Actor, suspension: Suspension) -> Ruling:
    """Test whether somebody may prolong or end a standing suspension. Costs one query at most."""
    ruling = may_decide(actor) and is_outside(actor, suspension.unit, asked_by=suspension.asked_by_id)
    if ruling and suspension.state != SuspensionState.STANDING:
        return Ruling(_("This suspension does not stand."))
    return ruling


def may_withdraw_suspension(actor: Actor, suspension: Suspension) -> Ruling:
    """Test whether somebody of the unit may take a suspension back, asked for or standing: it can act after all."""
    if not actor.may(Permission.WORK_ON_PROBLEM, unit_id=suspension.unit_id):
        return Ruling(_("Only the unit that asked for it takes it back."))
    if SuspensionState(suspension.state) not in SUSPENDED_RUNNING:
        return Ruling(_("This suspension does not stand."))
    return YES


def may_decide_exclusion(actor: Actor, exclusion: Exclusion) -> Ruling:
    """Test whether somebody may say that a problem does not count. Costs one query at most."""
    ruling = may_decide(actor) and is_outside(actor, exclusion.unit, asked_by=exclusion.asked_by_id)
    if ruling and exclusion.state != ClaimState.ASKED:
        return Ruling(_("There is nothing to decide any more."))
    return ruling


def may_claim_exclusion(actor: Actor, problem: Problem) -> Ruling:
    """Test whether the unit may claim that a problem should not count: also after closing, never once it is merged."""
    if problem.unit_id is None:
        return Ruling(_("No unit is responsible yet."))
    if not actor.may(Permission.WORK_ON_PROBLEM, unit_id=problem.unit_id):
        return Ruling(_("Only the responsible unit asks for this."))
    if problem.state == ProblemState.MERGED:
        return Ruling(_("This problem went on in another one."))
    return YES


def may_appeal(actor: Actor, unit: Unit) -> Ruling:
    """Test whether somebody may object for a unit: its handlers and leaders."""
    if not actor.may(Permission.WORK_ON_PROBLEM, unit_id=unit.pk):
        return Ruling(_("Only the unit concerned objects."))
    return YES


def may_decide_appeal(actor: Actor, appeal: Appeal) -> Ruling:
    """Test whether somebody may decide an appeal: an outsider who did not decide the first time. One query at most."""
    ruling = may_decide(actor) and is_outside(actor, appeal.unit, asked_by=appeal.asked_by_id)
    if ruling and appeal.first_decider_id == actor.user_id:
        return Ruling(_("You decided the first time. Another person must decide now."))
    if ruling and appeal.state != ClaimState.ASKED:
        return Ruling(_("There is nothing to decide any more."))
    return ruling
