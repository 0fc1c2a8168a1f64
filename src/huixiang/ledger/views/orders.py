"""Pages of orders: my tasks, the list, and the acts of a unit and of the office on the order of a problem."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.views.decorators.http import require_GET, require_http_methods

from huixiang.kernel import clock
from huixiang.kernel.errors import NotAllowed
from huixiang.ledger import queries, services
from huixiang.ledger.clocks import until_end_of
from huixiang.ledger.forms.orders import (
    AskReturnForm,
    DecideReturnForm,
    NothingForm,
    OrderFilterForm,
    PauseForm,
    ReasonForm,
    ReclassifyForm,
    ReportForm,
)
from huixiang.ledger.models import Order
from huixiang.ledger.pages import orders as pages, tasks as cards
from huixiang.ledger.policies import may_see, orders as policies
from huixiang.ledger.queries.orders import (
    OrderFilter,
    consultations_for,
    leader_for,
    order_list,
    proposed_step,
    require_order,
    tasks_of,
)
from huixiang.ledger.views import acting, order_acts
from huixiang.people.gates import members_only
from huixiang.people.permissions import Permission
from huixiang.people.requests import HouseRequest
from huixiang.sorting.models import Problem
from huixiang.web.paging import paginate
from huixiang.web.responses import htmx_or_page, render_page

ORDER = ("-last_act_at", "-pk")


@members_only
@require_GET
def tasks(request: HouseRequest) -> HttpResponse:
    if not request.actor.may(Permission.WORK_ON_PROBLEM):
        raise NotAllowed(policies.may_sign_for(request.actor, Order()).reason)
    at = clock.now()
    found = tasks_of(request.actor, at, day_ends=_day_ends(request, at))
    asked = cards.asked_tasks(consultations_for(request.actor), at=at)
    groups = [*([asked] if asked else []), *cards.task_groups(found, at=at)]
    return render_page(request, "ledger/tasks.html", {"groups": groups})


@members_only
@require_GET
def orders(request: HouseRequest) -> HttpResponse:
    if not request.actor.may(Permission.READ_PROBLEMS):
        raise NotAllowed(may_see(request.actor, Problem()).reason)
    form, at = OrderFilterForm(request.GET), clock.now()
    form.is_valid()  # a wrong value is left out and shown at its field
    asked = form.cleaned_data
    late_at = at if asked.get("late") else None
    chosen = OrderFilter(
        asked.get("state", ""), asked.get("unit"), late_at, orphaned=asked.get("closed", False),
        raised_to=request.actor if asked.get("raised") else None, text=asked.get("q", ""),
    )  # fmt: skip
    page = paginate(order_list(request.actor, chosen), request.GET.get("at", ""), order=ORDER)
    context = {"form": form, "page": page, "table": pages.order_table(page.items, at=at)}
    return htmx_or_page(request, "ledger/_problem_list.html", "ledger/orders.html", context)


@members_only
@require_http_methods(["GET", "POST"])
def sign(request: HouseRequest, number: int) -> HttpResponse:
    problem, order = _order(request, number)
    by = request.actor
    return acting.answer(
        request, problem, order_acts.SIGN, ruling=policies.may_sign_for(by, order),
        form=NothingForm(acting.posted(request)),
        perform=lambda _facts: services.sign_for_order(order_id=order.pk, by=by, at=clock.now()),
    )  # fmt: skip


@members_only
@require_http_methods(["GET", "POST"])
def ask_return(request: HouseRequest, number: int) -> HttpResponse:
    problem, order = _order(request, number)
    by = request.actor
    return acting.answer(
        request, problem, order_acts.ASK_RETURN, ruling=policies.may_ask_return(by, order),
        form=AskReturnForm(acting.posted(request)),
        perform=lambda facts: services.ask_return(order_id=order.pk, by=by, at=clock.now(), **facts),
    )  # fmt: skip


@members_only
@require_http_methods(["GET", "POST"])
def decide_return(request: HouseRequest, number: int) -> HttpResponse:
    problem, order = _order(request, number)
    by = request.actor

    def decide(facts: dict[str, object]) -> object:
        stays = facts.pop("decision") == "stays"
        if stays:
            return services.refuse_return(order_id=order.pk, reason=str(facts["reason"]), by=by, at=clock.now())
        return services.allow_return(order_id=order.pk, by=by, at=clock.now(), **facts)  # type: ignore[arg-type]

    return acting.answer(
        request, problem, order_acts.DECIDE_RETURN, ruling=policies.may_decide_return(by, order),
        form=DecideReturnForm(acting.posted(request), initial=_as_proposed(order)), perform=decide,
    )  # fmt: skip


@members_only
@require_http_methods(["GET", "POST"])
def pause(request: HouseRequest, number: int) -> HttpResponse:
    problem, order = _order(request, number)
    by, at = request.actor, clock.now()
    paused = order.pauses.filter(ended_at=None).exists()
    return acting.answer(
        request, problem, order_acts.PAUSE, ruling=policies.may_pause(by, order, paused=paused, at=at),
        form=PauseForm(acting.posted(request)),
        perform=lambda facts: services.pause_order(order_id=order.pk, by=by, at=at, **facts),
    )  # fmt: skip


@members_only
@require_http_methods(["GET", "POST"])
def resume(request: HouseRequest, number: int) -> HttpResponse:
    problem, order = _order(request, number)
    by = request.actor
    paused = order.pauses.filter(ended_at=None).exists()
    return acting.answer(
        request, problem, order_acts.RESUME, ruling=policies.may_resume(by, order, paused=paused),
        form=NothingForm(acting.posted(request)),
        perform=lambda _facts: services.resume_order(order_id=order.pk, by=by, at=clock.now()),
    )  # fmt: skip


@members_only
@require_http_methods(["GET", "POST"])
def reclassify(request: HouseRequest, number: int) -> HttpResponse:
    problem, order = _order(request, number)
    by = request.actor
    start = {"nature": order.nature, "urgency": order.urgency}
    return acting.answer(
        request, problem, order_acts.RECLASSIFY, ruling=policies.may_reclassify(by, order),
        form=ReclassifyForm(acting.posted(request), initial=start),
        perform=lambda facts: services.reclassify_order(order_id=order.pk, by=by, at=clock.now(), **facts),
    )  # fmt: skip


@members_only
@require_http_methods(["GET", "POST"])
def report(request: HouseRequest, number: int) -> HttpResponse:
    problem, order = _order(request, number)
    by, form = request.actor, ReportForm(acting.posted(request))
    return acting.answer(
        request, problem, order_acts.REPORT, ruling=policies.may_report(by, order), form=form,
        perform=lambda _facts: services.report_order(order_id=order.pk, said=form.said, by=by, at=clock.now()),
    )  # fmt: skip


@members_only
@require_http_methods(["GET", "POST"])
def to_proposed(request: HouseRequest, number: int) -> HttpResponse:
    problem, order = _order(request, number)
    by = request.actor
    return acting.answer(
        request, problem, order_acts.TO_PROPOSED, ruling=policies.may_decide_return(by, order),
        form=NothingForm(acting.posted(request)),
        perform=lambda _facts: services.redirect_to_proposed(order_id=order.pk, by=by, at=clock.now()),
    )  # fmt: skip


@members_only
@require_http_methods(["GET", "POST"])
def unarchive(request: HouseRequest, number: int) -> HttpResponse:
    problem, order = _order(request, number)
    by = request.actor
    return acting.answer(
        request, problem, order_acts.UNARCHIVE, ruling=policies.may_unarchive(by, order),
        form=ReasonForm(acting.posted(request)),
        perform=lambda facts: services.unarchive_order(order_id=order.pk, by=by, at=clock.now(), **facts),
    )  # fmt: skip


def _order(request: HouseRequest, number: int) -> tuple[Problem, Order]:
    """:raises NotFound: this person may not open the problem, or it was never handed over."""
    problem = queries.problem_seen_by(request.actor, number)
    return problem, require_order(problem)


def _as_proposed(order: Order) -> dict[str, object]:
    """The unit that was proposed and its leader, so that the office only presses."""
    step = proposed_step(order)
    unit = step.other_unit if step else None
    return {"decision": "other", "unit": unit, "leader": leader_for(unit)} if unit else {}


def _day_ends(request: HouseRequest, at: dt.datetime) -> dt.datetime:
    zone = request.organisation.zone
    return until_end_of(clock.day_of(at, zone=zone), ZoneInfo(zone)).late_from
