"""The pages for what went wrong, in plain words: used by Django's handlers, the middleware and the gates."""

from __future__ import annotations

import errno
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

import psycopg
from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.utils.cache import add_never_cache_headers

from huixiang.web.kept import kept_from

RETRY_SECONDS: Final = "30"
# Django hands on as it came what the driver says when a cursor of its own cannot be closed any more.
GONE: Final = (InterfaceError, OperationalError, psycopg.InterfaceError, psycopg.OperationalError)
TOO_MUCH: Final = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return too_much(request) if isinstance(exception, TOO_MUCH) else _error(request, 400)


def too_much(request: HttpRequest) -> HttpResponse:
    return _error(request, 413)


def wrong_method(request: HttpRequest) -> HttpResponse:
    return _error(request, 405)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _error(request, 403, sentence=str(getattr(exception, "sentence", "")), frame=_frame(request))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's signature
    return _kept_error(request, 403, template="web/errors/form_expired.html")


def signed_out(request: HttpRequest) -> HttpResponse:
    return _kept_error(request, 403, template="web/errors/signed_out.html")


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's signature
    return _error(request, 404)


def conflict(request: HttpRequest, sentence: str = "") -> HttpResponse:
    return _error(request, 409, sentence=sentence, frame=_frame(request))


def too_many_requests(request: HttpRequest, sentence: str = "") -> HttpResponse:
    return _error(request, 429, sentence=sentence)


def unavailable(request: HttpRequest) -> HttpResponse:
    response = _kept_error(request, 503)
    response.headers["Retry-After"] = RETRY_SECONDS
    return response


def no_room(request: HttpRequest) -> HttpResponse:
    for handler in request.upload_handlers:  # half an upload would keep what room is left
        with suppress(OSError):
            handler.upload_interrupted()
    response = _kept_error(request, 503, template="web/errors/no_room.html")
    response.headers["Retry-After"] = RETRY_SECONDS
    return response


def fault_page(request: HttpRequest, fault: BaseException | None) -> HttpResponse:
    """The page for what broke in the middle: a full disk, a database that went away, a lost file, or a fault of ours.

    After the first two the same may be sent again; nothing of it was taken in.
    """
    if _is_full(fault):
        return no_room(request)
    if isinstance(fault, GONE):
        return unavailable(request)
    if _is_lost(fault):
        return _kept_error(request, 500, template="web/errors/file_lost.html")
    return _kept_error(request, 500)


def _is_lost(fault: BaseException | None) -> bool:
    """Whether a file that somebody sent is not on the disk any more: no page of ours can bring it back."""
    return isinstance(fault, FileNotFoundError) and Path(str(fault.filename)).is_relative_to(settings.UPLOADS_DIR)


def _is_full(fault: BaseException | None) -> bool:
    """Whether the disk of the files, of what is being sent, or of the database has no room."""
    if isinstance(fault, OSError):
        return fault.errno in {errno.ENOSPC, errno.EDQUOT}
    said = fault.__cause__ if isinstance(fault, OperationalError) else fault
    return isinstance(said, psycopg.errors.DiskFull)


def server_error(request: HttpRequest) -> HttpResponse:
    """Show the page for what broke; when even that fails, a bare sentence without any template."""
    try:
        return fault_page(request, sys.exception())
    except Exception:  # noqa: BLE001 - the last resort must not fail a second time
        return HttpResponse(
            "出错了，请稍后再试。 Something went wrong on our side.",
            status=500,
            content_type="text/plain; charset=utf-8",
        )


def _frame(request: HttpRequest) -> str:
    """A member stays at the desk; others, and pages drawn before anybody is known, have the public frame."""
    member = getattr(getattr(request, "actor", None), "is_member", False)
    return "web/base_desk.html" if member else "web/base_public.html"


def _kept_error(request: HttpRequest, status: int, *, template: str = "") -> HttpResponse:
    """Show an error page with what was typed, so that it can be copied or sent again."""
    response = _error(
        request, status, template=template, kept=kept_from(request), sign_in=resolve_url(settings.LOGIN_URL)
    )
    add_never_cache_headers(response)
    return response


def _error(request: HttpRequest, status: int, *, template: str = "", **more: object) -> HttpResponse:
    template = template or f"web/errors/{status}.html"
    return render(request, template, {"preferences_back": "/", **more}, status=status)
