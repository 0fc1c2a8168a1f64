"""Pages on which the office hands over and extends, and a supervisor comments."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from huixiang.kernel import clock
from huixiang.ledger import catalogue_pages, policies, queries, services
from huixiang.ledger.forms import AssignForm, CommentForm, ExtendForm
from huixiang.ledger.queries.orders import owner_of
from huixiang.ledger.views import acting
from huixiang.people import queries as people
from huixiang.people.gates import members_only
from huixiang.people.requests import HouseRequest


@members_only
@require_http_methods(["GET", "POST"])
def assign(request: HouseRequest, number: int) -> HttpResponse:
    problem, by, now = queries.problem_seen_by(request.actor, number), request.actor, clock.now()
    proposed = (
        None if problem.unit_id else queries.dispatch_rule_for(queries.subject_of(problem), people.local_day(now))
    )
    start = {
        "unit": problem.unit_id or owner_of(problem) or (proposed.unit_id if proposed else None),
        "leader": problem.leader_id,
        "co_units": queries.co_unit_ids(problem),
    }
    return acting.answer(
        request,
        problem,
        acting.ASSIGN,
        ruling=policies.may_assign(by, problem),
        form=AssignForm(acting.posted(request), initial=start, why=catalogue_pages.proposal_words(proposed)),
        perform=lambda facts: services.assign_problem(problem_id=problem.pk, by=by, at=now, **facts),
    )


@members_only
@require_http_methods(["GET", "POST"])
def extend(request: HouseRequest, number: int) -> HttpResponse:
    problem, by = queries.problem_seen_by(request.actor, number), request.actor
    return acting.answer(
        request,
        problem,
        acting.EXTEND,
        ruling=policies.may_extend(by, problem),
        form=ExtendForm(acting.posted(request), initial={"due_on": problem.due_on}),
        perform=lambda facts: services.extend_deadline(problem_id=problem.pk, by=by, at=clock.now(), **facts),
    )


@members_only
@require_http_methods(["GET", "POST"])
def comment(request: HouseRequest, number: int) -> HttpResponse:
    problem, by = queries.problem_seen_by(request.actor, number), request.actor
    return acting.answer(
        request,
        problem,
        acting.COMMENT,
        ruling=policies.may_comment(by, problem),
        form=CommentForm(acting.posted(request)),
        perform=lambda facts: services.comment_on(problem_id=problem.pk, by=by, at=clock.now(), **facts),
    )
