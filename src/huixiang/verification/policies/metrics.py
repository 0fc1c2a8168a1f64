"""Who may say how metrics are computed, and keep a result."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from huixiang.kernel.actor import Actor
from huixiang.kernel.ruling import YES, Ruling
from huixiang.people.permissions import Permission


def may_read_metrics(actor: Actor) -> Ruling:
    """Test whether somebody may read figures: of the units they reach."""
    if actor.may(Permission.READ_PROBLEMS):
        return YES
    return Ruling(_("Your role does not read problems."))


def may_set_metrics(actor: Actor) -> Ruling:
    """Test whether somebody may set a rule and keep results: the office."""
    if actor.may(Permission.APPROVE_CLOSURE):
        return YES
    return Ruling(_("Only the office sets how figures are computed, and keeps results."))
