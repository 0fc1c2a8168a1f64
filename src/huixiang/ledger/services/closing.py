"""The claim that it is done and three of its four hands: applicant, leader, checker. Verification has the fourth."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from huixiang.journal import services as journal
from huixiang.kernel import events
from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import NotFound, Overtaken, Refusal
from huixiang.ledger import policies, queries
from huixiang.ledger.events import ClaimEnded, CompletionClaimed
from huixiang.ledger.models import CompletionClaim
from huixiang.ledger.services.words import required
from huixiang.ledger.states import ClaimOutcome
from huixiang.sorting import services as sorting
from huixiang.sorting.models import Problem
from huixiang.sorting.states import ProblemState


class NothingShown(Refusal):
    """Nothing on the table shows that anything was done; nothing was written."""


class PartsUnfinished(Refusal):
    """A helping unit has not finished its part; nothing was written."""


@transaction.atomic
def claim_completion(*, problem_id: int, words: str, by: Actor, at: dt.datetime) -> CompletionClaim:
    """Say that the problem is put right: the first hand. Every speaker is asked in the same transaction.

    :raises NotAllowed: the policy says no. :raises WordsMissing: nothing was said.
    :raises NothingShown: no measure, no evidence, or only paper and meetings.
    :raises PartsUnfinished: a helping unit has not said that its part is finished.
    """
    problem = sorting.lock_problem(problem_id)
    policies.may_claim(by, problem).require()
    ready = policies.is_shown(queries.shown_for(problem))
    if not ready:
        raise NothingShown(ready.reason)
    parts = policies.are_parts_finished(list(queries.co_units_of(problem)))
    if not parts:
        raise PartsUnfinished(parts.reason)
    before: dict[str, object] = {"state": problem.state}
    claim = CompletionClaim.objects.create(
        problem=problem,
        round=problem.claims.count() + 1,
        words=required(words),
        applicant_id=by.user_id or 0,
        applied_at=at,
    )
    sorting.move_problem(problem, ProblemState.CLAIMED, at=at)
    _record("ledger.completion.claimed", claim, by=by, at=at, before=before)
    events.emit(CompletionClaimed(claim_id=claim.pk, problem_id=problem.pk))
    return claim


@transaction.atomic
def sign_claim(*, claim_id: int, by: Actor, at: dt.datetime) -> CompletionClaim:
    """Vouch for the claim as leader of the unit: the second hand.

    :raises Overtaken: it was signed or ended meanwhile. :raises NotAllowed: the policy says no.
    """
    problem, claim = _locked(claim_id)
    _require_waiting(claim, ProblemState.CLAIMED)
    policies.may_sign(by, problem, claim).require()
    claim.signer_id, claim.signed_at = by.user_id, at
    claim.save(update_fields=["signer", "signed_at"])
    before: dict[str, object] = {"state": problem.state}
    sorting.move_problem(problem, ProblemState.SIGNED, at=at)
    _record("ledger.completion.signed", claim, by=by, at=at, before=before)
    return claim


@transaction.atomic
def turn_back_claim(*, claim_id: int, words: str, by: Actor, at: dt.datetime) -> CompletionClaim:
    """Send the claim back to work as leader of the unit, saying what is missing.

    :raises Overtaken: it was signed or ended meanwhile. :raises NotAllowed: the policy says no.
    :raises WordsMissing: nothing was said.
    """
    problem, claim = _locked(claim_id)
    _require_waiting(claim, ProblemState.CLAIMED)
    policies.may_sign(by, problem, claim).require()
    claim.turned_back_words = required(words)
    _end(claim, ClaimOutcome.NOT_SIGNED, at=at)
    before: dict[str, object] = {"state": ProblemState.CLAIMED.value}
    _record("ledger.completion.turned_back", claim, by=by, at=at, before=before)
    return claim


@transaction.atomic
def check_claim(*, claim_id: int, passed: bool, words: str, by: Actor, at: dt.datetime) -> CompletionClaim:
    """Say, after looking on the spot, whether it was really done: the third hand. Not passed goes back to work.

    :raises Overtaken: it was checked or ended meanwhile. :raises NotAllowed: the policy says no.
    :raises WordsMissing: the checker did not say what was seen.
    """
    problem, claim = _locked(claim_id)
    _require_waiting(claim, ProblemState.SIGNED)
    policies.may_check(by, problem, claim).require()
    claim.check_words = required(words)
    claim.checker_id, claim.checked_at = by.user_id, at
    claim.save(update_fields=["checker", "checked_at", "check_words"])
    if passed:
        sorting.move_problem(problem, ProblemState.CHECKED, at=at)
    else:
        _end(claim, ClaimOutcome.NOT_PASSED, at=at)
    action = "ledger.completion.checked" if passed else "ledger.completion.not_passed"
    before: dict[str, object] = {"state": ProblemState.SIGNED.value}
    _record(action, claim, by=by, at=at, before=before)
    return claim


def _locked(claim_id: int) -> tuple[Problem, CompletionClaim]:
    """The problem, locked, and then its claim as it is under that lock: so two hands cannot act at once."""
    found = CompletionClaim.objects.filter(pk=claim_id).values_list("problem_id", flat=True).first()
    if found is None:
        raise NotFound(f"claim {claim_id}")
    problem = sorting.lock_problem(found)
    claim = queries.claim_with_hands(claim_id)
    claim.problem = problem
    return problem, claim


def _require_waiting(claim: CompletionClaim, state: ProblemState) -> None:
    """:raises Overtaken: the claim does not stand where the person on the page still saw it."""
    if claim.outcome == ClaimOutcome.DISPUTED:
        raise Overtaken(_("Meanwhile somebody said that it is not solved. The problem is open again."))
    if claim.outcome == ClaimOutcome.NOT_SIGNED:
        raise Overtaken(_("Meanwhile the leader turned this claim back."))
    if claim.checker is not None:
        raise Overtaken(_("%(name)s checked this claim already.") % {"name": claim.checker.name})
    if claim.signer is not None and state == ProblemState.CLAIMED:
        raise Overtaken(_("%(name)s signed this claim already.") % {"name": claim.signer.name})


def _end(claim: CompletionClaim, outcome: ClaimOutcome, *, at: dt.datetime) -> None:
    claim.outcome = outcome
    claim.save(update_fields=["outcome", "turned_back_words"])
    sorting.move_problem(claim.problem, ProblemState.WORKING, at=at)
    events.emit(ClaimEnded(claim_id=claim.pk, problem_id=claim.problem_id))


def _record(action: str, claim: CompletionClaim, *, by: Actor, at: dt.datetime, before: dict[str, object]) -> None:
    after = {"claim": claim.pk, "round": claim.round, "outcome": str(claim.outcome)}
    journal.record(action, about=f"problem:{claim.problem_id}", by=by, at=at, before=before, after=after)
