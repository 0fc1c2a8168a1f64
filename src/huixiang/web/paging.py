"""Pages through long lists by the last row seen, never by offset: all pages cost the same, and nothing is counted.

A cursor is not signed: it holds only sort values the reader has already seen; a wrong one leads to the first page.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

PAGE_SIZE: Final = 50
LONGEST_CURSOR: Final = 1000
LARGEST_NUMBER: Final = 2**63 - 1

Value = str | int | float
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some rows in the order asked for, and the cursors to the pages on either side (None at an end)."""

    items: tuple[Row, ...]
    older: str | None = None
    newer: str | None = None


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place between two rows: the sort values of the row beside it, and which way to read on."""

    backwards: bool
    values: tuple[Value, ...]

    def encode(self) -> str:
        text = json.dumps([int(self.backwards), *self.values], ensure_ascii=False, separators=(",", ":"))
        return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_cursor(text: str, width: int) -> Cursor | None:
    """Decode a cursor with ``width`` sort values; None for anything else."""
    if not text or len(text) > LONGEST_CURSOR:
        return None
    try:
        parts = json.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (ValueError, RecursionError):
        return None
    if not isinstance(parts, list) or len(parts) != width + 1 or parts[0] not in (0, 1):
        return None
    if not all(_is_plain(value) for value in parts[1:]):
        return None
    return Cursor(backwards=bool(parts[0]), values=tuple(parts[1:]))


def paginate(
    rows: QuerySet[Any, Row], cursor: str = "", *, order: Sequence[str] = ("-pk",), size: int = PAGE_SIZE
) -> Page[Row]:
    """Take the page at the cursor; without a cursor, with a wrong one, or past an end, the first page.

    ``order`` names fields as in order_by ("-raised_at", "-pk"): none may be null, and the last must be unique, else
    rows with equal values would be lost between two pages. Cost: one query of size + 1 rows; keep an index on the
    order.
    """
    place = read_cursor(cursor, len(order))
    if place is None:
        return _first_page(rows, order, size)
    direction = _reversed(order) if place.backwards else tuple(order)
    try:
        beyond = rows.filter(_beyond(direction, place.values))
    except (ValueError, TypeError, ValidationError, OverflowError):
        return _first_page(rows, order, size)
    found = list(beyond.order_by(*direction)[: size + 1])
    if not found:
        return _first_page(rows, order, size)
    return _page_at(found, place, order, size)


def _first_page(rows: QuerySet[Any, Row], order: Sequence[str], size: int) -> Page[Row]:
    found = list(rows.order_by(*order)[: size + 1])
    items = tuple(found[:size])
    return Page(items, older=_cursor_at(items[-1], order, backwards=False) if len(found) > size else None)


def _page_at(found: list[Row], place: Cursor, order: Sequence[str], size: int) -> Page[Row]:
    more = len(found) > size
    items = tuple(reversed(found[:size])) if place.backwards else tuple(found[:size])
    older = _cursor_at(items[-1], order, backwards=False)
    newer = _cursor_at(items[0], order, backwards=True)
    if place.backwards:
        return Page(items, older=older, newer=newer if more else None)
    return Page(items, older=older if more else None, newer=newer)


def _cursor_at(row: object, order: Sequence[str], *, backwards: bool) -> str:
    return Cursor(backwards, tuple(_sort_value(row, name.lstrip("-")) for name in order)).encode()


def _sort_value(row: object, path: str) -> Value:
    value: Any = row
    for step in path.split("__"):
        value = getattr(value, step)
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, (str, int, float)) else str(value)


def _beyond(order: Sequence[str], values: Sequence[Value]) -> Q:
    """Build "comes after these values": a < x, or a = x and b < y, and so on.

    The first field is also bounded on its own, which a planner can use on an index where the OR alone cannot.
    """
    condition, equal = Q(), Q()
    for name, value in zip(order, values, strict=True):
        field, side = name.lstrip("-"), "lt" if name.startswith("-") else "gt"
        condition |= equal & Q((f"{field}__{side}", value))
        equal &= Q((field, value))
    first, side = order[0].lstrip("-"), "lte" if order[0].startswith("-") else "gte"
    return Q((f"{first}__{side}", values[0])) & condition


def _reversed(order: Sequence[str]) -> tuple[str, ...]:
    return tuple(name[1:] if name.startswith("-") else f"-{name}" for name in order)


def _is_plain(value: object) -> bool:
    """Test that the database would take the value: no NUL, no lone surrogate, no number beyond 64 bits."""
    if isinstance(value, str):
        return "\0" not in value and not any("\ud800" <= letter <= "\udfff" for letter in value)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    return abs(value) <= LARGEST_NUMBER
