"""The table every stage of the engine takes: one row, one thing somebody said."""

from collections.abc import Sequence
from typing import Any, Final

import pyarrow as pa

VOICES: Final[Any] = pa.schema(
    [
        pa.field("id", pa.string(), nullable=False),
        pa.field("title", pa.string(), nullable=False),
        pa.field("body", pa.string(), nullable=False),
        pa.field("speaker", pa.string()),
        pa.field("said_at", pa.timestamp("s")),
        pa.field("likes", pa.int64(), nullable=False),
        pa.field("place", pa.string()),
    ]
)


def words_of(title: str, body: str) -> str:
    """Join a title and a body to the words that are compared; a title that the body repeats is left out.

    The body begins on a line of its own, so that a sentence never runs over both.
    """
    title, body = title.strip(), body.strip()
    if not title or body.startswith(title):
        return body
    return f"{title}\n{body}" if body else title


def all_words(voices: pa.Table) -> list[str]:
    """Give the words of each voice, in the order of the table; cost is linear.

    :raises KeyError: a column of ``VOICES`` is missing.
    """
    titles: Sequence[str] = voices["title"].to_pylist()
    bodies: Sequence[str] = voices["body"].to_pylist()
    return list(map(words_of, titles, bodies))
