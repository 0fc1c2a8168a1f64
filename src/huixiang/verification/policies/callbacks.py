"""Who may draw call-backs, and who may ring a speaker: nobody of the handling unit, none of the four hands."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from huixiang.kernel.actor import Actor
from huixiang.kernel.ruling import YES, Ruling
from huixiang.ledger.models import CompletionClaim
from huixiang.people.permissions import Permission
from huixiang.verification.models import CallBack


def may_draw(actor: Actor) -> Ruling:
    """Test whether somebody may draw call-backs and hand calls out: the office, and the system by calendar."""
    if actor.kind == "system" or actor.may(Permission.APPROVE_CLOSURE):
        return YES
    return Ruling(_("Only the office draws call-backs."))


def may_ring(
    user_id: int | None,
    unit_path: str,
    claim: CompletionClaim,
    handling: Collection[str],
    *,
    could_be_hand: bool = False,
) -> Ruling:
    """Test whether somebody in a unit with this path may ring the speakers of a claim.

    ``handling`` are the paths of the units that handled it; a unit below one of them belongs to it.
    ``could_be_hand`` is true for somebody who may still sign or check the claim.
    """
    if any(unit_path.startswith(path) for path in handling):
        return Ruling(_("Somebody of the handling unit does not ring those who raised it."))
    if user_id in {claim.applicant_id, claim.signer_id, claim.checker_id, claim.approver_id}:
        return Ruling(_("Somebody who applied, signed, checked or approved does not ring those who raised it."))
    if could_be_hand:
        return Ruling(_("Somebody who may still sign or check it does not ring those who raised it."))
    return YES


def may_call(actor: Actor, call: CallBack) -> Ruling:
    """Test whether this call is this person's to make, whatever became of it."""
    if not actor.may(Permission.TALK_TO_SPEAKER):
        return Ruling(_("Ringing speakers is for clerks and the office."))
    if call.caller_id != actor.user_id:
        return Ruling(_("This call is somebody else's. Only who makes it sees the number."))
    return YES


def did_not_ring(*, rang: bool) -> Ruling:
    """Test whether somebody may still be a hand of a claim: who rang its speakers may not."""
    return Ruling(_("You rang those who raised it. Another person must approve.")) if rang else YES
