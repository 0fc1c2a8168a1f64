"""Who may read, explain and review a finding. The unit concerned reads its own; nobody reviews their own unit."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from huixiang.kernel.actor import Actor
from huixiang.kernel.ruling import YES, Ruling
from huixiang.people.permissions import Permission
from huixiang.verification.formalism.states import DECIDED, FindingState
from huixiang.verification.models import Finding


def may_read_findings(actor: Actor) -> Ruling:
    """Test whether somebody reads findings at all: of all units, or of those they reach."""
    return YES if actor.may(Permission.READ_PROBLEMS) else Ruling(_("Your role does not read problems."))


def may_explain(actor: Actor, finding: Finding) -> Ruling:
    """Test whether somebody may explain a finding: who works or signs in the unit concerned, until it is decided."""
    works = (Permission.WORK_ON_PROBLEM, Permission.SIGN_CLOSURE)
    if finding.unit_id is None or not any(actor.may(one, unit_id=finding.unit_id) for one in works):
        return Ruling(_("Only the unit concerned explains it."))
    if finding.state in DECIDED:
        return Ruling(_("It was decided already."))
    if finding.state == FindingState.OVERTAKEN:
        return Ruling(_("It no longer holds, so there is nothing to explain."))
    return YES


def may_review(actor: Actor, finding: Finding) -> Ruling:
    """Test whether somebody may decide on a finding: a supervisor who is not of the unit and did not explain it."""
    if not actor.may(Permission.COMMENT):
        return Ruling(_("Only supervisors decide on findings."))
    if finding.unit_id is not None and actor.unit_id == finding.unit_id:
        return Ruling(_("It is about your own unit. Somebody else must decide."))
    if actor.user_id is not None and actor.user_id == finding.explained_by_id:
        return Ruling(_("You explained it yourself. Somebody else must decide."))
    if finding.state in DECIDED:
        return Ruling(_("It was decided already."))
    if finding.state == FindingState.OVERTAKEN:
        return Ruling(_("It no longer holds, so there is nothing to decide."))
    return YES


def may_set_thresholds(actor: Actor) -> Ruling:
    """Test whether somebody may change the thresholds of the rules: those who review, not those who are looked at."""
    return YES if actor.may(Permission.COMMENT) else Ruling(_("Only supervisors change the thresholds."))
