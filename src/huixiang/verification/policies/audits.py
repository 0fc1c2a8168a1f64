"""Who may run a sample audit, speak for a party, and look at a drawn problem: nobody who handled it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from huixiang.kernel.actor import Actor
from huixiang.kernel.ruling import YES, Ruling
from huixiang.ledger.states import ClaimOutcome
from huixiang.people.permissions import Permission
from huixiang.verification.models import AuditCheck, SampledProblem, SampleParty
from huixiang.verification.states import Part

HANDS = (Permission.SIGN_CLOSURE, Permission.CHECK_CLOSURE, Permission.APPROVE_CLOSURE)


def may_run_audit(actor: Actor) -> Ruling:
    """Test whether somebody may begin sample audits, note the beacon, draw and follow the stop rule."""
    if actor.may(Permission.AUDIT):
        return YES
    return Ruling(_("Sample audits are run by the office, supervisors and auditors."))


def may_speak_for(actor: Actor, party: SampleParty) -> Ruling:
    """Test whether somebody may commit and reveal for a party: a member for themselves, else who runs audits."""
    if party.user_id is None:
        return may_run_audit(actor)
    if party.user_id == actor.user_id:
        return YES
    return Ruling(_("Only %(name)s does this, with their own account.") % {"name": party.name})


def may_look(actor: Actor, sampled: SampledProblem, part: Part) -> Ruling:
    """Test whether somebody may say what they saw of a drawn problem; ``part`` is what they had to do with it."""
    if not (actor.may(Permission.AUDIT) or actor.may(Permission.CHECK_CLOSURE)):
        return Ruling(_("Looking at drawn problems is for checkers, the office, supervisors and auditors."))
    if part.handled:
        return Ruling(_("You handled this problem yourself: you worked on it, signed, checked or approved it. "
                        "Somebody else must look."))  # fmt: skip
    if part.unit_handled:
        return Ruling(_("Your unit handled this problem. Somebody from outside it must look."))
    if sampled.claim.outcome == ClaimOutcome.OPEN and any(actor.may(permission) for permission in HANDS):
        return Ruling(_("You may still sign, check or approve this report. Somebody else must look."))
    return YES


def may_correct(actor: Actor, check: AuditCheck, part: Part) -> Ruling:
    """Test whether somebody may put right what a checker said: the checker, or who runs audits on the checker's word.

    Neither may have had a part in the problem; ``part`` is what they had to do with it.
    """
    if actor.user_id != check.by_id and not actor.may(Permission.AUDIT):
        words = _("Only %(name)s puts this right, or whoever runs audits, on their word.")
        return Ruling(words % {"name": check.by.name})
    return may_look(actor, check.sampled, part)
