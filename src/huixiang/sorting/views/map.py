"""The map of hot issues: shown to who reads voices; taken in, removed and brought back by the office."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from huixiang.kernel import clock
from huixiang.kernel.errors import Refusal
from huixiang.listening.queries import places_like
from huixiang.people.requests import HouseRequest
from huixiang.sorting import policies, queries, services
from huixiang.sorting.hot_forms import HotForm
from huixiang.sorting.map_forms import MapForm, PlanForm
from huixiang.sorting.pages.map import map_page, unmatched_table
from huixiang.sorting.views.gate import readers_only
from huixiang.web.responses import render_page


@require_GET
@readers_only
def hot_map(request: HouseRequest) -> HttpResponse:
    """The map with its hot issues."""
    return map_response(request, MapForm())


@require_POST
@readers_only
def map_change(request: HouseRequest) -> HttpResponse:
    """Take a map in, remove it, or bring the one before back."""
    policies.may_edit_taxonomies(request.actor).require()
    form, act = MapForm(), request.POST.get("act")
    try:
        if act == "remove":
            services.remove_map(by=request.actor, at=clock.now())
        elif act == "back":
            services.bring_back_map(by=request.actor, at=clock.now())
        else:
            form = MapForm(request.POST, request.FILES)
            if not form.is_valid():
                return map_response(request, form, status=422)
            shapes = form.cleaned_data["file"]
            services.put_map(shapes=shapes, file_name=form.file_name, by=request.actor, at=clock.now())
    except Refusal as refusal:
        return map_response(request, form, refusal=refusal, status=409)
    return HttpResponseRedirect(reverse("sorting:hot_map"))


def map_response(
    request: HouseRequest,
    form: MapForm,
    *,
    plan: PlanForm | None = None,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of the map, with what was typed at one of its forms."""
    shown, asked = queries.map_shown(), HotForm(request.GET)
    wanted = asked.filter()
    context: dict[str, Any] = {
        "places": places_like("", 50),
        "form": form, "plan": plan or PlanForm(), "asked": asked, "shown": shown, "earlier": queries.has_earlier_map(),
        "may_edit": policies.may_edit_taxonomies(request.actor), "refusal": refusal.sentence if refusal else "",
        "filtered": bool(wanted.place or wanted.since or wanted.until or wanted.without_problem),
    }  # fmt: skip
    if shown is not None:
        shapes = queries.shapes_of(shown)
        found, elsewhere = queries.hot_on(shapes, wanted)
        context |= {"map": map_page(shown, shapes, found, elsewhere), "unmatched": unmatched_table(shown)}
    return render_page(request, "sorting/hot_map.html", context, status=422 if asked.errors else status)
