"""Exclusions (剔除) and appeals (申诉): claimed by the unit, decided once by somebody outside; handling goes on.

What can be appealed against is registered: capabilities downstream add their own decisions.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from huixiang.journal import services as journal
from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import NotFound, Overtaken
from huixiang.kernel.typed import typed_id
from huixiang.ledger import policies, queries
from huixiang.ledger.models import Appeal, Evidence, Exclusion, OrderStep, Suspension
from huixiang.ledger.services.orders.redirecting import uphold_return
from huixiang.ledger.services.rows import act_on
from huixiang.ledger.services.sides import AskedAlready
from huixiang.ledger.services.words import required
from huixiang.ledger.states import ClaimState, ExclusionReason, OrderMove, SuspensionState
from huixiang.people.models import Unit
from huixiang.sorting import services as sorting
from huixiang.sorting.models import Problem


@dataclass(frozen=True, slots=True)
class Appealed:
    """A decision somebody may object to: about which problem, of which unit, who decided."""

    problem: Problem
    unit: Unit
    first_decider: int | None


@dataclass(frozen=True, slots=True)
class Appealable:
    """A kind of decision: ``found`` reads one that went against a unit; ``upheld`` sets it right, where it can."""

    found: Callable[[int], Appealed | None]
    upheld: Callable[[int, Appeal, Actor], None] | None = None


_appealable: dict[str, Appealable] = {}


def register_appealable(kind: str, appealable: Appealable) -> None:
    """Let units object to decisions of this kind, named ``kind:12`` by their id."""
    _appealable[kind] = appealable


def appealed(about: str) -> Appealed:
    """The decision behind a reference such as ``exclusion:12``.

    :raises NotFound: no such kind, no such decision, or none that went against the unit.
    """
    kind, _colon, identity = about.partition(":")
    known = _appealable.get(kind)
    number = typed_id(identity)
    found = known.found(number) if known and number is not None else None
    if found is None:
        raise NotFound(about)
    return found


@transaction.atomic
def claim_exclusion(
    *, problem_id: int, reason: ExclusionReason, words: str, evidence: Evidence, by: Actor, at: dt.datetime
) -> Exclusion:
    """Claim, for the unit, that a problem should not count in its figures. It is handled all the same.

    :raises NotAllowed: the policy says no. :raises WordsMissing: nothing was said.
    :raises NotFound: the evidence belongs to another problem.
    :raises AskedAlready: it was claimed before, and waits or was granted; nothing was written.
    """
    problem = sorting.lock_problem(problem_id)
    policies.may_claim_exclusion(by, problem).require()
    if evidence.problem_id != problem.pk:
        raise NotFound(f"evidence {evidence.pk}")
    if problem.exclusions.exclude(state=ClaimState.REFUSED).exists():
        raise AskedAlready(_("This was claimed already."))
    if problem.exclusions.filter(unit=problem.unit).exists():
        raise AskedAlready(_("It was refused. Object to the refusal instead of claiming it again."))
    exclusion = Exclusion.objects.create(
        problem=problem, order=queries.lead_order(problem), unit_id=problem.unit_id or 0, reason=reason,
        words=required(words), evidence=evidence, asked_by_id=by.user_id or 0, asked_at=at,
    )  # fmt: skip
    facts = {"exclusion": exclusion.pk, "reason": reason.value}
    journal.record("ledger.exclusion.asked", about=f"problem:{problem.pk}", by=by, at=at, after=facts)
    return exclusion


@transaction.atomic
def decide_exclusion(*, exclusion_id: int, granted: bool, words: str, by: Actor, at: dt.datetime) -> Exclusion:
    """Say, from outside the unit, whether the problem counts. Its state and deadline do not change.

    :raises Overtaken: it was decided meanwhile. :raises NotAllowed: the policy says no.
    :raises WordsMissing: no reason.
    """
    exclusion = queries.exclusion_seen_by(by, exclusion_id)
    problem = sorting.lock_problem(exclusion.problem_id)
    exclusion = queries.exclusion_seen_by(by, exclusion_id, lock=True)
    if exclusion.state != ClaimState.ASKED:
        raise Overtaken(_("Meanwhile this was decided. Load the page again."))
    policies.may_decide_exclusion(by, exclusion).require()
    _decide(exclusion, granted=granted, words=words, by=by, at=at)
    act_on(problem, at=at)
    action = "ledger.exclusion.granted" if granted else "ledger.exclusion.refused"
    about = f"problem:{exclusion.problem_id}"
    journal.record(action, about=about, by=by, at=at, after={"exclusion": exclusion.pk})
    return exclusion


@transaction.atomic
def appeal(*, about: str, words: str, by: Actor, at: dt.datetime, evidence: Evidence | None = None) -> Appeal:
    """Object, for the unit, to a decision that went against it. Once for each decision.

    :raises NotFound: there is no such decision. :raises NotAllowed: the policy says no.
    :raises WordsMissing: nothing was said. :raises AskedAlready: somebody objected before; nothing was written.
    """
    decision = appealed(about)
    problem = sorting.lock_problem(decision.problem.pk)
    policies.may_appeal(by, decision.unit).require()
    if Appeal.objects.filter(about=about).exists():
        raise AskedAlready(_("The unit objected to this already. It can do so once."))
    if evidence is not None and evidence.problem_id != problem.pk:
        raise NotFound(f"evidence {evidence.pk}")
    made = Appeal.objects.create(
        about=about, problem=problem, unit=decision.unit, words=required(words), evidence=evidence,
        first_decider_id=decision.first_decider, asked_by_id=by.user_id or 0, asked_at=at,
    )  # fmt: skip
    facts = {"appeal": made.pk, "against": about.partition(":")[0]}
    journal.record("ledger.appeal.made", about=f"problem:{problem.pk}", by=by, at=at, after=facts)
    return made


@transaction.atomic
def decide_appeal(*, appeal_id: int, granted: bool, words: str, by: Actor, at: dt.datetime) -> Appeal:
    """Decide an objection as another person than the first time; upheld, the decision is set right where it can be.

    :raises Overtaken: it was decided meanwhile. :raises NotAllowed: the policy says no.
    :raises WordsMissing: no reason.
    """
    problem = sorting.lock_problem(queries.appeal_seen_by(by, appeal_id).problem_id)
    made = queries.appeal_seen_by(by, appeal_id, lock=True)
    if made.state != ClaimState.ASKED:
        raise Overtaken(_("Meanwhile this was decided. Load the page again."))
    policies.may_decide_appeal(by, made).require()
    _decide(made, granted=granted, words=words, by=by, at=at)
    kind, _colon, identity = made.about.partition(":")
    known = _appealable.get(kind)
    if granted and known and known.upheld:
        known.upheld(int(identity), made, by)
    act_on(problem, at=at)
    action = "ledger.appeal.granted" if granted else "ledger.appeal.refused"
    facts = {"appeal": made.pk, "against": kind}
    journal.record(action, about=f"problem:{made.problem_id}", by=by, at=at, after=facts)
    return made


def _decide(claim: Exclusion | Appeal, *, granted: bool, words: str, by: Actor, at: dt.datetime) -> None:
    claim.state = ClaimState.GRANTED if granted else ClaimState.REFUSED
    claim.decided_by_id, claim.decided_at, claim.decided_words = by.user_id, at, required(words)
    claim.save(update_fields=["state", "decided_by", "decided_at", "decided_words"])


def _refused_exclusion(pk: int) -> Appealed | None:
    found = Exclusion.objects.select_related("problem", "unit").filter(pk=pk, state=ClaimState.REFUSED).first()
    return Appealed(found.problem, found.unit, found.decided_by_id) if found else None


def _grant_exclusion(pk: int, made: Appeal, _by: Actor) -> None:
    rows = Exclusion.objects.filter(pk=pk, state=ClaimState.REFUSED)
    rows.update(state=ClaimState.GRANTED, decided_by=made.decided_by_id, decided_at=made.decided_at)


def _refused_suspension(pk: int) -> Appealed | None:
    rows = Suspension.objects.select_related("problem", "unit").filter(pk=pk, state=SuspensionState.REFUSED)
    found = rows.first()
    return Appealed(found.problem, found.unit, found.decided_by_id) if found else None


def _grant_suspension(pk: int, made: Appeal, _by: Actor) -> None:
    if queries.running_suspension(made.problem) is not None:  # asked anew meanwhile: that one counts
        return
    rows = Suspension.objects.filter(pk=pk, state=SuspensionState.REFUSED)
    rows.update(state=SuspensionState.STANDING, decided_by=made.decided_by_id, decided_at=made.decided_at)


def _refused_return(pk: int) -> Appealed | None:
    rows = OrderStep.objects.select_related("order__problem", "order__unit")
    step = rows.filter(pk=pk, move=OrderMove.REFUSE_RETURN).first()
    if step is None or step.order.unit is None:
        return None
    return Appealed(step.order.problem, step.order.unit, step.by_id)


def _uphold_return(pk: int, made: Appeal, by: Actor) -> None:
    step = OrderStep.objects.get(pk=pk)
    uphold_return(step, made.decided_words, by=by, at=made.decided_at or made.asked_at)


register_appealable("exclusion", Appealable(_refused_exclusion, _grant_exclusion))
register_appealable("suspension", Appealable(_refused_suspension, _grant_suspension))
register_appealable("return", Appealable(_refused_return, _uphold_return))
