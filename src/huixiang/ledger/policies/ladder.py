"""Who sets the escalation ladder, and who may say that a reminder is known."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from huixiang.kernel.actor import Actor
from huixiang.kernel.ruling import YES, Ruling
from huixiang.ledger.models import Reminder
from huixiang.people.permissions import Permission


def may_set_ladder(actor: Actor) -> Ruling:
    """Test whether somebody may say who is reminded when."""
    if not actor.may(Permission.ASSIGN_PROBLEM):
        return Ruling(_("Only the office sets who is reminded when."))
    return YES


def may_note_reminder(actor: Actor, reminder: Reminder) -> Ruling:
    """Test whether a reminder is this person's own."""
    if actor.user_id != reminder.receiver_id:
        return Ruling(_("This reminder is for somebody else."))
    return YES
