"""Make a problem of chosen voices: title, statement, place, and of each voice perhaps only an excerpt."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from huixiang.kernel import clock
from huixiang.kernel.errors import NotAllowed, Refusal
from huixiang.people.requests import HouseRequest
from huixiang.sorting import policies, queries, services
from huixiang.sorting.forms import Chosen, PlacedProblemForm, known_versions, read_chosen
from huixiang.sorting.pages.bulk import preview
from huixiang.sorting.views.gate import readers_only
from huixiang.web.responses import render_page


@require_http_methods(["GET", "POST"])
@readers_only
def make_problem(request: HouseRequest) -> HttpResponse:
    """The form of a new problem; what was typed comes back with a refusal."""
    policies.may_sort(request.actor).require()
    sent = request.POST if request.method == "POST" else request.GET
    chosen = read_chosen(sent.getlist("chosen"))
    if request.method == "GET":
        return _page(request, chosen, PlacedProblemForm(initial=_first_guess(chosen)))
    form = PlacedProblemForm(request.POST)
    if not form.is_valid():
        return _page(request, chosen, form, status=422)
    try:
        problem = services.open_problem(
            **form.cleaned_data, voice_ids=list(chosen), excerpts=_excerpts(request, chosen),
            versions=known_versions(chosen), by=request.actor, at=clock.now(),
        )  # fmt: skip
    except NotAllowed as refusal:
        return _page(request, chosen, form, refusal=refusal, status=403)
    except Refusal as refusal:
        return _page(request, chosen, form, refusal=refusal, status=409)
    return HttpResponseRedirect(f"{reverse('sorting:group', args=[problem.number])}?{_last_act(chosen)}")


def _last_act(chosen: Chosen) -> str:
    items = queries.items_chosen(list(chosen)[:1])
    return f"done={items[0].last_act_id}" if items else ""


def _first_guess(chosen: Chosen) -> dict[str, str]:
    """The place all the voices share, to begin with."""
    places = {item.place.name if item.place else "" for item in queries.items_chosen(chosen)}
    return {"place": places.pop()} if len(places) == 1 else {}


def _excerpts(request: HouseRequest, chosen: Chosen) -> dict[Any, str]:
    typed = {voice_id: request.POST.get(f"excerpt-{voice_id}", "").strip() for voice_id in chosen}
    return {voice_id: text for voice_id, text in typed.items() if text}


def _page(
    request: HouseRequest, chosen: Chosen, form: PlacedProblemForm, *, refusal: Refusal | None = None, status: int = 200
) -> HttpResponse:
    shown = preview("open", chosen, request.actor, at=clock.now())
    typed = {str(voice_id): text for voice_id, text in _excerpts(request, chosen).items()}
    context: dict[str, Any] = {
        "form": form,
        "preview": shown,
        "lines": [(line, typed.get(line.row.id, "")) for line in shown.reached],
        "refusal": refusal.sentence if refusal else "",
    }
    return render_page(request, "sorting/make_problem.html", context, status=status)
