"""Who may manage people and units, and who may read the tables about them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from huixiang.kernel.actor import Actor
from huixiang.kernel.ruling import YES, Ruling
from huixiang.people.models import Unit
from huixiang.people.permissions import Permission


def may_manage_people(actor: Actor) -> Ruling:
    """Test whether somebody may change units, members, roles and days: administrators, and the system itself."""
    if actor.kind == "system" or actor.may(Permission.MANAGE_PEOPLE):
        return YES
    return Ruling(_("Only an administrator may change units, members and roles. Ask yours."))


def may_deactivate(actor: Actor, user_id: int) -> Ruling:
    """Test whether somebody may close this account: an administrator, but never their own."""
    if actor.user_id == user_id:
        return Ruling(_("You cannot close your own account. Ask another administrator."))
    return may_manage_people(actor)


def may_reset_second_step(actor: Actor, user_id: int) -> Ruling:
    """Test whether somebody may take this member's second step away: an administrator, but never their own."""
    if actor.user_id == user_id:
        return Ruling(_("You cannot take away your own second step here. Ask another administrator."))
    return may_manage_people(actor)


def may_end_sign_ins(actor: Actor, user_id: int) -> Ruling:
    """Test whether somebody may sign this member out everywhere: an administrator, but not oneself."""
    if actor.user_id == user_id:
        return Ruling(_("Your own sign-ins are listed under “My sign-ins”. End them there."))
    return may_manage_people(actor)


def may_move(actor: Actor, unit: Unit) -> Ruling:
    """Test whether a unit may be moved: the top unit stays at the top."""
    if unit.parent_id is None:
        return Ruling(_("The top unit stays at the top."))
    return may_manage_people(actor)


def may_close(actor: Actor, unit: Unit) -> Ruling:
    """Test whether closing may be tried: not the top unit, not twice. What else is in the way is counted later."""
    if unit.parent_id is None:
        return Ruling(_("The top unit cannot be closed."))
    if unit.closed_on is not None:
        return Ruling(_("This unit is closed already."))
    return may_manage_people(actor)
