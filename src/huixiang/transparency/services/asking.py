"""Requests to witnesses of our log: addresses come from the command line of the house, never from a page."""

from __future__ import annotations

import http.client
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Final

SECONDS: Final = 5.0
LARGEST_ANSWER: Final = 64 * 1024
OK: Final = 200


@dataclass(frozen=True, slots=True)
class Answer:
    """What a witness answered; status 0 means that it did not."""

    status: int
    body: str


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_facts: object) -> None:
        return None


def post(url: str, body: str) -> Answer:
    """Send a text to an address that was given on the command line; follows no redirect, reads 64 kB at most."""
    return _ask(urllib.request.Request(url, data=body.encode(), headers={"Content-Type": "text/plain"}))  # noqa: S310 - http(s), see add_witness


def fetch(url: str) -> Answer:
    """Ask for a text, under the same limits."""
    return _ask(urllib.request.Request(url))  # noqa: S310 - http(s), see add_witness


def _ask(request: urllib.request.Request) -> Answer:
    try:
        with urllib.request.build_opener(_NoRedirect).open(request, timeout=SECONDS) as answer:
            return Answer(answer.status, answer.read(LARGEST_ANSWER).decode("utf-8", "replace"))
    except urllib.error.HTTPError as refused:
        with refused:
            return Answer(refused.code, refused.read(LARGEST_ANSWER).decode("utf-8", "replace"))
    except (OSError, ValueError, http.client.HTTPException) as away:
        return Answer(0, str(away))
