"""Numbers from outside, for metrics that need them: residents of places, calls of an exchange."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from huixiang.kernel import clock
from huixiang.kernel.errors import Refusal
from huixiang.people import queries as people
from huixiang.people.gates import members_only
from huixiang.people.requests import HouseRequest
from huixiang.verification import pages, policies, queries, services
from huixiang.verification.forms import CallsForm, ResidentsForm
from huixiang.web.paging import paginate
from huixiang.web.responses import refused, render_page

PAGE = "verification/supplied.html"


@members_only
@require_GET
def supplied(request: HouseRequest) -> HttpResponse:
    policies.may_read_metrics(request.actor).require()
    return render_page(request, PAGE, _page(request))


@members_only
@require_POST
def supply_residents(request: HouseRequest) -> HttpResponse:
    policies.may_set_metrics(request.actor).require()
    form = ResidentsForm(request.POST)
    if not form.is_valid():
        return render_page(request, PAGE, _page(request, residents=form), status=422)
    try:
        services.supply_residents(**form.facts(), by=request.actor, at=clock.now())
    except Refusal as refusal:
        return refused(request, PAGE, _page(request, residents=form), refusal)
    return _kept(request)


@members_only
@require_POST
def supply_calls(request: HouseRequest) -> HttpResponse:
    policies.may_set_metrics(request.actor).require()
    form = CallsForm(request.POST)
    if not form.is_valid():
        return render_page(request, PAGE, _page(request, calls=form), status=422)
    try:
        services.supply_calls(**form.facts(), by=request.actor, at=clock.now())
    except Refusal as refusal:
        return refused(request, PAGE, _page(request, calls=form), refusal)
    return _kept(request)


def _kept(request: HouseRequest) -> HttpResponse:
    messages.success(request, _("The number is kept with its source. A correction is a new number for the same days."))
    return HttpResponseRedirect(reverse("metrics:supplied"))


def _page(request: HouseRequest, **forms: Any) -> dict[str, Any]:
    page = paginate(queries.supplied_counts(), request.GET.get("at", ""), order=("-pk",))
    return {
        "residents": ResidentsForm(),
        "calls": CallsForm(),
        "page": page,
        "table": pages.supplied_table(page.items, today=people.local_day(clock.now())),
        "may_set": policies.may_set_metrics(request.actor),
        **forms,
    }
