"""What the engine learnt of each taxonomy: how right it is, what from, and the way back to an earlier version."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from huixiang.kernel import clock
from huixiang.kernel.errors import NotAllowed, NotFound, Refusal
from huixiang.people.requests import HouseRequest
from huixiang.sorting import jobs, policies
from huixiang.sorting.forms import read_number
from huixiang.sorting.models import Taxonomy
from huixiang.sorting.pages.models import curve, doubts, drift_words, versions
from huixiang.sorting.queries.models import (
    ENOUGH,
    learning_of,
    learning_under_way,
    learnings,
    learnt_labels,
    taxonomy_with_id,
    versions_of,
)
from huixiang.sorting.services import learning
from huixiang.sorting.views.gate import readers_only
from huixiang.web.paging import paginate
from huixiang.web.responses import render_page


@require_GET
@readers_only
def models(request: HouseRequest) -> HttpResponse:
    """All taxonomies with how their learning stands."""
    policies.may_sort(request.actor).require()
    return render_page(request, "sorting/models.html", {"learnings": learnings(), "enough": ENOUGH})


@require_http_methods(["GET", "POST"])
@readers_only
def model(request: HouseRequest, taxonomy_id: int) -> HttpResponse:
    """One taxonomy; a POST lets it learn, or takes an earlier version."""
    policies.may_sort(request.actor).require()
    taxonomy = taxonomy_with_id(taxonomy_id)
    if request.method == "GET":
        return _page(request, taxonomy)
    try:
        _do(request, taxonomy)
    except NotAllowed as refusal:
        return _page(request, taxonomy, refusal=refusal, status=403)
    except Refusal as refusal:
        return _page(request, taxonomy, refusal=refusal, status=409)
    return HttpResponseRedirect(reverse("sorting:model", args=[taxonomy.pk]))


def _do(request: HouseRequest, taxonomy: Taxonomy) -> None:
    number = read_number(request.POST.get("version", ""))
    if number is None:
        jobs.start_learning(taxonomy_id=taxonomy.pk, by=request.actor, at=clock.now())
    else:
        learning.choose_version(taxonomy_id=taxonomy.pk, number=number, by=request.actor, at=clock.now())


def _page(
    request: HouseRequest, taxonomy: Taxonomy, *, refusal: Refusal | None = None, status: int = 200
) -> HttpResponse:
    stands, rows = learning_of(taxonomy), versions_of(taxonomy)
    latest = next((row for row in rows if row.facts), None)
    context: dict[str, Any] = {
        "taxonomy": taxonomy, "stands": stands, "versions": versions(rows), "curve": curve(rows),
        "doubts": doubts(latest), "drift": drift_words(stands.current), "enough": ENOUGH,
        "under_way": learning_under_way(taxonomy), "may_teach": policies.may_teach(request.actor),
        "refusal": refusal.sentence if refusal else "",
    }  # fmt: skip
    return render_page(request, "sorting/model.html", context, status=status)


@require_GET
@readers_only
def model_labels(request: HouseRequest, taxonomy_id: int, version: int) -> HttpResponse:
    """Every decision a version learnt from, the newest first."""
    policies.may_sort(request.actor).require()
    taxonomy = taxonomy_with_id(taxonomy_id)
    found = next((row for row in versions_of(taxonomy) if row.number == version), None)
    if found is None:
        raise NotFound
    page = paginate(learnt_labels(found), request.GET.get("at", ""), order=("-id",))
    context = {"taxonomy": taxonomy, "version": found, "page": page, "count": len(found.learnt_from)}
    return render_page(request, "sorting/model_labels.html", context)
