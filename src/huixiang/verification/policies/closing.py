"""Who may approve a closing, and when those who spoke have had their say. Each rule has its own sentence."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext_lazy as _, ngettext_lazy

from huixiang.kernel.actor import Actor
from huixiang.kernel.ruling import YES, Ruling
from huixiang.ledger.models import CompletionClaim
from huixiang.ledger.states import ClaimOutcome
from huixiang.people.permissions import Permission
from huixiang.sorting.models import Problem
from huixiang.sorting.states import ProblemState
from huixiang.verification.states import Standings
from huixiang.web.dates import day_words


def may_approve(actor: Actor, problem: Problem, claim: CompletionClaim, *, stands_in: bool = False) -> Ruling:
    """Test whether somebody may be the fourth hand: none of the first three, and only after these.

    ``stands_in`` is true for a supervisor of a unit above a small office: the seat may be theirs, the rest stays.
    """
    if not (actor.may(Permission.APPROVE_CLOSURE) or stands_in):
        return Ruling(_("Only the office approves a closing."))
    if actor.user_id == claim.applicant_id:
        return Ruling(_("You applied for it yourself. Another person must approve."))
    if actor.user_id == claim.signer_id:
        return Ruling(_("You signed it yourself. Another person must approve."))
    if actor.user_id == claim.checker_id:
        return Ruling(_("You checked it yourself. Another person must approve."))
    if claim.outcome != ClaimOutcome.OPEN or problem.state != ProblemState.CHECKED:
        return Ruling(_("It can be approved once the checker has passed it."))
    return YES


def is_answered(standings: Standings, closes_on: dt.date, *, today: dt.date) -> Ruling:
    """Test whether those who spoke have had their say: nobody disputes, and all answered or the window is over."""
    if standings.disputed:
        return Ruling(_("Somebody who raised it says that it is not solved."))
    if standings.waiting or (not standings.asked and closes_on >= today):
        return Ruling(_waiting_words(standings.waiting, closes_on, today))
    return YES


def _waiting_words(waiting: int, closes_on: dt.date, today: dt.date) -> str:
    words = ngettext_lazy(
        "%(n)d person who raised it can still answer until %(day)s.",
        "%(n)d people who raised it can still answer until %(day)s.",
        waiting,
    )
    return str(words % {"n": waiting, "day": day_words(closes_on, today=today)})
