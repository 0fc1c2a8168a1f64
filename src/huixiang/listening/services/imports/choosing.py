"""What a person decides about a file before its voices are taken in, and how it is kept in the import's row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from huixiang.listening.states import ChannelKind, Lane

FIELDS: Final = (
    "id", "title", "body", "said_at", "speaker", "contact", "district", "town", "village", "spot", "unit", "label",
    "addressee",
)  # fmt: skip
"""What a column of a table of voices may be, by the names of ``folio.columns``."""
WORDS: Final = frozenset({"title", "body"})


@dataclass(frozen=True, slots=True)
class Choice:
    """The columns by field, how hidden rows are dealt with, the channel and lane, the items of a document to take.

    ``leave_hidden`` is None while somebody still has to say whether hidden rows are meant; ``items`` None takes all;
    ``said_on`` is the day (ISO 8601) of the items of a document, which name none themselves, empty for today.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    sheet: str = ""
    leave_hidden: bool | None = None
    channel: ChannelKind = ChannelKind.IMPORT
    lane: Lane = Lane.CONFIDENTIAL
    source: str = ""
    said_on: str = ""
    items: tuple[int, ...] | None = None

    def plain(self) -> dict[str, Any]:
        """As JSON."""
        return asdict(self)


def choice_of(plain: Mapping[str, Any]) -> Choice:
    """Read a choice back from JSON; what it does not say is as by default."""
    items = plain.get("items")
    return Choice(
        columns={str(key): str(name) for key, name in plain.get("columns", {}).items() if key in FIELDS},
        sheet=str(plain.get("sheet", "")),
        leave_hidden=plain.get("leave_hidden"),
        channel=ChannelKind(plain.get("channel", ChannelKind.IMPORT)),
        lane=Lane(plain.get("lane", Lane.CONFIDENTIAL)),
        source=str(plain.get("source", "")),
        said_on=str(plain.get("said_on", "")),
        items=None if items is None else tuple(map(int, items)),
    )
