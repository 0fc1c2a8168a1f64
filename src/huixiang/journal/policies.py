"""Who may read the journal."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from huixiang.kernel.actor import Actor
from huixiang.kernel.ruling import YES, Ruling


def may_read_journal(actor: Actor) -> Ruling:
    """Test whether somebody may read every act of the organisation: office, supervisor, auditor, administrator."""
    if actor.may("read_journal"):
        return YES
    return Ruling(_("The journal is for the office, supervisors, auditors and administrators."))
