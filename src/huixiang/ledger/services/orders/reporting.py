"""What a unit reports back (反馈): what was done is entered once, and where it is solved the closing begins with it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from huixiang.journal import services as journal
from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import Refusal
from huixiang.ledger import queries
from huixiang.ledger.models import CompletionClaim, Evidence, Measure, Order, OrderReport
from huixiang.ledger.policies import MERELY_SAID, orders as policies
from huixiang.ledger.services.closing import claim_completion
from huixiang.ledger.services.orders.moving import locked_order
from huixiang.ledger.services.words import required
from huixiang.ledger.states import EvidenceKind, MeasureState
from huixiang.people import queries as people
from huixiang.sorting import services as sorting
from huixiang.sorting.states import ProblemState


class ContactInFuture(Refusal):
    """Nobody can have been spoken to later than now; nothing was written."""


@dataclass(frozen=True, slots=True)
class Reported:
    """What the unit says. ``done`` is what was done, in words that become measure and evidence if there are none."""

    answer: str
    solved: bool
    done: str = ""
    kind: EvidenceKind = EvidenceKind.DONE_WORK
    unsolved_reason: str = ""
    found_true: bool | None = None
    beyond_duty: bool = False
    contacted_at: dt.datetime | None = None
    contacted_by_words: str = ""
    inside_words: str = ""


@transaction.atomic
def report_order(*, order_id: int, said: Reported, by: Actor, at: dt.datetime) -> OrderReport:
    """Report back. Solved, it is the claim of completion, and everybody who raised it is asked; else it says why not.

    :raises NotAllowed: the policy says no. :raises WordsMissing: no public answer, or nothing done, or no reason why
    it is not solved. :raises ContactInFuture: a contact later than now. :raises NothingShown: only paper or meetings.
    Nothing was written in any case.
    """
    order = locked_order(order_id)
    policies.may_report(by, order).require()
    if said.contacted_at is not None and said.contacted_at > at:
        raise ContactInFuture(_("The contact lies in the future. Write when you spoke with whoever raised it."))
    answer = required(said.answer)
    reason = "" if said.solved else required(said.unsolved_reason)
    claim = _claim(order, said, answer, by=by, at=at) if said.solved else None
    report = OrderReport.objects.create(
        order=order, claim=claim, answer=answer, solved=said.solved, unsolved_reason=reason, by_id=by.user_id or 0,
        found_true=said.found_true, beyond_duty=said.beyond_duty, contacted_at=said.contacted_at, at=at,
        contacted_by_words=said.contacted_by_words.strip()[:80], inside_words=said.inside_words.strip(),
    )  # fmt: skip
    after = {"order": order.number, "report": report.pk, "is_solved": said.solved}
    journal.record("ledger.order.reported", about=f"problem:{order.problem_id}", by=by, at=at, after=after)
    return report


def _claim(order: Order, said: Reported, answer: str, *, by: Actor, at: dt.datetime) -> CompletionClaim:
    """Put what was done on the table, as far as nothing lies there, and apply for closing."""
    problem, today = order.problem, people.local_day(at)
    shown = queries.shown_for(problem)
    if not shown.measures:
        Measure.objects.create(
            problem=problem, words=required(said.done), unit_id=order.unit_id or 0, due_on=today, done_on=today,
            state=MeasureState.DONE, person_id=by.user_id,
        )  # fmt: skip
    if shown.kinds <= MERELY_SAID:
        Evidence.objects.create(
            problem=problem, kind=said.kind, words=required(said.done), by_id=by.user_id or 0, at=at
        )
    if problem.state == ProblemState.ASSIGNED:
        sorting.move_problem(sorting.lock_problem(problem.pk), ProblemState.WORKING, at=at)
    return claim_completion(problem_id=problem.pk, words=answer, by=by, at=at)
