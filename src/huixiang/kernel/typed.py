"""Numbers of rows that come from outside as text: in a hidden field, a reference, an address written by hand."""

from __future__ import annotations

from typing import Final

LONGEST: Final = 18  # digits: whatever they are, the number fits into 64 bits


def typed_id(text: str) -> int | None:
    """The number of a row as it stands in a text; None for anything that can be none.

    Only ASCII digits: ``isdigit`` alone lets ``²`` pass, which ``int`` refuses, and ``int`` refuses 5,000 digits too.
    """
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST else None
