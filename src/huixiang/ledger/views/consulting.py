"""Pages on which the office asks units whose something is, and a unit answers."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from huixiang.kernel import clock
from huixiang.ledger import queries, services
from huixiang.ledger.forms.orders import ConsultAnswerForm, ConsultForm
from huixiang.ledger.policies import consulting as policies
from huixiang.ledger.queries.orders import consultation_about, order_of
from huixiang.ledger.states import OUT_OF_HAND, OrderState
from huixiang.ledger.views import acting, order_acts
from huixiang.people.gates import members_only
from huixiang.people.requests import HouseRequest


@members_only
@require_http_methods(["GET", "POST"])
def consult(request: HouseRequest, number: int) -> HttpResponse:
    problem, by = queries.problem_seen_by(request.actor, number), request.actor
    order = order_of(problem)
    standing = order if order is not None and OrderState(order.state) not in OUT_OF_HAND else None
    return acting.answer(
        request, problem, order_acts.CONSULT, ruling=policies.may_consult(by, problem, standing),
        form=ConsultForm(acting.posted(request)),
        perform=lambda facts: services.consult_units(problem_id=problem.pk, by=by, at=clock.now(), **facts),
    )  # fmt: skip


@members_only
@require_http_methods(["GET", "POST"])
def answer(request: HouseRequest, number: int, consultation_id: int) -> HttpResponse:
    problem, by = queries.problem_seen_by(request.actor, number), request.actor
    asked = consultation_about(problem, consultation_id)
    return acting.answer(
        request, problem, order_acts.CONSULT_ANSWER, ruling=policies.may_answer_consultation(by, asked),
        form=ConsultAnswerForm(acting.posted(request)),
        perform=lambda facts: services.answer_consultation(consultation_id=asked.pk, by=by, at=clock.now(), **facts),
    )  # fmt: skip
