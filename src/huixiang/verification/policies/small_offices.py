"""Who may say that a unit is a small office."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from huixiang.kernel.actor import Actor
from huixiang.kernel.ruling import YES, Ruling
from huixiang.people.permissions import Permission


def may_set_small_office(actor: Actor) -> Ruling:
    """Test whether somebody may declare and end small offices: administrators."""
    if actor.may(Permission.MANAGE_PEOPLE):
        return YES
    return Ruling(_("Only an administrator says which units are small offices."))
