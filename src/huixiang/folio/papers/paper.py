"""What a paper is: columns that its owner may rename, order and leave out, rows, and lines around them.

How it looks is decided in ``geometry`` and by each writer.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

SOURCE: Final = 200  # characters of the longest source: Office keeps 255 of a property
_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Kind(StrEnum):
    """What the cells of a column hold."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    MONEY = "money"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: ``key`` finds its cell in a row, ``name`` is printed, ``width`` in Chinese characters."""

    key: str
    name: str
    kind: Kind = Kind.TEXT
    width: float = 6


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its provenance; ``source`` is the caller's code that opens the rows behind it.

    :raises ValueError: the source is empty, longer than 200 characters or more than one line.
    """

    value: int | float | Decimal
    source: str

    def __post_init__(self) -> None:
        if not 0 < len(self.source) <= SOURCE or not self.source.isprintable():
            raise ValueError(f"the source of a figure is one line of 1 to {SOURCE} characters")


Value = str | int | float | Decimal | date | None
Cell = Value | Figure
Words = Sequence[str | Figure]  # a line of words with figures in it


@dataclass(frozen=True, slots=True)
class Paper:
    """A table with its title; rows map column keys to cells, missing ones stay empty.

    ``rows`` may be a stream that is read once. ``heads`` are lines between title and table (unit,
    period), ``notes`` lines below it. ``signer`` and ``signed_on`` close it.
    """

    title: str
    columns: Sequence[Column]
    rows: Iterable[Mapping[str, Cell]]
    heads: Sequence[Words] = ()
    notes: Sequence[Words] = ()
    signer: str = ""
    signed_on: date | None = None


class UnknownColumn(ValueError):
    """A column was asked for that the paper does not have; its key is the message."""


def arranged(
    columns: Sequence[Column],
    *,
    keys: Sequence[str] | None = None,
    names: Mapping[str, str] | None = None,
    widths: Mapping[str, float] | None = None,
) -> tuple[Column, ...]:
    """Choose, order and rename columns: only those in ``keys``, in that order; all if it is None.

    :raises UnknownColumn: a key in any argument is none of the columns'.
    """
    known = {column.key: column for column in columns}
    chosen = list(known) if keys is None else list(keys)
    for key in (*chosen, *(names or {}), *(widths or {})):
        if key not in known:
            raise UnknownColumn(key)
    renamed = ((known[key], (names or {}).get(key), (widths or {}).get(key)) for key in chosen)
    return tuple(
        replace(column, name=name or column.name, width=column.width if width is None else width)
        for column, name, width in renamed
    )


def shown(cell: Cell, kind: Kind = Kind.TEXT) -> str:
    """Write a cell as it is printed: 2024-05-06, 1,234.50 for money, empty for None."""
    value = cell.value if isinstance(cell, Figure) else cell
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, str):
        return clean(value)
    if kind is Kind.MONEY:
        return f"{value:,.2f}"
    return str(int(value)) if value == value.__trunc__() else str(value)


def kind_of(figure: Figure) -> Kind:
    """Tell how a figure within a line is printed: decimals are money."""
    return Kind.MONEY if isinstance(figure.value, Decimal) else Kind.NUMBER


def clean(text: str) -> str:
    """Replace what no document may hold (control characters, half characters) by �, one for one."""
    return _ILLEGAL.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


class Provenance:
    """Gives each figure of one paper its code, F1 F2 ..., in the order of writing; equal sources share one."""

    def __init__(self) -> None:
        self.sources: dict[str, str] = {}

    def code(self, figure: Figure) -> str:
        """Give the code of a figure's source."""
        return self.code_of(figure.source)

    def code_of(self, source: str) -> str:
        """Give the code of a source."""
        return self.sources.setdefault(source, f"F{len(self.sources) + 1}")
