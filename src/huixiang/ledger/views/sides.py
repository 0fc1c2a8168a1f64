"""Pages of what stands beside a problem: ask for, decide, review, take back a suspension; exclusion; objection."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from django.http import HttpResponse
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods

from huixiang.kernel import clock
from huixiang.kernel.errors import NotFound
from huixiang.ledger import policies, queries, services
from huixiang.ledger.forms import (
    AppealForm,
    DecideForm,
    ExclusionForm,
    SuspensionForm,
    SuspensionReviewForm,
    TakeBackForm,
)
from huixiang.ledger.labels import EXCLUSION_WORDS
from huixiang.ledger.models import Appeal, Exclusion, Suspension
from huixiang.ledger.states import ExclusionReason
from huixiang.ledger.views import acting
from huixiang.ledger.views.acting import ActPage
from huixiang.people.gates import members_only
from huixiang.people.requests import HouseRequest
from huixiang.sorting.models import Problem

Beside = TypeVar("Beside", Suspension, Exclusion, Appeal)

SUSPEND = ActPage(
    gettext_lazy("Ask for a suspension"),
    gettext_lazy("Ask for it"),
    gettext_lazy("It waits for a decision from outside the unit."),
    gettext_lazy(
        "For what is real but cannot be solved now. Somebody outside your unit decides. The deadline runs on and late "
        "stays late; cause, plan and review day are public."
    ),
)
DECIDE = ActPage(gettext_lazy("Decide on the suspension"), gettext_lazy("Decide"), gettext_lazy("It is decided."))
REVIEW = ActPage(
    gettext_lazy("Review the suspension"), gettext_lazy("Save the review"), gettext_lazy("It is reviewed.")
)
TAKE_BACK = ActPage(gettext_lazy("Take the suspension back"), gettext_lazy("Take it back"), gettext_lazy("It is over."))
EXCLUDE = ActPage(
    gettext_lazy("Claim that it does not count"),
    gettext_lazy("Claim it"),
    gettext_lazy("It waits for a decision from outside the unit."),
    gettext_lazy(
        "Only the figures change, and only if somebody outside grants it. The problem is handled all the same."
    ),
)
DECIDE_EXCLUSION = ActPage(
    gettext_lazy("Decide whether it counts"), gettext_lazy("Decide"), gettext_lazy("It is decided.")
)
APPEAL = ActPage(
    gettext_lazy("Object to the refusal"),
    gettext_lazy("Object"),
    gettext_lazy("Another person decides now."),
    gettext_lazy("Once only. Somebody who did not decide the first time looks at it."),
)
DECIDE_APPEAL = ActPage(gettext_lazy("Decide on the objection"), gettext_lazy("Decide"), gettext_lazy("It is decided."))


@members_only
@require_http_methods(["GET", "POST"])
def suspend(request: HouseRequest, number: int) -> HttpResponse:
    problem, by = queries.problem_seen_by(request.actor, number), request.actor
    return acting.answer(
        request,
        problem,
        SUSPEND,
        ruling=policies.may_ask(by, problem),
        form=SuspensionForm(acting.posted(request)),
        perform=lambda facts: services.ask_for_suspension(problem_id=problem.pk, by=by, at=clock.now(), **facts),
    )


@members_only
@require_http_methods(["GET", "POST"])
def suspension_decide(request: HouseRequest, number: int, suspension_id: int) -> HttpResponse:
    problem, found = _suspension(request, number, suspension_id)
    return acting.answer(
        request,
        problem,
        replace(DECIDE, follows=_said(found)),
        ruling=policies.may_decide_suspension(request.actor, found),
        form=DecideForm(acting.posted(request)),
        perform=lambda facts: services.decide_suspension(
            suspension_id=found.pk, by=request.actor, at=clock.now(), **facts
        ),
    )


@members_only
@require_http_methods(["GET", "POST"])
def suspension_review(request: HouseRequest, number: int, suspension_id: int) -> HttpResponse:
    problem, found = _suspension(request, number, suspension_id)
    return acting.answer(
        request,
        problem,
        replace(REVIEW, follows=_said(found)),
        ruling=policies.may_review_suspension(request.actor, found),
        form=SuspensionReviewForm(acting.posted(request)),
        perform=lambda facts: services.review_suspension(
            suspension_id=found.pk,
            review_on=facts["review_on"] if facts["goes_on"] else None,
            words=facts["words"],
            by=request.actor,
            at=clock.now(),
        ),
    )


@members_only
@require_http_methods(["GET", "POST"])
def suspension_withdraw(request: HouseRequest, number: int, suspension_id: int) -> HttpResponse:
    problem, found = _suspension(request, number, suspension_id)
    return acting.answer(
        request,
        problem,
        TAKE_BACK,
        ruling=policies.may_withdraw_suspension(request.actor, found),
        form=TakeBackForm(acting.posted(request)),
        perform=lambda facts: services.withdraw_suspension(
            suspension_id=found.pk, by=request.actor, at=clock.now(), **facts
        ),
    )


@members_only
@require_http_methods(["GET", "POST"])
def exclude(request: HouseRequest, number: int) -> HttpResponse:
    problem, by = queries.problem_seen_by(request.actor, number), request.actor
    return acting.answer(
        request,
        problem,
        EXCLUDE,
        ruling=policies.may_claim_exclusion(by, problem),
        form=ExclusionForm(acting.posted(request), problem=problem),
        perform=lambda facts: services.claim_exclusion(
            problem_id=problem.pk,
            by=by,
            at=clock.now(),
            reason=ExclusionReason(facts["reason"]),
            words=facts["words"],
            evidence=facts["evidence"],
        ),
    )


@members_only
@require_http_methods(["GET", "POST"])
def exclusion_decide(request: HouseRequest, number: int, exclusion_id: int) -> HttpResponse:
    problem = queries.problem_seen_by(request.actor, number)
    found = _of(problem, queries.exclusion_seen_by(request.actor, exclusion_id))
    said = f"{EXCLUSION_WORDS[ExclusionReason(found.reason)]}: {found.words}"
    return acting.answer(
        request,
        problem,
        replace(DECIDE_EXCLUSION, follows=said),
        ruling=policies.may_decide_exclusion(request.actor, found),
        form=DecideForm(acting.posted(request)),
        perform=lambda facts: services.decide_exclusion(
            exclusion_id=found.pk, by=request.actor, at=clock.now(), **facts
        ),
    )


@members_only
@require_http_methods(["GET", "POST"])
def appeal(request: HouseRequest, number: int, about: str) -> HttpResponse:
    problem, by = queries.problem_seen_by(request.actor, number), request.actor
    decision = services.appealed(about)
    if decision.problem != problem:
        raise NotFound(about)
    return acting.answer(
        request,
        problem,
        APPEAL,
        ruling=policies.may_appeal(by, decision.unit),
        form=AppealForm(acting.posted(request), problem=problem),
        perform=lambda facts: services.appeal(about=about, by=by, at=clock.now(), **facts),
    )


@members_only
@require_http_methods(["GET", "POST"])
def appeal_decide(request: HouseRequest, number: int, appeal_id: int) -> HttpResponse:
    problem = queries.problem_seen_by(request.actor, number)
    found = _of(problem, queries.appeal_seen_by(request.actor, appeal_id))
    return acting.answer(
        request,
        problem,
        replace(DECIDE_APPEAL, follows=found.words),
        ruling=policies.may_decide_appeal(request.actor, found),
        form=DecideForm(acting.posted(request)),
        perform=lambda facts: services.decide_appeal(appeal_id=found.pk, by=request.actor, at=clock.now(), **facts),
    )


def _suspension(request: HouseRequest, number: int, suspension_id: int) -> tuple[Problem, Suspension]:
    problem = queries.problem_seen_by(request.actor, number)
    return problem, _of(problem, queries.suspension_seen_by(request.actor, suspension_id))


def _of(problem: Problem, found: Beside) -> Beside:
    """:raises NotFound: it belongs to another problem."""
    if found.problem_id != problem.pk:
        raise NotFound(f"{found.pk} of problem {problem.pk}")
    return found


def _said(found: Suspension) -> str:
    facts = {"cause": found.cause, "plan": found.plan, "day": found.review_on}
    return _("The unit says: %(cause)s What is planned: %(plan)s Next review: %(day)s.") % facts
