"""Draws a sample audit and follows its stop rule. Nothing is ever closed here; what checkers saw is kept in looks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext as _, ngettext

from huixiang.journal import services as journal
from huixiang.kernel import events
from huixiang.kernel.actor import Actor
from huixiang.ledger.models import CompletionClaim
from huixiang.people import queries as people
from huixiang.people.models import Unit
from huixiang.proofs.draws import draw, draw_with_least
from huixiang.proofs.seeds import seed_of
from huixiang.verification import policies, queries
from huixiang.verification.events import SampleDrawn
from huixiang.verification.models import SampleAudit, SampledProblem
from huixiang.verification.services.audit_commitments import commit_draw
from huixiang.verification.services.audit_plan import NotTheTime
from huixiang.verification.services.auditing import require_state
from huixiang.verification.states import (
    FULL_STAGE,
    OVER,
    RUNNING,
    AuditState,
    Found,
    StageFacts,
    StopRule,
    next_state,
)
from huixiang.web.dates import day_words


@transaction.atomic
def draw_audit(*, audit_id: int, by: Actor, at: dt.datetime) -> SampleAudit:
    """Draw the first stage: the seed comes from the root, the secrets told in time, and the beacon.

    A party that told nothing is left out of the seed and stays named. The speakers of every drawn problem are asked
    anew on their receipt page, and those who agreed to be reached are told by mail that there is a question.

    :raises NotAllowed: the policy says no. :raises NotTheTime: the beacon is not noted yet, or it is drawn already.
    """
    policies.may_run_audit(by).require()
    audit = queries.audit_by_id(audit_id, lock=True)
    require_state(audit, AuditState.PREPARING)
    if not audit.beacon_value:
        raise NotTheTime(_("Note first what the named draw gave."))
    secrets = [party.secret for party in audit.parties.all() if party.secret]
    audit.seed = seed_of(audit.root, secrets, audit.beacon_value)
    audit.state, audit.stage = AuditState.FIRST_STAGE, 1
    audit.answers_until = people.local_day(at) + dt.timedelta(days=audit.answer_days)
    audit.save(update_fields=["seed", "state", "stage", "answers_until"])
    drawn = _add(audit, draw_with_least(audit.seed, audit.population, audit.first_size, audit.least), 1, at)
    commit_draw(audit, drawn=drawn, by=by, at=at)
    return audit


@transaction.atomic
def follow_rule(*, audit_id: int, by: Actor, at: dt.datetime) -> SampleAudit:
    """Do what the stop rule says now: end, draw the second stage, look at all of the units with false ones, or wait.

    Who asks cannot choose; the rule was fixed before the draw. While drawn ones are unverified after the days to
    answer, the audit is not decided, and somebody outside has the plan's days to look. At the end all found is kept.

    :raises NotAllowed: the policy says no.
    :raises NotTheTime: answers or looks are awaited still; the sentence says how many.
    """
    policies.may_run_audit(by).require()
    audit = queries.audit_by_id(audit_id, lock=True)
    require_state(audit, *RUNNING)
    sampled, today = list(queries.sampled_of(audit)), people.local_day(at)
    outcomes = queries.outcomes_of(audit, sampled)
    facts = stage_facts(audit, sampled, outcomes, today=today)
    to = next_state(AuditState(audit.state), facts, StopRule(audit.stop_rule))
    if to is None:
        raise NotTheTime(_awaited_words(audit, facts, today))
    before: dict[str, object] = {"state": audit.state}
    added = _move(audit, to, outcomes, sampled, at)
    audit.save(update_fields=["state", "stage", "answers_until", "full_units", "result", "ended_on"])
    after = {"state": audit.state, "false": facts.false, "unverified": facts.unverified, "drawn": added}
    journal.record(
        "verification.audit.moved", about=f"audit:{audit.pk}", by=by, at=at, before=before, after=after
    )  # fmt: skip
    return audit


def stage_facts(
    audit: SampleAudit, sampled: Sequence[SampledProblem], outcomes: Mapping[str, queries.Outcome], *, today: dt.date
) -> StageFacts:
    """What the stop rule reads. Once the days are over nobody is awaited: what nobody spoke about stays unverified."""
    open_still = audit.answers_until is not None and today <= audit.answers_until
    found = [one.found for one in outcomes.values()]
    unverified = found.count(Found.UNVERIFIED)
    return StageFacts(
        stage=FULL_STAGE if audit.full_units else audit.stage, false=found.count(Found.FALSE), unverified=unverified,
        awaited=unverified if open_still else 0, holds=queries.audit_figures(audit, sampled, outcomes).holds,
    )  # fmt: skip


def _move(
    audit: SampleAudit, to: AuditState, outcomes: Mapping[str, queries.Outcome], sampled: Sequence[SampledProblem],
    at: dt.datetime,
) -> int:  # fmt: skip
    """Set the audit to where the rule sends it; returns how many problems were drawn by that."""
    audit.state, today = to, people.local_day(at)
    if to in OVER:
        audit.ended_on = today
        audit.result = {number: [one.found.value, one.by.value] for number, one in outcomes.items()}
        return 0
    if to == AuditState.UNDECIDED:
        audit.answers_until = today + dt.timedelta(days=audit.check_days)
        return 0
    audit.answers_until = today + dt.timedelta(days=audit.answer_days)
    return _widen(audit, outcomes, sampled, at)


def _widen(
    audit: SampleAudit, outcomes: Mapping[str, queries.Outcome], sampled: Sequence[SampledProblem], at: dt.datetime
) -> int:
    """Draw what the second stage adds, or take in all of the units in which something was found false."""
    if audit.state == AuditState.SECOND_STAGE:
        audit.stage = 2
        return _add(audit, draw_with_least(audit.seed, audit.population, audit.second_size, audit.least), 2, at)
    false = {one.number for one in sampled if outcomes[one.number].found == Found.FALSE}
    audit.full_units = sorted({audit.population[number] for number in false})
    units = set(audit.full_units)
    return _add(audit, [number for number, unit in audit.population.items() if unit in units], FULL_STAGE, at)


def _add(audit: SampleAudit, numbers: Sequence[str], stage: int, at: dt.datetime) -> int:
    """Take these into the audit but for those that are in it; returns how many were new."""
    ranks = {number: rank for rank, number in enumerate(draw(audit.seed, audit.population, audit.size))}
    known = set(audit.sampled.values_list("number", flat=True))
    new = [number for number in numbers if number not in known]
    claims = CompletionClaim.objects.in_bulk([audit.claims[number] for number in new])
    units = {unit.code: unit for unit in Unit.objects.filter(code__in={audit.population[number] for number in new})}
    since = queries.last_verdict_id()
    SampledProblem.objects.bulk_create(
        [
            SampledProblem(
                audit=audit, problem_id=claims[audit.claims[number]].problem_id, claim_id=audit.claims[number],
                number=number, unit=units[audit.population[number]], rank=ranks[number], stage=stage,
                since_verdict=since, at=at,
            )
            for number in new
        ],
        batch_size=500,
    )  # fmt: skip
    events.emit(SampleDrawn(tuple(queries.voices_asked_about(list(claims)))))
    return len(new)


def _awaited_words(audit: SampleAudit, facts: StageFacts, today: dt.date) -> str:
    if not facts.awaited:
        words = ngettext(
            "%(n)d drawn problem is unverified. Until somebody from outside has looked at it, nothing is decided.",
            "%(n)d drawn problems are unverified. Until somebody from outside has looked at them, nothing is decided.",
            facts.unverified,
        )
        return words % {"n": facts.unverified}
    words = ngettext(
        "%(n)d drawn problem has no answer yet. Answers count until %(day)s.",
        "%(n)d drawn problems have no answer yet. Answers count until %(day)s.",
        facts.awaited,
    )
    day = day_words(audit.answers_until, today=today) if audit.answers_until else ""
    return words % {"n": facts.awaited, "day": day}
