"""What somebody typed into a form that could not be taken just now: shown to copy, and carried to be sent again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest

TOKEN: Final = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field


@dataclass(frozen=True, slots=True)
class Kept:
    """``typed``: what a person wrote. ``fields``: all that was sent. ``files``: names of files to choose again.

    ``again``: it may be sent once more from here as it is. ``token``: its page protects itself with a token.
    """

    to: str
    typed: tuple[str, ...]
    fields: tuple[tuple[str, str], ...]
    files: tuple[str, ...]
    again: bool
    token: bool


def kept_from(request: HttpRequest) -> Kept | None:
    """What was typed into the form of this request; None when nothing was, or when another site sent it.

    Sending again is offered for forms of our own pages only, or another site could borrow the reader's hand, and only
    without files, which no page can carry along.
    """
    if request.method != "POST" or request.headers.get("Sec-Fetch-Site") == "cross-site":
        return None
    fields = tuple(
        (name, str(value))
        for name, values in request.POST.lists()
        for value in values
        if name != TOKEN and "password" not in name
    )
    typed = tuple(value for _name, value in fields if _is_written(value))
    files = tuple(file.name or "" for name in request.FILES for file in request.FILES.getlist(name))
    if not typed:
        return None
    again = _is_ours(request) and not files
    return Kept(request.get_full_path(), typed, fields, files, again, TOKEN in request.POST)


def _is_written(value: str) -> bool:
    """Test whether a person wrote this: choices, numbers and codes are ASCII without a blank."""
    return not value.isascii() or " " in value.strip()


def _is_ours(request: HttpRequest) -> bool:
    origin = f"{request.scheme}://{request.get_host()}"
    return request.headers.get("Sec-Fetch-Site") == "same-origin" or request.headers.get("Origin") == origin
