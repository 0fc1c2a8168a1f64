"""Walks through the house along its links, as one person, and collects each kind of page once."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from playwright.sync_api import Page

_NUMBER = re.compile(r"/\d+(?=/|$)")
_ID = re.compile(r"/[0-9a-f]{8}-[0-9a-f-]{27}(?=/|$)")
_CODE = re.compile(r"^/u/[^/]+")
LEFT_ALONE = ("/board.atom", "/file/", "/evidence/*", "/desk/roster/sample", "/desk/roster/failed")  # files, not pages
LOOKED_INTO = 4


def kind_of(address: str) -> str:
    """The address with its numbers and names taken out: two problems are one kind of page."""
    path = urlsplit(address).path
    return _CODE.sub("/u/*", _NUMBER.sub("/*", _ID.sub("/*", path)))


def pages_from(page: Page, start: str) -> dict[str, str]:
    """Every kind of page that can be reached by links from a page, with one address each.

    Of each kind a few are looked into, for one problem offers other acts than the next.
    """
    found: dict[str, list[str]] = {kind_of(start): [start]}
    waiting = [start]
    while waiting:
        page.goto(waiting.pop(0))
        for address in addresses_on(page):
            kind = kind_of(address)
            known = found.setdefault(kind, [])
            if address not in known and len(known) < LOOKED_INTO and not any(part in kind for part in LEFT_ALONE):
                known.append(address)
                waiting.append(address)
    return {kind: known[0] for kind, known in found.items() if known}


def addresses_on(page: Page) -> list[str]:
    """The addresses of this house that the page links to."""
    found = page.locator("a[href^='/']:not([download]), a[href^='?']")
    links = found.evaluate_all("links => links.map(link => link.href)")
    return [address_of(href) for href in links]


def address_of(href: str) -> str:
    """The part of a link behind the host."""
    parts = urlsplit(href)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
