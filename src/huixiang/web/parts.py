"""What pages hand to the components: frozen rows of text, already decided. Nothing here reads a database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Words
else:
    Words = object


class Tone(StrEnum):
    """How a state looks: one colour and one shape each; the word comes from the state itself."""

    WAITING = "waiting"
    WORKING = "working"
    CLAIMED = "claimed"
    CONFIRMED = "confirmed"
    DISPUTED = "disputed"
    SILENT = "silent"


class State(Protocol):
    """Anything the state badge can show: an enum of a capability or a small object of a page."""

    @property
    def value(self) -> str: ...
    @property
    def label(self) -> Words: ...
    @property
    def tone(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Link:
    label: Words
    url: str


@dataclass(frozen=True, slots=True)
class RailItem:
    """A line of the desk's rail; a count of None is not shown, zero is."""

    label: Words
    url: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Me:
    """Who sits at the desk, for the menu at its top."""

    name: str
    post: Words = ""
    links: Sequence[Link] = ()
    sign_out_url: str = ""


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One act in the life of a thing. ``who`` is a role as the reader may know it; ``tone`` colours the dot."""

    on: date
    who: Words
    act: Words
    words: Words = ""
    evidence: Sequence[Link] = ()
    tone: str = Tone.WAITING


@dataclass(frozen=True, slots=True)
class Clock:
    """Days used of the days allowed, and each extension in words. More used than allowed means overdue."""

    used: int
    allowed: int
    ends_on: date
    extensions: Sequence[Words] = ()

    @property
    def overdue(self) -> bool:
        return self.used > self.allowed

    @property
    def left(self) -> int:
        return max(self.allowed - self.used, 0)

    @property
    def over(self) -> int:
        return max(self.used - self.allowed, 0)

    @property
    def percent(self) -> int:
        return min(100, round(100 * self.used / self.allowed)) if self.allowed > 0 else 100


@dataclass(frozen=True, slots=True)
class Column:
    """``tight`` keeps days and short words on one line."""

    label: Words
    numeric: bool = False
    tight: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: text, perhaps a link, perhaps a state badge in its place."""

    text: Words = ""
    url: str = ""
    state: State | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A plain table. The first cell of a row names the row; ``stack`` turns rows into blocks on a phone."""

    caption: Words
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    stack: bool = False
    empty: Words = ""

    @property
    def lines(self) -> list[list[tuple[Column, Cell]]]:
        return [list(zip(self.columns, row, strict=True)) for row in self.rows]


@dataclass(frozen=True, slots=True)
class Number:
    """A figure that can be checked: its value as written, out of how many, how sure, and where its rows are."""

    label: Words
    value: str
    of: str = ""
    interval: tuple[str, str] | None = None
    rows_url: str = ""
