"""Walks through the house along its links, as one person, and collects each kind of page once."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from playwright.sync_api import Page

_NUMBER = re.compile(r"/\d+(?=/|$)")
_ID = re.compile(r"/[0-9a-f]{8}-[0-9a-f-]{27}(?=/|$)")
_CODE = re.compile(r"^/u/[^/]+")
LEFT_ALONE = ("/file/", "/evidence", "/desk/roster/sample", "/desk/roster/failed")  # files, not pages
MOST = 80


def kind_of(address: str) -> str:
    """The address with its numbers and names taken out: two problems are one kind of page."""
    path = urlsplit(address).path
    return _CODE.sub("/u/*", _NUMBER.sub("/*", _ID.sub("/*", path)))


def pages_from(page: Page, start: str) -> dict[str, str]:
    """Every kind of page that can be reached by links from a page, with one address each."""
    found = {kind_of(start): start}
    waiting = [start]
    while waiting and len(found) < MOST:
        page.goto(waiting.pop(0))
        for href in page.locator("a[href^='/'], a[href^='?']").evaluate_all("links => links.map(link => link.href)"):
            parts = urlsplit(href)
            address = f"{parts.path}?{parts.query}" if parts.query else parts.path
            kind = kind_of(address)
            if kind not in found and not any(part in kind for part in LEFT_ALONE):
                found[kind] = address
                waiting.append(address)
    return found
