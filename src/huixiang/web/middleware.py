"""Reads the reader's preferences into each request, and sets the headers that keep other sites away from our pages."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from huixiang.web.preferences import read_preferences
from huixiang.web.security import ISOLATION_HEADERS

Handler = Callable[[HttpRequest], HttpResponse]


class PreferencesMiddleware:
    """Sets ``request.preferences``. Pages differ by cookie, so caches are told."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.preferences = read_preferences(request)  # type: ignore[attr-defined]
        response = self.get_response(request)
        if response.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ["Cookie"])
        return response


class IsolationHeadersMiddleware:
    """Adds COOP, CORP and Permissions-Policy unless the view has set its own."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in ISOLATION_HEADERS.items():
            response.headers.setdefault(name, value)
        return response
