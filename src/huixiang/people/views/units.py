"""The tree of units and the organisation's own days."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huixiang.kernel import clock
from huixiang.kernel.errors import NotAllowed, Refusal
from huixiang.people import pages, policies, queries, services
from huixiang.people.forms import MoveForm, OwnDayForm, UnitForm, UnitNameForm
from huixiang.people.models import Unit
from huixiang.people.requests import HouseRequest
from huixiang.people.views.gate import managers_only
from huixiang.people.views.posted import posted
from huixiang.web.responses import refused, render_page


@managers_only
@require_GET
def units(request: HouseRequest) -> HttpResponse:
    return render_page(request, "people/units.html", {"branches": pages.unit_branches(queries.all_units())})


@managers_only
@require_http_methods(["GET", "POST"])
def unit_add(request: HouseRequest) -> HttpResponse:
    below = request.GET.get("below", "")
    form = UnitForm(posted(request), initial={"parent": below if below.isdecimal() else None})
    if not form.is_valid():
        return render_page(request, "people/unit_add.html", {"form": form}, status=422 if form.is_bound else 200)
    try:
        unit = services.add_unit(**form.cleaned_data, by=request.actor, at=clock.now())
    except Refusal as refusal:
        return refused(request, "people/unit_add.html", {"form": form}, refusal)
    messages.success(request, _("%(unit)s stands in the tree.") % {"unit": unit.label})
    return HttpResponseRedirect(reverse("people:units"))


@managers_only
@require_GET
def unit(request: HouseRequest, unit_id: int) -> HttpResponse:
    return render_page(request, "people/unit.html", _unit_page(request, queries.unit_by_id(unit_id)))


def _unit_page(request: HouseRequest, unit: Unit, **forms: Any) -> dict[str, Any]:
    return {
        "unit": unit,
        "moves": queries.moves_of(unit),
        "name_form": UnitNameForm(initial={"name": unit.name, "name_en": unit.name_en}),
        "move_form": MoveForm(initial={"parent": unit.parent_id}),
        "may_move": policies.may_move(request.actor, unit),
        "may_close": policies.may_close(request.actor, unit),
        **forms,
    }


@managers_only
@require_POST
def unit_rename(request: HouseRequest, unit_id: int) -> HttpResponse:
    unit, form = queries.unit_by_id(unit_id), UnitNameForm(request.POST)
    if not form.is_valid():
        return render_page(request, "people/unit.html", _unit_page(request, unit, name_form=form), status=422)
    services.rename_unit(unit_id=unit_id, **form.cleaned_data, by=request.actor, at=clock.now())
    return HttpResponseRedirect(reverse("people:unit", args=[unit_id]))


@managers_only
@require_POST
def unit_move(request: HouseRequest, unit_id: int) -> HttpResponse:
    unit, form = queries.unit_by_id(unit_id), MoveForm(request.POST)
    if not form.is_valid():
        return render_page(request, "people/unit.html", _unit_page(request, unit, move_form=form), status=422)
    try:
        services.move_unit(unit_id=unit_id, parent_id=form.cleaned_data["parent"].pk, by=request.actor, at=clock.now())
    except services.MoveImpossible as refusal:
        return refused(request, "people/unit.html", _unit_page(request, unit, move_form=form), refusal)
    return HttpResponseRedirect(reverse("people:unit", args=[unit_id]))


@managers_only
@require_POST
def unit_close(request: HouseRequest, unit_id: int) -> HttpResponse:
    unit = queries.unit_by_id(unit_id)
    try:
        services.close_unit(unit_id=unit_id, by=request.actor, at=clock.now())
    except services.UnitNeeded as refusal:
        context = _unit_page(request, unit, obstacles=refusal.obstacles)
        return render_page(request, "people/unit.html", context, status=409)
    except NotAllowed as refusal:
        return refused(request, "people/unit.html", _unit_page(request, unit), refusal)
    messages.success(request, _("%(unit)s is closed. It stays in the records.") % {"unit": unit.label})
    return HttpResponseRedirect(reverse("people:units"))


@managers_only
@require_http_methods(["GET", "POST"])
def own_days(request: HouseRequest) -> HttpResponse:
    form = OwnDayForm(posted(request))
    if form.is_valid():
        services.set_own_day(**form.cleaned_data, by=request.actor, at=clock.now())
        return HttpResponseRedirect(reverse("people:own_days"))
    context = {"form": form, "days": queries.own_days()}
    return render_page(request, "people/own_days.html", context, status=422 if form.is_bound else 200)


@managers_only
@require_POST
def own_day_remove(request: HouseRequest, day_id: int) -> HttpResponse:
    services.remove_own_day(day_id=day_id, by=request.actor, at=clock.now())
    return HttpResponseRedirect(reverse("people:own_days"))
