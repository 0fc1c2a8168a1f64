"""The places: how many voices and hot issues there are at each and below it, and how that went month by month."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from huixiang.people.requests import HouseRequest
from huixiang.sorting import queries
from huixiang.sorting.forms import read_number
from huixiang.sorting.hot_forms import PeriodForm
from huixiang.sorting.pages.bars import draw_bars, every_month
from huixiang.sorting.pages.hot import hot_rows
from huixiang.sorting.pages.places import month_table, place_rows
from huixiang.sorting.queries import HotFilter
from huixiang.sorting.views.gate import readers_only
from huixiang.web.responses import render_page

HOTTEST_SHOWN = 10


@require_GET
@readers_only
def places(request: HouseRequest) -> HttpResponse:
    """One level of the place tree; ``place`` in the address goes down."""
    form = PeriodForm(request.GET)
    form.is_valid()
    period: dict[str, Any] = {"since": form.cleaned_data.get("since"), "until": form.cleaned_data.get("until")}
    wanted = read_number(request.GET.get("place", ""))
    place = queries.place_with_id(wanted) if wanted else None
    months = every_month(queries.voices_by_month(place, **period))
    hottest = queries.hot_issues(HotFilter(place=place.pk if place else None, **period)).order_by(*queries.HOTTEST)
    context: dict[str, Any] = {
        "form": form, "place": place, "above": queries.places_above(place) if place else [],
        "rows": place_rows(queries.place_counts(place, **period), request.GET),
        "bars": draw_bars(months), "months": month_table(months), "hottest": hot_rows(hottest[:HOTTEST_SHOWN]),
    }  # fmt: skip
    return render_page(request, "sorting/places.html", context, status=422 if form.errors else 200)
