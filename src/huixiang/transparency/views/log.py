"""The log's public pages: how it stands, the head of a day for the notice board; and its files for machines."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from django.http import HttpResponse
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_GET

from huixiang.kernel import clock
from huixiang.kernel.errors import NotFound
from huixiang.people.requests import HouseRequest
from huixiang.proofs.tiles import WIDTH, TileWrong, read_path_of
from huixiang.transparency import pages, queries
from huixiang.web.responses import render_page

YEAR: Final = 31_536_000
OFFLINE: Final = Path(__file__).parents[1] / "offline"
CHECK_PARTS: Final = {
    '<link rel="stylesheet" href="check.css">\n': ("style", ("check.css",)),
    '<script src="verify.js"></script>\n<script src="check.js"></script>\n': ("script", ("verify.js", "check.js")),
}
"""What check.html asks its neighbours for, and the element that holds them once it is one file."""


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
    response = HttpResponse(_one_file(), content_type="text/html; charset=utf-8")
    # Saved, not shown: it is made to be opened from the reader's own disk, where nobody of us can change it.
    response.headers["Content-Disposition"] = 'attachment; filename="huixiang-check.html"'
    return response


@cache
def _one_file() -> str:
    # Its policy lets it load nothing, not even from the folder it is saved in.
    page = (OFFLINE / "check.html").read_text(encoding="utf-8")
    for asked, (element, names) in CHECK_PARTS.items():
        held = "\n".join((OFFLINE / name).read_text(encoding="utf-8") for name in names)
        page = page.replace(asked, f"<{element}>\n{held}</{element}>\n")
    return page
