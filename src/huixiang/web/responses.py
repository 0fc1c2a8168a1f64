"""The few ways a view answers: a page, a refusal in its own words, or a part of a page for htmx."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from huixiang.kernel.errors import Refusal

Context = dict[str, Any]


def render_page(
    request: HttpRequest, template: str, context: Context | None = None, *, status: int = 200
) -> HttpResponse:
    """Render a whole page; a form with errors is sent with status=422."""
    return render(request, template, context or {}, status=status)


def refused(request: HttpRequest, template: str, context: Context, refusal: Refusal) -> HttpResponse:
    """Render the same page again with the refusal's sentence on top (context name ``refusal``), status 409."""
    return render(request, template, {**context, "refusal": refusal.sentence}, status=409)


def wants_part(request: HttpRequest) -> bool:
    """Test whether htmx asks for a part; boosted links and restored history need the whole page."""
    asked = request.headers.get("HX-Request") == "true"
    whole = "HX-Boosted" in request.headers or "HX-History-Restore-Request" in request.headers
    return asked and not whole


def htmx_or_page(request: HttpRequest, partial: str, full: str, context: Context) -> HttpResponse:
    """Render the partial for htmx, else the full page, from the same context."""
    response = render(request, partial if wants_part(request) else full, context)
    patch_vary_headers(response, ["HX-Request"])
    return response
