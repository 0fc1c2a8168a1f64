"""Pages of supervision orders: the list, one order, and each act on it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from huixiang.kernel import clock
from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import NotAllowed
from huixiang.kernel.ruling import YES, Ruling
from huixiang.ledger import pages, policies, queries, services
from huixiang.ledger.additions import Step
from huixiang.ledger.forms import (
    AnswerForm,
    DropOrderForm,
    RaiseForm,
    RequireForm,
    SignForForm,
    SupervisionForm,
    SupervisionReviewForm,
)
from huixiang.ledger.labels import SUPERVISION_WORDS
from huixiang.ledger.models import SupervisionOrder
from huixiang.ledger.states import SupervisionState
from huixiang.ledger.views import acting, pressing
from huixiang.people import queries as people
from huixiang.people.gates import members_only
from huixiang.people.permissions import Permission
from huixiang.people.requests import HouseRequest
from huixiang.web.paging import paginate
from huixiang.web.responses import render_page

ORDER = ("-last_act_at", "-pk")


@members_only
@require_GET
def orders(request: HouseRequest) -> HttpResponse:
    _require_reader(request.actor)
    today, asked = people.local_day(clock.now()), request.GET.get("state", "")
    rows = queries.supervision_seen_by(request.actor)
    if asked in set(SupervisionState):
        rows = rows.filter(state=asked)
    elif asked == "late":
        rows = rows.filter(queries.late_supervision(today))
    elif asked == "waiting":
        rows = rows.filter(pk__in=queries.supervision_waiting_for_unit(request.actor).order_by().values("pk"))
    page = paginate(rows, request.GET.get("at", ""), order=ORDER)
    context = {"page": page, "table": pages.order_table(page.items, today=today), "filters": _filters(asked)}
    return render_page(request, "ledger/supervision_orders.html", context)


def _filters(asked: str) -> list[dict[str, Any]]:
    choices = [("", _("All")), ("late", _("Late")), *((state.value, word) for state, word in SUPERVISION_WORDS.items())]
    url = reverse("supervision:orders")
    return [
        {"label": label, "url": f"{url}?state={value}" if value else url, "current": value == asked}
        for value, label in choices
    ]


@members_only
@require_GET
def order(request: HouseRequest, supervision_id: int) -> HttpResponse:
    _require_reader(request.actor)
    found = queries.supervision_numbered(request.actor, supervision_id)
    today = people.local_day(clock.now())
    context = {
        "order": found,
        "shown": pages.order_shown(found, today=today),
        "problems": queries.problems_of(found),
        "raised_to": queries.raised_into(found),
        "steps": _steps(request.actor, found, late=queries.is_late(found, today)),
    }
    return render_page(request, "ledger/supervision_order.html", context)


@members_only
@require_http_methods(["GET", "POST"])
def new(request: HouseRequest) -> HttpResponse:
    policies.may_supervise(request.actor).require()
    start = {"unit": request.GET.get("unit", ""), "problems": request.GET.get("problems", "")}
    return pressing.answer(
        request,
        pressing.SEND,
        ruling=YES,
        form=SupervisionForm(acting.posted(request), initial=start),
        perform=lambda facts: services.send_supervision(
            unit=facts["unit"], problem_ids=[problem.pk for problem in facts["problems"]], found=facts["found"],
            requires=facts["requires"], answer_by=facts["answer_by"], by=request.actor, at=clock.now(),
        ),
    )  # fmt: skip


@members_only
@require_http_methods(["GET", "POST"])
def send(request: HouseRequest, supervision_id: int) -> HttpResponse:
    found = queries.supervision_numbered(request.actor, supervision_id)
    return pressing.answer(
        request,
        pressing.SEND,
        order=found,
        ruling=policies.may_send(request.actor, found.unit) and _waits(found, SupervisionState.PROPOSED),
        form=RequireForm(acting.posted(request), initial={"found": found.found}),
        perform=lambda facts: services.send_proposal(order_id=found.pk, by=request.actor, at=clock.now(), **facts),
    )


@members_only
@require_http_methods(["GET", "POST"])
def sign(request: HouseRequest, supervision_id: int) -> HttpResponse:
    found = queries.supervision_numbered(request.actor, supervision_id)
    return pressing.answer(
        request,
        pressing.SIGN,
        order=found,
        ruling=policies.may_sign_for(request.actor, found),
        form=SignForForm(acting.posted(request)),
        perform=lambda facts: services.sign_supervision(  # noqa: ARG005 - no facts to give
            order_id=found.pk, by=request.actor, at=clock.now()
        ),
    )


@members_only
@require_http_methods(["GET", "POST"])
def answer(request: HouseRequest, supervision_id: int) -> HttpResponse:
    found = queries.supervision_numbered(request.actor, supervision_id)
    return pressing.answer(
        request,
        pressing.ANSWER,
        order=found,
        ruling=policies.may_answer(request.actor, found),
        form=AnswerForm(acting.posted(request), problems=queries.problems_of(found)),
        perform=lambda facts: services.answer_supervision(order_id=found.pk, by=request.actor, at=clock.now(), **facts),
    )


@members_only
@require_http_methods(["GET", "POST"])
def review(request: HouseRequest, supervision_id: int) -> HttpResponse:
    found = queries.supervision_numbered(request.actor, supervision_id)
    return pressing.answer(
        request,
        pressing.REVIEW,
        order=found,
        ruling=policies.may_review(request.actor, found),
        form=SupervisionReviewForm(acting.posted(request)),
        perform=lambda facts: services.review_supervision(order_id=found.pk, by=request.actor, at=clock.now(), **facts),
    )


@members_only
@require_http_methods(["GET", "POST"])
def raise_(request: HouseRequest, supervision_id: int) -> HttpResponse:
    found = queries.supervision_numbered(request.actor, supervision_id)
    late = queries.is_late(found, people.local_day(clock.now()))
    return pressing.answer(
        request,
        pressing.RAISE,
        order=found,
        ruling=policies.may_raise(request.actor, found, late=late),
        form=RaiseForm(acting.posted(request)),
        perform=lambda facts: services.raise_supervision(order_id=found.pk, by=request.actor, at=clock.now(), **facts),
    )


@members_only
@require_http_methods(["GET", "POST"])
def drop(request: HouseRequest, supervision_id: int) -> HttpResponse:
    found = queries.supervision_numbered(request.actor, supervision_id)
    return pressing.answer(
        request,
        pressing.DROP,
        order=found,
        ruling=policies.may_drop(request.actor, found),
        form=DropOrderForm(acting.posted(request)),
        perform=lambda facts: services.drop_supervision(order_id=found.pk, by=request.actor, at=clock.now(), **facts),
    )


def _steps(actor: Actor, found: SupervisionOrder, *, late: bool) -> list[Step]:
    """What this person could do with the order; an act that its state rules out is left out."""
    state = SupervisionState(found.state)
    steps: list[tuple[str, str, Ruling]] = []
    if actor.may(Permission.WORK_ON_PROBLEM, unit_id=found.unit_id) and state == SupervisionState.SENT:
        steps.append((_("Sign for the order"), "sign", policies.may_sign_for(actor, found)))
    if actor.may(Permission.WORK_ON_PROBLEM, unit_id=found.unit_id) and state == SupervisionState.SIGNED:
        steps.append((_("Answer the order"), "answer", policies.may_answer(actor, found)))
    if actor.may(Permission.SUPERVISE):
        steps += _supervisors_steps(actor, found, state, late=late)
    return [Step(label, reverse(f"supervision:{name}", args=[found.pk]), ruling) for label, name, ruling in steps]


def _supervisors_steps(
    actor: Actor, found: SupervisionOrder, state: SupervisionState, *, late: bool
) -> list[tuple[str, str, Ruling]]:
    S = SupervisionState  # noqa: N806 - a table of many
    steps = []
    if state == S.PROPOSED:
        steps.append((_("Send a supervision order"), "send", policies.may_send(actor, found.unit)))
    if state == S.ANSWERED:
        steps.append((_("Review the answer"), "review", policies.may_review(actor, found)))
    if state in {S.SENT, S.SIGNED, S.ANSWERED}:
        steps.append((_("Raise it to the unit above"), "raise", policies.may_raise(actor, found, late=late)))
    if state in {S.PROPOSED, S.SENT}:
        steps.append((_("Drop the order"), "drop", policies.may_drop(actor, found)))
    return steps


def _waits(found: SupervisionOrder, state: SupervisionState) -> Ruling:
    return YES if found.state == state else Ruling(_("This order has moved on meanwhile. Load the page again."))


def _require_reader(actor: Actor) -> None:
    """:raises NotAllowed: the role reads no problems."""
    if not actor.may(Permission.READ_PROBLEMS):
        raise NotAllowed(_("Your role does not read problems."))
