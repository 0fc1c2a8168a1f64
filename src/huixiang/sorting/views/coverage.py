"""Who has been heard and who has not: groups against channels."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from huixiang.listening.queries import labelled
from huixiang.people.requests import HouseRequest
from huixiang.sorting import queries
from huixiang.sorting.forms import read_number
from huixiang.sorting.hot_forms import CoverForm
from huixiang.sorting.pages.coverage import cover
from huixiang.sorting.views.gate import readers_only
from huixiang.web.responses import render_page

SILENT_SHOWN = 200


@require_GET
@readers_only
def coverage(request: HouseRequest) -> HttpResponse:
    """By place (one level of the tree) or by unit, in a period."""
    form = CoverForm({"by": "place", **request.GET.dict()})
    form.is_valid()
    period: dict[str, Any] = {"since": form.cleaned_data.get("since"), "until": form.cleaned_data.get("until")}
    by_unit = form.cleaned_data.get("by") == "unit"
    wanted = read_number(request.GET.get("below", ""))
    below = queries.place_with_id(wanted) if wanted and not by_unit else None
    covered = queries.coverage_of_units(**period) if by_unit else queries.coverage_of_places(below, **period)
    silent = labelled(queries.silent_places(**period))
    context: dict[str, Any] = {
        "form": form, "by_unit": by_unit, "below": below, "above": queries.places_above(below) if below else [],
        "cover": cover(covered, {name: request.GET[name] for name in period if period[name]}),
        "silent": silent[:SILENT_SHOWN], "silent_count": len(silent),
    }  # fmt: skip
    return render_page(request, "sorting/coverage.html", context, status=422 if form.errors else 200)
