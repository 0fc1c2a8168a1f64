"""The page of small offices: which units, since when, who stands in; declaring and ending for administrators."""

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
from huixiang.verification.forms import SmallOfficeForm
from huixiang.web.responses import refused, render_page

PAGE = "verification/small_offices.html"


@members_only
@require_GET
def small_offices(request: HouseRequest) -> HttpResponse:
    return render_page(request, PAGE, _page(request))


@members_only
@require_POST
def small_office_declare(request: HouseRequest) -> HttpResponse:
    policies.may_set_small_office(request.actor).require()
    form = SmallOfficeForm(request.POST)
    if not form.is_valid():
        return render_page(request, PAGE, _page(request, form), status=422)
    try:
        services.declare_small_office(**form.facts(), by=request.actor, at=clock.now())
    except Refusal as refusal:
        return refused(request, PAGE, _page(request, form), refusal)
    messages.success(request, _("The unit is a small office from today on. Its public page says so."))
    return HttpResponseRedirect(reverse("verification:small_offices"))


@members_only
@require_POST
def small_office_end(request: HouseRequest, office_id: int) -> HttpResponse:
    services.end_small_office(office_id=office_id, by=request.actor, at=clock.now())
    messages.success(request, _("The unit is no small office any more."))
    return HttpResponseRedirect(reverse("verification:small_offices"))


def _page(request: HouseRequest, form: SmallOfficeForm | None = None) -> dict[str, Any]:
    offices = list(queries.small_offices())
    return {
        "form": form or SmallOfficeForm(),
        "table": pages.small_offices_table(offices, today=people.local_day(clock.now())),
        "standing": [office for office in offices if office.until is None],
        "may_set": policies.may_set_small_office(request.actor),
    }
