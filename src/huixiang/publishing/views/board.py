"""The board at the front door and the page of a unit."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from huixiang.kernel import clock
from huixiang.people import queries as people
from huixiang.people.models import Unit
from huixiang.people.requests import HouseRequest
from huixiang.publishing import queries
from huixiang.publishing.forms import BoardForm
from huixiang.publishing.pages import board as pages
from huixiang.publishing.pages.words import EMPTY
from huixiang.publishing.queries import BoardAsk
from huixiang.verification import queries as verification
from huixiang.web.paging import paginate
from huixiang.web.responses import render_page

ORDER = ("-last_act_at", "-id")
ROWS = 30


@require_safe
def board(request: HouseRequest) -> HttpResponse:
    units = list(people.open_units())
    places = list(queries.places_to_choose())
    group, unit_code, place_code, words = BoardForm(request.GET).asked()
    ask = BoardAsk(
        group=group,
        unit=next((unit for unit in units if unit.code == unit_code), None),
        place=next((place for place in places if place.code == place_code), None)
        or (queries.place_with_code(place_code) if place_code else None),
        words=words,
    )
    if ask.place and ask.place not in places:  # more places than the list offers: the one asked for stands in it
        places.append(ask.place)
    choices: dict[str, object] = {
        "units": tuple((unit.code, unit.label, unit == ask.unit) for unit in units),
        "places": tuple((place.code, place.name, place == ask.place) for place in places),
    }
    return _listed(request, ask, "publishing/board.html", choices)


@require_safe
def unit(request: HouseRequest, code: str) -> HttpResponse:
    found = queries.unit_with_code(code)
    group, _unit, _place, words = BoardForm(request.GET).asked()
    ask = BoardAsk(group=group, unit=found, words=words)
    more: dict[str, object] = {"unit_name": found.label, "small": verification.small_office_of(found)}
    return _listed(request, ask, "publishing/unit.html", more, unit=found)


def _listed(
    request: HouseRequest, ask: BoardAsk, template: str, more: dict[str, object], *, unit: Unit | None = None
) -> HttpResponse:
    at = clock.now()
    today = clock.day_of(at, zone=request.organisation.zone)
    path = reverse("publishing:unit", args=[unit.code]) if unit else None
    page = paginate(queries.board_rows(ask, today=today), request.GET.get("at", ""), order=ORDER, size=ROWS)
    counts = None if ask.words else queries.board_counts(ask, at=at, today=today)
    here = request.build_absolute_uri(pages.board_url(ask, path=path, at=request.GET.get("at", "")[:300]))
    context = {
        "ask": ask, "page": page, "stories": [pages.story_of(problem, today=today) for problem in page.items],
        "filters": pages.filters_of(ask, counts, path=path), "counts": counts, "empty_words": EMPTY[ask.group],
        "feed_url": pages.board_url(ask, path=reverse("publishing:feed")),
        "heading": pages.heading_of(ask), "canonical": here, "list_url": path or reverse("publishing:board"),
    }  # fmt: skip
    return render_page(request, template, context | more)
