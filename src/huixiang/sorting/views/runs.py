"""The engine's runs: let it go over the voices now, watch how far it is, see what the last ones found."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from huixiang.kernel import clock
from huixiang.kernel.errors import NotAllowed, Refusal
from huixiang.people.requests import HouseRequest
from huixiang.sorting import jobs, policies
from huixiang.sorting.pages.runs import run_line, run_lines
from huixiang.sorting.queries.suggestions import last_runs, run_under_way
from huixiang.sorting.views.gate import readers_only
from huixiang.web.responses import htmx_or_page


@never_cache
@require_http_methods(["GET", "POST"])
@readers_only
def runs(request: HouseRequest) -> HttpResponse:
    """The page of runs; while one is under way it looks again by itself, or when it is loaded again."""
    refusal, status = "", 200
    if request.method == "POST":
        try:
            jobs.start_run(by=request.actor, at=clock.now())
        except NotAllowed:
            raise
        except Refusal as refused:
            refusal, status = str(refused.sentence), 409
        else:
            return HttpResponseRedirect(reverse("sorting:runs"))
    running = run_under_way()
    context = {
        "running": run_line(running) if running else None,
        "runs": run_lines([run for run in last_runs() if running is None or run.pk != running.pk]),
        "may_sort": policies.may_sort(request.actor), "refusal": refusal,
    }  # fmt: skip
    response = htmx_or_page(request, "sorting/_runs.html", "sorting/runs.html", context)
    response.status_code = status
    return response
