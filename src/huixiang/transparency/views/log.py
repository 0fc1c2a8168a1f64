"""The log's public pages: how it stands, the head of a day for the notice board; and its files for machines."""

from __future__ import annotations

from typing import Final

from django.http import HttpResponse
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_GET

from huixiang.kernel import clock
from huixiang.kernel.errors import NotFound
from huixiang.people.requests import HouseRequest
from huixiang.proofs.tiles import WIDTH, TileWrong, read_path_of
from huixiang.transparency import checking, pages, queries
from huixiang.web.responses import render_page

YEAR: Final = 31_536_000


@never_cache
@require_GET
def status(request: HouseRequest) -> HttpResponse:
    page = pages.status_page(today=clock.day_of(clock.now(), zone=request.organisation.zone))
    return render_page(request, "transparency/log.html", {"page": page})


@never_cache
@require_GET
def sheet(request: HouseRequest) -> HttpResponse:
    page = pages.sheet_page(today=clock.day_of(clock.now(), zone=request.organisation.zone))
    return render_page(request, "transparency/sheet.html", {"page": page})


@never_cache
@require_GET
def checkpoint(request: HouseRequest) -> HttpResponse:
    found = queries.public_checkpoint()
    text = found.note.text if found else queries.empty_checkpoint(request.organisation).text
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@require_GET
def tile(request: HouseRequest, path: str) -> HttpResponse:  # noqa: ARG001 - a view's signature
    try:
        wanted = read_path_of(f"tile/{path}")
    except TileWrong as wrong:
        raise NotFound(path) from wrong
    response = HttpResponse(queries.tile_bytes(wanted), content_type="application/octet-stream")
    # What is full never changes; what is not will be asked for under another path once it has grown.
    age = YEAR if wanted.width == WIDTH else 3600
    response.headers["Cache-Control"] = f"public, max-age={age}, immutable"
    return response


@cache_control(public=True, max_age=3600)
@require_GET
def check_page(request: HouseRequest) -> HttpResponse:  # noqa: ARG001 - a view's signature
    response = HttpResponse(checking.check_page(), content_type="text/html; charset=utf-8")
    # Saved, not shown: it is made to be opened from the reader's own disk, where nobody of us can change it.
    response.headers["Content-Disposition"] = 'attachment; filename="huixiang-check.html"'
    return response
