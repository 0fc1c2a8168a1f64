"""Who may keep the dispatch catalogue."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from huixiang.kernel.actor import Actor
from huixiang.kernel.ruling import YES, Ruling
from huixiang.people.permissions import Permission


def may_keep_catalogue(actor: Actor) -> Ruling:
    """Test whether somebody may say whose business something is."""
    if not actor.may(Permission.ASSIGN_PROBLEM):
        return Ruling(_("Only the office keeps the catalogue."))
    return YES
