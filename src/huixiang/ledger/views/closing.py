"""Pages of the first three hands: apply, sign or turn back, check. Each states what follows before it is done."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from huixiang.kernel import clock
from huixiang.ledger import policies, queries, services
from huixiang.ledger.forms import CheckForm, ClaimForm, SureForm, TurnBackForm
from huixiang.ledger.models import CompletionClaim
from huixiang.ledger.views import acting
from huixiang.people.gates import members_only
from huixiang.people.requests import HouseRequest
from huixiang.sorting.models import Problem


@members_only
@require_http_methods(["GET", "POST"])
def claim(request: HouseRequest, number: int) -> HttpResponse:
    problem, by = queries.problem_seen_by(request.actor, number), request.actor
    ruling = policies.may_claim(by, problem) and policies.is_shown(queries.shown_for(problem))
    return acting.answer(
        request,
        problem,
        acting.CLAIM,
        ruling=ruling,
        form=ClaimForm(acting.posted(request)),
        perform=lambda facts: services.claim_completion(
            problem_id=problem.pk, words=facts["words"], by=by, at=clock.now()
        ),
    )


@members_only
@require_http_methods(["GET", "POST"])
def sign(request: HouseRequest, number: int, round_: int) -> HttpResponse:
    problem, found = _claim(request, number, round_)
    return acting.answer(
        request,
        problem,
        acting.SIGN,
        ruling=policies.may_sign(request.actor, problem, found),
        form=SureForm(acting.posted(request)),
        perform=lambda facts: services.sign_claim(  # noqa: ARG005 - no facts to give
            claim_id=found.pk, by=request.actor, at=clock.now()
        ),
    )


@members_only
@require_http_methods(["GET", "POST"])
def turn_back(request: HouseRequest, number: int, round_: int) -> HttpResponse:
    problem, found = _claim(request, number, round_)
    return acting.answer(
        request,
        problem,
        acting.TURN_BACK,
        ruling=policies.may_sign(request.actor, problem, found),
        form=TurnBackForm(acting.posted(request)),
        perform=lambda facts: services.turn_back_claim(claim_id=found.pk, by=request.actor, at=clock.now(), **facts),
    )


@members_only
@require_http_methods(["GET", "POST"])
def check(request: HouseRequest, number: int, round_: int) -> HttpResponse:
    problem, found = _claim(request, number, round_)
    return acting.answer(
        request,
        problem,
        acting.CHECK,
        ruling=policies.may_check(request.actor, problem, found),
        form=CheckForm(acting.posted(request)),
        perform=lambda facts: services.check_claim(
            claim_id=found.pk, passed=facts["passed"], words=facts["words"], by=request.actor, at=clock.now()
        ),
    )


def _claim(request: HouseRequest, number: int, round_: int) -> tuple[Problem, CompletionClaim]:
    problem = queries.problem_seen_by(request.actor, number)
    return problem, queries.claim_of(problem, round_)
