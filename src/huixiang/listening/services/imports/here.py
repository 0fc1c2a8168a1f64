"""What is here already of a batch of an import: voices with the same source, receipts with the same locator."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection

from huixiang.kernel.tenancy import current_organisation_id
from huixiang.listening.states import ImportState

GONE: Final = frozenset({ImportState.LEAVING, ImportState.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class Here:
    """A voice that has the source already: its words, and the import and row it came with, if any."""

    words: str
    import_id: int | None
    number: int | None
    gone: bool


# Not by the ORM, here and at the locators: a list of 2,000 parameters takes longer to write than to answer.
_SAME_SOURCE: Final = """
SELECT voice.source, voice.words, line.brought_id, line.number, brought.state, line.stays
FROM listening_voice voice
LEFT JOIN listening_importrow line ON line.voice_id = voice.id
LEFT JOIN listening_import brought ON brought.id = line.brought_id
WHERE voice.organisation_id = %(organisation)s AND voice.source = ANY(%(sought)s)
"""
_SAME_LOCATOR: Final = """
SELECT locator FROM listening_receipt WHERE organisation_id = %(organisation)s AND locator = ANY(%(sought)s)
"""


def here_already(waiting: Collection[str]) -> dict[str, Here]:
    """The voices that have one of these sources already, by it (1 query)."""
    return {
        source: Here(words, import_id, number, state in GONE and not stays)
        for source, words, import_id, number, state, stays in _found(_SAME_SOURCE, waiting)
    }


def taken_locators(drawn: Collection[str]) -> set[str]:
    """Those of the locators that a receipt has already (1 query)."""
    return {locator for (locator,) in _found(_SAME_LOCATOR, drawn)}


def _found(question: str, sought: Iterable[str]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(question, {"organisation": current_organisation_id(), "sought": list(sought)})
        return list(cursor.fetchall())
