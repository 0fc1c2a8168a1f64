"""The public page of a problem and the evidence approved for everybody."""

from __future__ import annotations

from uuid import UUID

from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from huixiang.kernel import clock
from huixiang.kernel.errors import NotFound
from huixiang.ledger import files
from huixiang.people import queries as people
from huixiang.people.requests import HouseRequest
from huixiang.publishing import queries
from huixiang.publishing.pages import board, problem as pages
from huixiang.web.responses import render_page


@require_safe
def problem(request: HouseRequest, number: int) -> HttpResponse:
    found = queries.problem_for_everybody(number)
    canonical = request.build_absolute_uri(request.path)
    if found.merged_into:
        context = {"number": number, "other": found.merged_into.number, "canonical": canonical}
        return render_page(request, "publishing/problem_merged.html", context)
    today = clock.day_of(clock.now(), zone=request.organisation.zone)
    life = queries.life_of(found)
    context = {
        "problem": found, "public": getattr(found, "publication", None), "life": life, "canonical": canonical,
        "story": board.story_of(found, today=today), "sentence": pages.state_sentence(found),
        "measures": pages.measures_of(life), "numbers": pages.standing_of(life),
        "clock": pages.clock_of(found, life, today=today, calendar=people.working_calendar()),
        "suspension": queries.public_suspension(found),
        "entries": pages.timeline_of(found, life, today=today),
    }  # fmt: skip
    return render_page(request, "publishing/problem.html", context)


@require_safe
def evidence(
    request: HouseRequest,  # noqa: ARG001 - Django's signature
    number: int,
    evidence_id: UUID,
) -> HttpResponseBase:
    shown = queries.public_evidence(number, evidence_id)
    path = files.path_of(shown)
    if not path.is_file():
        raise NotFound
    picture = shown.media_type.startswith("image/")
    name = f"{number}-{shown.kind}{path.suffix}"  # the file's own name may name people
    response = FileResponse(path.open("rb"), content_type=shown.media_type, as_attachment=not picture, filename=name)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response
