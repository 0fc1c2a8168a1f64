"""Asks every speaker, keeps what they say, and closes with the fourth hand. A first "not solved" always reopens."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from huixiang.journal import services as journal
from huixiang.kernel import events
from huixiang.kernel.actor import Actor, system
from huixiang.kernel.errors import Overtaken, Refusal
from huixiang.kernel.tenancy import current_organisation_id
from huixiang.ledger import queries as ledger
from huixiang.ledger.events import CompletionClaimed
from huixiang.ledger.models import CompletionClaim
from huixiang.ledger.states import ClaimOutcome
from huixiang.listening import services as listening
from huixiang.people import queries as people
from huixiang.people.models import Organisation
from huixiang.sorting import services as sorting
from huixiang.sorting.events import PartsJoined
from huixiang.sorting.models import Part, Problem
from huixiang.sorting.states import ProblemState
from huixiang.verification import policies, queries
from huixiang.verification.events import ProblemClosed, ProblemReopened
from huixiang.verification.models import Asking, Verdict
from huixiang.verification.services.answered import follow_first_answer
from huixiang.verification.states import Satisfied


class QuestionOver(Refusal):
    """The claim was turned back or a newer one stands; nothing was written."""


class SomebodyMayStillAnswer(Refusal):
    """Not everybody has answered and the window is open; the sentence says until when. Nothing was written."""


def ask_about(event: CompletionClaimed) -> None:
    """Ask the speakers when a unit says it is done, in the same transaction: for config/wiring."""
    claim = CompletionClaim.objects.get(pk=event.claim_id)
    ask_speakers(claim_id=claim.pk, at=claim.applied_at)


def ask_those_who_joined(event: PartsJoined) -> None:
    """Ask a speaker too whose voice joined while completion is being examined: for config/wiring."""
    claim = CompletionClaim.objects.filter(problem_id=event.problem_id, outcome=ClaimOutcome.OPEN).first()
    if claim is not None:
        parts = Part.objects.filter(problem_id=event.problem_id, voice_id__in=event.voice_ids)
        joined = parts.order_by("-joined_at").values_list("joined_at", flat=True).first()
        ask_speakers(claim_id=claim.pk, at=joined or claim.applied_at)


@transaction.atomic
def ask_speakers(*, claim_id: int, at: dt.datetime) -> int:
    """Ask the speaker of every voice that feeds the problem, merged ones too; returns how many were asked now.

    Asking again asks only those who were not asked yet. They can answer for the organisation's number of days.

    :raises NotFound: there is no such claim. :raises QuestionOver: the claim has ended.
    """
    claim = ledger.claim_with_hands(claim_id)
    if claim.outcome != ClaimOutcome.OPEN:
        raise QuestionOver(_("This claim has ended. Nobody is asked about it any more."))
    asked = claim.askings.order_by().values("voice_id")
    voices = queries.voices_feeding(claim.problem).exclude(pk__in=asked).order_by("said_on", "id")
    today = people.local_day(at)
    closes_on = last_day(today)
    new = [Asking(claim=claim, voice=voice, asked_on=today, closes_on=closes_on) for voice in voices]
    if new or not claim.askings.exists():
        Asking.objects.bulk_create(new, batch_size=500)
        facts = {"claim": claim.pk, "asked": len(new), "closes_on": closes_on.isoformat()}
        _record("verification.speakers.asked", claim.problem_id, system(current_organisation_id()), at, facts)
    return len(new)


def last_day(asked_on: dt.date) -> dt.date:
    """The last day on which somebody asked on this day can answer in time."""
    days = Organisation.objects.values_list("asking_days", flat=True).get(pk=current_organisation_id())
    return asked_on + dt.timedelta(days=days)


@transaction.atomic
def give_verdict(  # noqa: PLR0913 - a speaker's answer has this many parts, none with a default
    *,
    voice_id: UUID,
    claim_id: int,
    contacted: bool,
    solved: bool,
    satisfied: Satisfied,
    words: str,
    by: Actor,
    at: dt.datetime,
) -> Verdict:
    """Keep a speaker's answer, also a late one. The first counts; later ones stand beside it and move nothing.

    The same answer again on the same day is the one given before.

    A first "not solved" about the last claim opens the problem again, even after closing; a first "solved" turns
    a silent closing into a confirmed one. The record knows the day, not the moment.

    :raises NotFound: this voice was not asked about this claim.
    :raises QuestionOver: the claim was turned back, or a newer one stands; nothing was written.
    """  # fmt: skip
    asking = queries.asking_about(claim_id, voice_id)
    sorting.lock_problem(asking.claim.problem_id)
    require_asked_still(CompletionClaim.objects.get(pk=claim_id))
    answer = {
        "contacted": contacted, "solved": solved, "satisfied": Satisfied(satisfied).value,
        "words": words.replace("\0", "").strip(), "given_on": people.local_day(at),
    }  # fmt: skip
    last = asking.verdicts.order_by("-ordinal").first()
    if last is not None and answer == {name: getattr(last, name) for name in answer}:
        return last  # the button was pressed twice
    return keep_answer(asking, answer, act="verification.verdict.given", by=by, at=listening.day_moment(at))


def keep_answer(asking: Asking, answer: Mapping[str, Any], *, act: str, by: Actor, at: dt.datetime) -> Verdict:
    """Keep an answer, however it came, with the entry of this act; needs the problem locked by the caller's act.

    The first one counts: it disputes or confirms, and stands in the order. ``at`` is as fine as may be known.
    """
    problem = sorting.lock_problem(asking.claim.problem_id)
    claim = CompletionClaim.objects.get(pk=asking.claim_id)
    ordinal = asking.verdicts.count() + 1
    verdict = Verdict.objects.create(asking=asking, ordinal=ordinal, **answer)
    facts = {"claim": claim.pk, "verdict": verdict.pk, "ordinal": ordinal, "solved": verdict.solved}
    _record(act, problem.pk, by, at, facts)
    moved_at = max(problem.last_act_at, at)
    if ordinal == 1:
        follow_first_answer(verdict)
        _follow(problem, claim, solved=verdict.solved, at=moved_at)
    elif not verdict.solved and queries.answers_audit(verdict):
        reopen(problem, claim, at=moved_at)
    return verdict


@transaction.atomic
def approve_closure(*, claim_id: int, by: Actor, at: dt.datetime) -> Problem:
    """Close the problem as the fourth hand: confirmed by a speaker, or silent when nobody answered in time.

    :raises NotFound: there is no such claim. :raises Overtaken: it was approved or disputed meanwhile.
    :raises NotAllowed: the policy says no. :raises SomebodyMayStillAnswer: the window is open.
    """
    claim = ledger.claim_with_hands(claim_id)
    problem = sorting.lock_problem(claim.problem_id)
    claim = ledger.claim_with_hands(claim_id)
    _require_not_ended(claim)
    stands_in = queries.may_stand_in_for(by, problem.unit)
    policies.may_approve(by, problem, claim, stands_in=stands_in).require()
    policies.did_not_ring(rang=queries.called_about(claim, by.user_id)).require()
    today = people.local_day(at)
    standings = queries.standing_of(claim, today=today)
    ready = policies.is_answered(standings, closing_day(claim), today=today)
    if not ready:
        raise SomebodyMayStillAnswer(ready.reason)
    confirmed = standings.confirmed > 0
    claim.approver_id, claim.approved_at = by.user_id, at
    claim.outcome = ClaimOutcome.CONFIRMED if confirmed else ClaimOutcome.SILENT
    claim.save(update_fields=["approver", "approved_at", "outcome"])
    before = {"state": problem.state}
    state = ProblemState.CONFIRMED if confirmed else ProblemState.SILENT
    sorting.move_problem(problem, state, at=at, closed_on=today)
    facts = {"claim": claim.pk, "state": state.value, "confirmed": standings.confirmed, "silent": standings.silent}
    _record("verification.closure.approved", problem.pk, by, at, facts, before=before)
    events.emit(ProblemClosed(problem_id=problem.pk, confirmed=confirmed))
    return problem


def closing_day(claim: CompletionClaim) -> dt.date:
    """The day until which somebody may answer; with nobody to ask, counted from the day of the claim."""
    return queries.last_day_to_answer(claim) or last_day(people.local_day(claim.applied_at))


def _follow(problem: Problem, claim: CompletionClaim, *, solved: bool, at: dt.datetime) -> None:
    """What a first verdict causes: part of the act of answering, whose journal entry says it all."""
    if not solved:
        reopen(problem, claim, at=at)
    elif claim.outcome == ClaimOutcome.SILENT:
        _end(claim, ClaimOutcome.CONFIRMED)
        sorting.move_problem(problem, ProblemState.CONFIRMED, at=at)
        events.emit(ProblemClosed(problem_id=problem.pk, confirmed=True))


def reopen(problem: Problem, claim: CompletionClaim, *, at: dt.datetime) -> bool:
    """Open a problem again whose claim did not hold: part of the act, and the journal entry, that says so.

    Needs the problem locked. Nothing happens, and False is returned, when the claim fell already or is not the last.
    """
    if claim.outcome not in queries.STILL_ASKED or queries.last_claim_id(problem.pk) != claim.pk:
        return False
    _end(claim, ClaimOutcome.DISPUTED)
    sorting.move_problem(
        problem, ProblemState.DISPUTED, at=at, closed_on=None, reopened_count=problem.reopened_count + 1
    )
    events.emit(ProblemReopened(problem_id=problem.pk))
    return True


def _end(claim: CompletionClaim, outcome: ClaimOutcome) -> None:
    claim.outcome = outcome
    claim.save(update_fields=["outcome"])


def require_asked_still(claim: CompletionClaim) -> None:
    """Do nothing while speakers can be asked about the claim.

    :raises QuestionOver: the claim was turned back, or a newer one stands.
    """
    if queries.last_claim_id(claim.problem_id) != claim.pk:
        raise QuestionOver(_("The unit has reported anew since. Look at your receipt again: you are asked about that."))
    if claim.outcome in {ClaimOutcome.NOT_SIGNED, ClaimOutcome.NOT_PASSED}:
        raise QuestionOver(_("The unit's report was sent back. You are asked again when it reports anew."))


def _require_not_ended(claim: CompletionClaim) -> None:
    if claim.outcome == ClaimOutcome.DISPUTED:
        raise Overtaken(_("Meanwhile somebody said that it is not solved. The problem is open again."))
    if claim.approver is not None:
        raise Overtaken(_("%(name)s approved this closing already.") % {"name": claim.approver.name})


def _record(
    action: str, problem_id: int, by: Actor, at: dt.datetime, after: Mapping[str, object],
    before: Mapping[str, object] | None = None,
) -> None:  # fmt: skip
    journal.record(action, about=f"problem:{problem_id}", by=by, at=at, before=before, after=after)
