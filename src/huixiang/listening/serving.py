"""Sends a file somebody gave us so that a browser can do nothing with it but show or save it, and keeps none.

Only pictures, which we drew anew ourselves, are shown in place; the rest is saved.
"""

from __future__ import annotations

from typing import Final

from django.http import HttpResponse
from django.utils.http import content_disposition_header

FILE_POLICY: Final = "sandbox; default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'"


def file_response(name: str, media_type: str, content: bytes) -> HttpResponse:
    """The answer that carries a clean copy."""
    response = HttpResponse(content, content_type=media_type)
    saved = not media_type.startswith("image/")
    response.headers["Content-Disposition"] = content_disposition_header(saved, name) or "attachment"
    response.headers["Content-Security-Policy"] = FILE_POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response
