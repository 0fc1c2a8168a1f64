"""A plan below the map: taken in, shown to who reads voices, and places put upon it by the office."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huixiang.kernel import clock
from huixiang.kernel.errors import NotFound, Refusal
from huixiang.listening.queries import places_like
from huixiang.people.requests import HouseRequest
from huixiang.sorting import policies, queries, services
from huixiang.sorting.map_forms import MapForm, PlanForm, PutForm
from huixiang.sorting.views.gate import readers_only
from huixiang.sorting.views.map import map_response
from huixiang.web.responses import render_page

NEXT = 8
"""Places still to be put that are offered as links; others are found by typing."""


@require_POST
@readers_only
def plan_change(request: HouseRequest) -> HttpResponse:
    """Take a plan in."""
    policies.may_edit_taxonomies(request.actor).require()
    form = PlanForm(request.POST, request.FILES)
    if not form.is_valid():
        return map_response(request, MapForm(), plan=form, status=422)
    services.put_plan(plan=form.cleaned_data["plan"], file_name=form.file_name, by=request.actor, at=clock.now())
    return HttpResponseRedirect(reverse("sorting:map_places"))


@cache_control(private=True, max_age=86_400)
@require_GET
@readers_only
def map_picture(request: HouseRequest, map_id: int) -> HttpResponse:  # noqa: ARG001 - a view's signature
    shown = queries.map_by_id(map_id)
    content = queries.picture_of(shown)
    if not content:
        raise NotFound(f"picture of map {map_id}")
    return HttpResponse(content, content_type=shown.picture_type)


@require_http_methods(["GET", "POST"])
@readers_only
def map_places(request: HouseRequest) -> HttpResponse:
    """Put places upon the plan, one after the other, or take one off again."""
    policies.may_edit_taxonomies(request.actor).require()
    if request.method != "POST":
        return _page(request, PutForm(initial={"place": request.GET.get("place", "")}))
    if request.POST.get("off"):
        return _take_off(request)
    form = PutForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    put = form.cleaned_data
    try:
        services.put_place(place=put["place"], x=put["x"], y=put["y"], by=request.actor, at=clock.now())
    except Refusal as refusal:
        return _page(request, form, refusal=refusal, status=409)
    messages.success(request, _("%(place)s stands on the plan now.") % {"place": put["place"].name})
    # Back to the name of the next place, with the plan below it: on a phone the top of the page is far away.
    return HttpResponseRedirect(f"{reverse('sorting:map_places')}#id_place")


def _take_off(request: HouseRequest) -> HttpResponse:
    shape = queries.shape_upon_map(request.POST["off"])
    services.take_place_off(place=shape.place, by=request.actor, at=clock.now())
    messages.success(request, _("%(place)s was taken off the plan.") % {"place": shape.place.name})
    return HttpResponseRedirect(reverse("sorting:map_places"))


def _page(request: HouseRequest, form: PutForm, *, refusal: Refusal | None = None, status: int = 200) -> HttpResponse:
    shown = queries.map_shown()
    if shown is None or not shown.picture_type:
        return HttpResponseRedirect(reverse("sorting:hot_map"))
    waiting = queries.places_to_put(shown)
    offered = list(waiting[:NEXT])
    shapes = queries.shapes_of(shown)
    if not form.is_bound and not form.initial["place"] and offered:
        form.initial["place"] = offered[0].name
    context = {
        "shown": shown, "form": form, "offered": offered, "left": waiting.count(), "shapes": shapes,
        "refusal": refusal.sentence if refusal else "", "places": places_like("", 50),
    }  # fmt: skip
    return render_page(request, "sorting/map_places.html", context, status=status)
