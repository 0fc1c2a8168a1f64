"""Pages of parts of an order: ask a unit to help, hand down, and what is done with a part."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from huixiang.kernel import clock
from huixiang.kernel.ruling import Ruling
from huixiang.ledger import queries, services
from huixiang.ledger.forms.orders import (
    AskReturnForm,
    DecidePartForm,
    ExtendPartForm,
    NothingForm,
    PartReportForm,
    ReasonForm,
    ShareForm,
)
from huixiang.ledger.models import Order
from huixiang.ledger.policies import orders as policies
from huixiang.ledger.queries.orders import require_order, require_part
from huixiang.ledger.states import OrderKind
from huixiang.ledger.views import acting, order_acts
from huixiang.people.gates import members_only
from huixiang.people.requests import HouseRequest
from huixiang.sorting.models import Problem


@members_only
@require_http_methods(["GET", "POST"])
def assist(request: HouseRequest, number: int) -> HttpResponse:
    problem = queries.problem_seen_by(request.actor, number)
    return _share(request, problem, require_order(problem), OrderKind.ASSIST)


@members_only
@require_http_methods(["GET", "POST"])
def hand_down(request: HouseRequest, number: int) -> HttpResponse:
    problem = queries.problem_seen_by(request.actor, number)
    return _share(request, problem, require_order(problem), OrderKind.HANDED_DOWN)


@members_only
@require_http_methods(["GET", "POST"])
def hand_further(request: HouseRequest, number: int, part: int) -> HttpResponse:
    return _share(request, *_part(request, number, part), OrderKind.HANDED_DOWN)


@members_only
@require_http_methods(["GET", "POST"])
def sign(request: HouseRequest, number: int, part: int) -> HttpResponse:
    problem, order = _part(request, number, part)
    by = request.actor
    return acting.answer(
        request, problem, order_acts.SIGN_PART, ruling=policies.may_sign_for(by, order),
        form=NothingForm(acting.posted(request)),
        perform=lambda _facts: services.sign_for_order(order_id=order.pk, by=by, at=clock.now()),
    )  # fmt: skip


@members_only
@require_http_methods(["GET", "POST"])
def report(request: HouseRequest, number: int, part: int) -> HttpResponse:
    problem, order = _part(request, number, part)
    ruling = policies.may_report_part(request.actor, order)
    return _act(request, problem, order, order_acts.REPORT_PART, ruling, PartReportForm, services.report_part)


@members_only
@require_http_methods(["GET", "POST"])
def ask_return(request: HouseRequest, number: int, part: int) -> HttpResponse:
    problem, order = _part(request, number, part)
    ruling = policies.may_ask_return(request.actor, order)
    return _act(request, problem, order, order_acts.ASK_RETURN, ruling, AskReturnForm, services.ask_return)


@members_only
@require_http_methods(["GET", "POST"])
def decide_return(request: HouseRequest, number: int, part: int) -> HttpResponse:
    problem, order = _part(request, number, part)

    def decide(*, decision: str, **facts: Any) -> object:
        return (services.withdraw_part if decision == "back" else services.refuse_return)(**facts)

    ruling = policies.may_decide_return(request.actor, order)
    return _act(request, problem, order, order_acts.DECIDE_PART, ruling, DecidePartForm, decide)


@members_only
@require_http_methods(["GET", "POST"])
def extend(request: HouseRequest, number: int, part: int) -> HttpResponse:
    problem, order = _part(request, number, part)
    ruling = policies.may_extend_part(request.actor, order, at=clock.now())
    return _act(request, problem, order, order_acts.EXTEND_PART, ruling, ExtendPartForm, services.extend_part)


@members_only
@require_http_methods(["GET", "POST"])
def withdraw(request: HouseRequest, number: int, part: int) -> HttpResponse:
    problem, order = _part(request, number, part)
    ruling = policies.may_take_back(request.actor, order)
    return _act(request, problem, order, order_acts.WITHDRAW_PART, ruling, ReasonForm, services.withdraw_part)


def _share(request: HouseRequest, problem: Problem, order: Order, kind: OrderKind) -> HttpResponse:
    below, by = kind is OrderKind.HANDED_DOWN, request.actor
    form = ShareForm(acting.posted(request), above=order.unit if below else None)
    return acting.answer(
        request, problem, order_acts.HAND_DOWN if below else order_acts.ASSIST,
        ruling=policies.may_share(by, order, kind), form=form,
        perform=lambda _facts: services.share_order(order_id=order.pk, part=form.part(kind), by=by, at=clock.now()),
    )  # fmt: skip


def _act(  # noqa: PLR0913, PLR0917 - an act page has this many facts
    request: HouseRequest, problem: Problem, order: Order, page: acting.ActPage, ruling: Ruling, form: type[forms.Form],
    service: Callable[..., object],
) -> HttpResponse:  # fmt: skip
    return acting.answer(
        request, problem, page, ruling=ruling, form=form(acting.posted(request)),
        perform=lambda facts: service(order_id=order.pk, by=request.actor, at=clock.now(), **facts),
    )  # fmt: skip


def _part(request: HouseRequest, number: int, part: int) -> tuple[Problem, Order]:
    """:raises NotFound: this person may not open the problem, or its order has no such part."""
    problem = queries.problem_seen_by(request.actor, number)
    return problem, require_part(problem, part)
