"""Suspensions (挂账): asked for by the unit, decided from outside, reviewed on their day, ended with the problem."""

from __future__ import annotations

import datetime as dt
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from huixiang.journal import services as journal
from huixiang.kernel.actor import Actor, system
from huixiang.kernel.errors import Overtaken, Refusal
from huixiang.kernel.tenancy import current_organisation_id
from huixiang.ledger import policies, queries
from huixiang.ledger.models import Suspension, SuspensionReview
from huixiang.ledger.services.days import BadDeadline
from huixiang.ledger.services.rows import act_on
from huixiang.ledger.services.words import required
from huixiang.ledger.states import SUSPENDED_RUNNING, SuspensionState
from huixiang.people import queries as people
from huixiang.people.models import Unit
from huixiang.sorting import services as sorting
from huixiang.sorting.models import Problem

LONGEST: Final = dt.timedelta(days=180)
"""Nobody looks at what is put off longer than half a year."""


class AskedAlready(Refusal):
    """The same was asked for before and is not over; nothing was written."""


class NotFresh(Refusal):
    """The reason is the one given before; nothing was written."""


@transaction.atomic
def ask_for_suspension(
    *, problem_id: int, cause: str, plan: str, review_on: dt.date, by: Actor, at: dt.datetime
) -> Suspension:
    """Ask, for the unit, that a problem stands as real but not solvable now. The deadline runs on.

    :raises NotAllowed: the policy says no. :raises WordsMissing: no cause or no plan.
    :raises BadDeadline: the review is not after today, or more than 180 days away.
    :raises AskedAlready: one is asked for or stands; nothing was written.
    """
    problem = sorting.lock_problem(problem_id)
    policies.may_ask(by, problem).require()
    _require_review_day(review_on, at)
    if queries.running_suspension(problem) is not None:
        raise AskedAlready(_("A suspension is asked for or stands already."))
    suspension = Suspension.objects.create(
        problem=problem,
        order=queries.lead_order(problem),
        unit=_unit_of(problem),
        cause=required(cause),
        plan=required(plan),
        review_on=review_on,
        asked_by_id=by.user_id or 0,
        asked_at=at,
    )
    _record("ledger.suspension.asked", suspension, by=by, at=at)
    return suspension


@transaction.atomic
def decide_suspension(*, suspension_id: int, granted: bool, words: str, by: Actor, at: dt.datetime) -> Suspension:
    """Approve or refuse a suspension from outside the unit's chain, with a reason.

    :raises Overtaken: it was decided or taken back meanwhile. :raises NotAllowed: the policy says no.
    :raises WordsMissing: no reason. :raises BadDeadline: the review day came before the decision.
    """
    problem, suspension = _locked(by, suspension_id)
    if suspension.state != SuspensionState.ASKED:
        raise Overtaken(_("Meanwhile this was decided or taken back. Load the page again."))
    policies.may_decide_suspension(by, suspension).require()
    if granted:
        _require_review_day(suspension.review_on, at)
    suspension.state = SuspensionState.STANDING if granted else SuspensionState.REFUSED
    suspension.decided_by_id, suspension.decided_at = by.user_id, at
    suspension.decided_words = required(words)
    suspension.save(update_fields=["state", "decided_by", "decided_at", "decided_words"])
    act_on(problem, at=at)
    _record("ledger.suspension.granted" if granted else "ledger.suspension.refused", suspension, by=by, at=at)
    return suspension


@transaction.atomic
def review_suspension(
    *, suspension_id: int, review_on: dt.date | None, words: str, by: Actor, at: dt.datetime
) -> SuspensionReview:
    """Look at a standing suspension again: prolong it to a later day with a fresh reason, or end it (None).

    :raises Overtaken: it ended meanwhile. :raises NotAllowed: the policy says no. :raises WordsMissing: no reason.
    :raises BadDeadline: the day is not after today, or more than 180 days away.
    :raises NotFresh: the reason was given before, word for word; nothing was written.
    """
    problem, suspension = _locked(by, suspension_id)
    _require_standing(suspension)
    policies.may_review_suspension(by, suspension).require()
    reason = required(words)
    if review_on is not None:
        _require_review_day(review_on, at)
        _require_fresh(reason, suspension)
    return _review(problem, suspension, review_on, reason, by=by, at=at)


@transaction.atomic
def withdraw_suspension(*, suspension_id: int, words: str, by: Actor, at: dt.datetime) -> SuspensionReview:
    """Take a suspension back for the unit, asked for or standing: it can be solved after all.

    :raises Overtaken: it ended meanwhile. :raises NotAllowed: the policy says no. :raises WordsMissing: no reason.
    """
    problem, suspension = _locked(by, suspension_id)
    if SuspensionState(suspension.state) not in SUSPENDED_RUNNING:
        raise Overtaken(_("Meanwhile this was decided or taken back. Load the page again."))
    policies.may_withdraw_suspension(by, suspension).require()
    return _review(problem, suspension, None, required(words), by=by, at=at)


@transaction.atomic
def end_suspension_of(*, problem_id: int, at: dt.datetime) -> SuspensionReview | None:
    """End the suspension of a problem that was closed, by the system; None where there is none."""
    problem = sorting.lock_problem(problem_id)
    suspension = queries.running_suspension(problem)
    if suspension is None:
        return None
    by = system(current_organisation_id())
    return _review(problem, suspension, None, _("The problem was closed."), by=by, at=at)


def _review(
    problem: Problem, suspension: Suspension, after: dt.date | None, words: str, *, by: Actor, at: dt.datetime
) -> SuspensionReview:
    review = SuspensionReview.objects.create(
        suspension=suspension, before=suspension.review_on, after=after, words=words, by_id=by.user_id, at=at
    )
    if after is None:
        suspension.state, suspension.ended_at = SuspensionState.ENDED, at
    else:
        suspension.review_on = after
    suspension.save(update_fields=["state", "ended_at", "review_on"])
    act_on(problem, at=at)
    action = "ledger.suspension.ended" if after is None else "ledger.suspension.prolonged"
    _record(action, suspension, by=by, at=at, review=review.pk)
    return review


def _locked(by: Actor, suspension_id: int) -> tuple[Problem, Suspension]:
    """The problem, locked, and then its suspension as it is under that lock."""
    problem_id = queries.suspension_seen_by(by, suspension_id).problem_id
    problem = sorting.lock_problem(problem_id)
    return problem, queries.suspension_seen_by(by, suspension_id, lock=True)


def _require_standing(suspension: Suspension) -> None:
    """:raises Overtaken: it does not stand."""
    if suspension.state != SuspensionState.STANDING:
        raise Overtaken(_("This suspension does not stand. Load the page again."))


def _require_review_day(day: dt.date, at: dt.datetime) -> None:
    """:raises BadDeadline: the day is not after today, or too far away."""
    today = people.local_day(at)
    if day <= today:
        raise BadDeadline(_("The review lies in the past. Choose a day after today."))
    if day > today + LONGEST:
        raise BadDeadline(_("A suspension is looked at again within 180 days."))


def _require_fresh(reason: str, suspension: Suspension) -> None:
    """:raises NotFresh: these very words were given before."""
    given = {suspension.cause, suspension.plan, *suspension.reviews.values_list("words", flat=True)}
    if reason in given:
        raise NotFresh(_("This reason was given before. Say what is so today."))


def _unit_of(problem: Problem) -> Unit:
    assert problem.unit is not None  # noqa: S101 - the policy refused before; for the type only
    return problem.unit


def _record(action: str, suspension: Suspension, *, by: Actor, at: dt.datetime, review: int | None = None) -> None:
    after = {"suspension": suspension.pk, "review_on": suspension.review_on.isoformat()}
    if review is not None:
        after |= {"suspension_review": review}
    journal.record(action, about=f"problem:{suspension.problem_id}", by=by, at=at, after=after)
