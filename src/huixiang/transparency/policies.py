"""Who may look at the backups of the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from huixiang.kernel.actor import Actor
from huixiang.kernel.ruling import YES, Ruling
from huixiang.people.permissions import Permission


def may_see_backups(actor: Actor) -> Ruling:
    """Test whether somebody may see when backups were made and whether they could be restored: administrators."""
    if actor.may(Permission.MANAGE_PEOPLE):
        return YES
    return Ruling(_("The backups are for administrators. Ask yours."))
