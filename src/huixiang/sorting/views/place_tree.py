"""The tree of places, as the office draws it up: added to, renamed, taken in out of a spreadsheet."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huixiang.kernel import clock
from huixiang.kernel.errors import Refusal
from huixiang.listening import services as listening
from huixiang.listening.models import Place
from huixiang.listening.queries import places_like
from huixiang.people.requests import HouseRequest
from huixiang.sorting import policies, queries
from huixiang.sorting.pages.taxonomies import place_tree
from huixiang.sorting.services import Path
from huixiang.sorting.taxonomy_forms import MovePlaceForm, NewPlaceForm, PlaceForm
from huixiang.sorting.views.gate import readers_only
from huixiang.sorting.views.uploads import take_tree
from huixiang.web.responses import render_page


@require_GET
@readers_only
def places(request: HouseRequest) -> HttpResponse:
    """The whole tree, with the form of a topmost place."""
    return _page(request, None)


@require_POST
@readers_only
def add_topmost(request: HouseRequest) -> HttpResponse:
    """Add a topmost place."""
    return _add(request, None)


@require_http_methods(["GET", "POST"])
@readers_only
def place(request: HouseRequest, place_id: int) -> HttpResponse:
    """One place: renamed, or another added below it."""
    found = queries.place_with_id(place_id)
    act = request.POST.get("act")
    if act in ("move", "close", "reopen"):
        return _change(request, found, act)
    if act != "rename":
        return _add(request, found)
    policies.may_edit_taxonomies(request.actor).require()
    form = PlaceForm(request.POST, prefix="rename")
    if not form.is_valid():
        return _page(request, found, rename=form, status=422)
    listening.rename_place(place_id=found.pk, name=form.cleaned_data["name"], by=request.actor, at=clock.now())
    return HttpResponseRedirect(_address(found))


def _change(request: HouseRequest, found: Place, act: str) -> HttpResponse:
    """Move, close or reopen a place."""
    policies.may_edit_taxonomies(request.actor).require()
    form = MovePlaceForm(request.POST, prefix="move") if act == "move" else None
    if form is not None and not form.is_valid():
        return _page(request, found, move=form, status=422)
    known: dict[str, Any] = {"place_id": found.pk, "by": request.actor, "at": clock.now()}
    try:
        if form is not None:
            into = form.cleaned_data["into"]
            listening.move_place(parent_id=into.pk if into else None, **known)
        else:
            (listening.close_place if act == "close" else listening.reopen_place)(**known)
    except Refusal as refusal:
        return _page(request, found, move=form, refusal=refusal, status=409)
    return HttpResponseRedirect(_address(found))


@require_http_methods(["GET", "POST"])
@readers_only
def take_in(request: HouseRequest) -> HttpResponse:
    """Take in a tree of places out of a spreadsheet."""
    policies.may_edit_taxonomies(request.actor).require()

    def take(paths: list[Path]) -> HttpResponse:
        added, known = listening.import_places(paths=paths, by=request.actor, at=clock.now())
        return HttpResponseRedirect(f"{_address(None)}?added={added}&known={known}")

    return take_tree(request, {"title": _("Take in a tree of places"), "back": _address(None)}, take)


def _add(request: HouseRequest, above: Place | None) -> HttpResponse:
    if request.method == "GET":
        return _page(request, above)
    policies.may_edit_taxonomies(request.actor).require()
    form = NewPlaceForm(request.POST)
    if not form.is_valid():
        return _page(request, above, form=form, status=422)
    try:
        listening.add_place(**form.cleaned_data, parent=above, by=request.actor, at=clock.now())
    except Refusal as refusal:
        return _page(request, above, form=form, refusal=refusal, status=409)
    return HttpResponseRedirect(_address(above))


def _address(above: Place | None) -> str:
    return reverse("taxonomies:place", args=[above.pk]) if above else reverse("taxonomies:places")


def _page(
    request: HouseRequest, above: Place | None, *, refusal: Refusal | None = None, status: int = 200,
    **bound: forms.Form | None,
) -> HttpResponse:  # fmt: skip
    counted = [request.GET.get(name, "") for name in ("added", "known")]
    context: dict[str, Any] = {
        "place": above, "above": queries.places_above(above) if above else [],
        "branches": place_tree(queries.places_below(above)), "form": bound.get("form") or NewPlaceForm(),
        "rename": bound.get("rename") or PlaceForm(prefix="rename", initial={"name": above.name if above else ""}),
        "move": bound.get("move") or MovePlaceForm(prefix="move"), "places": places_like("", 50) if above else [],
        "may_edit": policies.may_edit_taxonomies(request.actor), "refusal": refusal.sentence if refusal else "",
        "taken": counted if all(text.isdecimal() for text in counted) else None,
    }  # fmt: skip
    return render_page(request, "sorting/place_tree.html", context, status=status)
