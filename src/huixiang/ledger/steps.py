"""The buttons on the page of a problem: each act this person's role could ever do, with its ruling of now."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from huixiang.kernel.actor import Actor
from huixiang.kernel.ruling import Ruling
from huixiang.ledger import additions, policies, queries
from huixiang.ledger.additions import Step
from huixiang.ledger.models import CompletionClaim
from huixiang.ledger.states import ClaimOutcome
from huixiang.people.permissions import Permission
from huixiang.sorting.models import Problem


def steps_of(actor: Actor, problem: Problem, claim: CompletionClaim | None, working: Ruling) -> list[Step]:
    """What this person could do here; an act no role of theirs ever does is left out, a refused one says why."""
    found = [*_office(actor, problem), *_work(actor, problem, working)]
    if claim is not None and claim.outcome == ClaimOutcome.OPEN:
        found += _hands(actor, problem, claim)
    if actor.may(Permission.COMMENT):
        found.append(_step(_("Comment"), "comment", problem, policies.may_comment(actor, problem)))
    return found + additions.steps_for(actor, problem, claim)


def _office(actor: Actor, problem: Problem) -> list[Step]:
    if not actor.may(Permission.ASSIGN_PROBLEM):
        return []
    return [
        _step(_("Hand it to a unit"), "assign", problem, policies.may_assign(actor, problem)),
        _step(_("Extend the deadline"), "extend", problem, policies.may_extend(actor, problem)),
    ]


def _work(actor: Actor, problem: Problem, working: Ruling) -> list[Step]:
    found = []
    if actor.may(Permission.WORK_ON_PROBLEM):
        found = [
            _step(_("Plan a measure"), "plan", problem, working),
            _step(_("Note what happened"), "progress", problem, working),
            _step(_("Add evidence"), "evidence", problem, working),
        ]
    if actor.may(Permission.APPLY_FOR_CLOSURE):
        ruling = policies.may_claim(actor, problem)
        ruling = ruling and policies.is_shown(queries.shown_for(problem))
        found.append(_step(_("Apply for closing"), "claim", problem, ruling))
    return found


def _hands(actor: Actor, problem: Problem, claim: CompletionClaim) -> list[Step]:
    found = []
    if actor.may(Permission.SIGN_CLOSURE):
        ruling = policies.may_sign(actor, problem, claim)
        found += [
            _step(_("Sign as leader"), "sign", problem, ruling, claim),
            _step(_("Turn the application back"), "turn_back", problem, ruling, claim),
        ]
    if actor.may(Permission.CHECK_CLOSURE):
        found.append(_step(_("Check on the spot"), "check", problem, policies.may_check(actor, problem, claim), claim))
    return found


def _step(label: object, name: str, problem: Problem, ruling: Ruling, claim: CompletionClaim | None = None) -> Step:
    args = [problem.number, claim.round] if claim else [problem.number]
    return Step(str(label), reverse(f"ledger:{name}", args=args), ruling)
