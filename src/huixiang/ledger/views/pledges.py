"""Pledges at the desk and in public, and the check of one promised thing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from huixiang.kernel import clock
from huixiang.ledger import pages, policies, queries, services
from huixiang.ledger.forms import PledgeCheckForm, PledgeForm
from huixiang.ledger.states import Kept
from huixiang.ledger.views import registering
from huixiang.people import queries as people
from huixiang.people.gates import members_only
from huixiang.people.requests import HouseRequest
from huixiang.web.paging import paginate
from huixiang.web.responses import render_page


@members_only
@require_GET
def pledges_page(request: HouseRequest) -> HttpResponse:
    policies.may_read_plans(request.actor).require()
    return _pledge_new(request)


@members_only
@require_http_methods(["GET", "POST"])
def pledge_new(request: HouseRequest) -> HttpResponse:
    policies.may_plan(request.actor).require()
    return _pledge_new(request)


def _pledge_new(request: HouseRequest) -> HttpResponse:
    form, ruling = PledgeForm(registering.typed(request)), policies.may_plan(request.actor)

    def page() -> dict[str, Any]:
        found = paginate(queries.pledges(), request.GET.get("at", ""), order=("-pk",))
        shown = pages.RegisterPage(_("Pledges"), [pages.pledge_table(found.items)],
                                   links=[(reverse("plans:public_pledges"), _("What everybody sees")),
                                          registering.paper("pledges")],
                                   back=(reverse("plans:plans"), _("Plans")))  # fmt: skip
        part = pages.FormShown(_("Write down a pledge"), form, _("Write it down"), reverse("plans:pledge_new"), ruling)
        return {"page": shown, "pager": found, "forms": [part]}

    def perform() -> str:
        made = services.make_pledge(**form.cleaned_data, by=request.actor, at=clock.now())
        return reverse("plans:pledge", args=[made.pk])

    return registering.answer(request, form, ruling=ruling, page=page, perform=perform, done=_("It is written down."))


@members_only
@require_http_methods(["GET", "POST"])
def pledge(request: HouseRequest, pledge_id: int) -> HttpResponse:
    policies.may_read_plans(request.actor).require()
    found = queries.pledge_of(pledge_id)
    form, ruling = forms.Form(registering.typed(request)), policies.may_publish_promise(request.actor)

    def page() -> dict[str, Any]:
        may_check = policies.may_check_pledge(request.actor, found).allowed
        table = pages.pledge_items(found, people.local_day(clock.now()), check=may_check)
        shown = pages.RegisterPage(found.title, [table], back=(reverse("plans:pledges"), _("Pledges")))
        part = pages.FormShown(_("Show it to everybody"), form, _("Publish"), request.path, ruling)
        return {"page": shown, "forms": [] if found.public_at else [part]}

    def perform() -> str:
        services.publish_pledge(pledge_id=pledge_id, by=request.actor, at=clock.now())
        return request.path

    return registering.answer(
        request, form, ruling=ruling, page=page, perform=perform, done=_("Everybody sees it now.")
    )


@members_only
@require_http_methods(["GET", "POST"])
def check(request: HouseRequest, item_id: int) -> HttpResponse:
    policies.may_read_plans(request.actor).require()
    item = queries.pledge_item_of(item_id)
    form = PledgeCheckForm(registering.typed(request), registering.files(request))
    ruling = policies.may_check_pledge(request.actor, item.pledge)
    url = reverse("plans:pledge", args=[item.pledge_id])

    def page() -> dict[str, Any]:
        shown = pages.RegisterPage(item.words, back=(url, item.pledge.title))
        part = pages.FormShown(_("Say what you found"), form, _("Save what I saw"), request.path, ruling)
        return {"page": shown, "forms": [part]}

    def perform() -> str:
        facts = {**form.facts(), "found": Kept(form.cleaned_data["found"])}
        services.check_pledge_item(item_id=item_id, **facts, by=request.actor, at=clock.now())
        return url

    return registering.answer(request, form, ruling=ruling, page=page, perform=perform, done=_("It is noted."))


@require_safe
def public(request: HouseRequest) -> HttpResponse:
    found = paginate(queries.pledges(public=True), request.GET.get("at", ""), order=("-pk",))
    today = people.local_day(clock.now())
    lead = _("Each promised thing is checked by somebody outside the unit that promised it.")
    empty = _("Nothing was pledged yet.")
    shown = pages.RegisterPage(_("What was promised, and whether it was kept"),
                               [pages.pledge_items(each, today) for each in found.items],
                               lead if found.items else empty)  # fmt: skip
    return render_page(request, registering.PUBLIC, {"page": shown, "pager": found})
