"""Who may keep views of the problem list, share them, and change the leader who answers for a problem."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from huixiang.kernel.actor import Actor
from huixiang.kernel.ruling import YES, Ruling
from huixiang.ledger.policies.work import EXTENDABLE
from huixiang.people.permissions import Permission
from huixiang.sorting.models import Problem
from huixiang.sorting.states import ProblemState


def may_keep_views(actor: Actor, *, shared: bool = False) -> Ruling:
    """Test whether somebody may keep views of the problem list; only the office shares them."""
    if not actor.may(Permission.READ_PROBLEMS):
        return Ruling(_("Your role does not read problems."))
    if shared and not actor.may(Permission.ASSIGN_PROBLEM):
        return Ruling(_("Only the office shares views."))
    return YES


def may_move_many(actor: Actor) -> Ruling:
    """Test whether somebody may move many problems at once: who hands them to units."""
    if not actor.may(Permission.ASSIGN_PROBLEM):
        return Ruling(_("Only the office moves many problems at once."))
    return YES


def may_set_leader(actor: Actor, problem: Problem) -> Ruling:
    """Test whether somebody may say which leader of the responsible unit answers for the problem."""
    if not actor.may(Permission.ASSIGN_PROBLEM):
        return Ruling(_("Only the office says who answers for a problem."))
    if problem.unit_id is None:
        return Ruling(_("No unit is responsible yet."))
    if ProblemState(problem.state) not in EXTENDABLE:
        return Ruling(_("A closed or merged problem keeps its leader."))
    return YES
