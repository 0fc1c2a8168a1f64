"""Preferences of the reader, headers that keep other sites away from our pages, and pages for what is out of bounds."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from huixiang.web import errors as pages
from huixiang.web.preferences import read_preferences
from huixiang.web.security import POLICY_HEADERS

WRONG_METHOD = 405
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


class PolicyHeadersMiddleware:
    """Adds the headers of ``POLICY_HEADERS`` unless the view has set its own."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in POLICY_HEADERS.items():
            response.headers.setdefault(name, value)
        return response


class BoundsMiddleware:
    """Refuses what is larger than any form of ours before a byte of it is written to disk, and paths with a NUL.

    No name of ours holds a NUL, and the database takes none, not even to look for it.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and int(length) > settings.LARGEST_BODY:
            return pages.too_much(request)
        if "\0" in request.path:
            return pages.page_not_found(request)
        return self.get_response(request)


class WrongMethodMiddleware:
    """Gives a person a page where Django answers a bare 405: whoever reloads what a form led to comes by GET."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != WRONG_METHOD or request.method != "GET" or response.content:
            return response
        page = pages.wrong_method(request)
        page.headers["Allow"] = response.headers["Allow"]
        return page
