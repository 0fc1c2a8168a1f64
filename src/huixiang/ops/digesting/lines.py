"""Turns rows into the lines a report shows: a voice with its day, its words, and those who said it again."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import pyarrow as pa

from huixiang.ops.digesting.findings import Blackener, Findings, Places, Shown, shortened

ON_A_PAGE: Final = 50
LAST: Final = datetime(9999, 1, 1)  # noqa: DTZ001 - wall time, like what it is compared with


@dataclass(frozen=True, slots=True)
class Line:
    """One voice as shown; ``again`` are those that repeat it."""

    row: int
    id: str
    day: datetime | None
    title: str
    body: str
    cut: int
    reason: str
    again: tuple["Line", ...] = ()


@dataclass(frozen=True, slots=True)
class Pages:
    """Lines in pages, numbered from ``first``, and how many voices were left out."""

    pages: tuple[tuple[int, int, tuple[Line, ...]], ...]
    left_out: int


class Lines:
    """Makes lines of the rows that are shown; each text is blacked out once."""

    def __init__(self, findings: Findings, shown: Shown, blackener: Blackener) -> None:
        """Read the words of all rows that are shown."""
        self.blackener = blackener
        rows = [*(row for rows in shown.by_matter.values() for row in rows), *shown.single]
        places = pa.array(sorted(map(int, rows)), pa.int64())
        table = findings.reading.voices.take(places)
        found = findings.found.take(places)
        self._lines = dict(zip(places.to_pylist(), _lines(table, found, places, blackener), strict=True))
        repeat_of = found["repeat_of"].to_pylist()
        self._first: dict[int, str] = dict(zip(places.to_pylist(), repeat_of, strict=True))

    def line(self, row: int) -> Line | None:
        """Give the line of a row that is shown, without those that repeat it."""
        return self._lines.get(int(row))

    def black_out_all(self, texts: Sequence[str]) -> list[str]:
        """Black out many texts that stand by themselves."""
        return self.blackener.black_out_all(texts)

    def pages(self, rows: Places, all_rows: int) -> Pages:
        """Lay rows into pages, repeats below what they repeat; ``all_rows`` is how many there are."""
        lines = self._merged(sorted(map(int, rows), key=self._when))
        pages = []
        for start in range(0, len(lines), ON_A_PAGE):
            some = tuple(lines[start : start + ON_A_PAGE])
            pages.append((start + 1, start + len(some), some))
        return Pages(tuple(pages), all_rows - len(rows))

    def _when(self, row: int) -> tuple[bool, datetime, int]:
        """Order voices by when they were said, those without a time last."""
        day = self._lines[row].day
        return (day is None, day or LAST, row)

    def _merged(self, rows: Sequence[int]) -> list[Line]:
        by_id = {self._lines[row].id: row for row in rows}
        again: defaultdict[int, list[Line]] = defaultdict(list)
        firsts = []
        for row in rows:
            first = by_id.get(self._first[row] or "")
            if first is None or first == row:
                firsts.append(row)
            else:
                again[first].append(self._lines[row])
        return [_with_repeats(self._lines[row], again) for row in firsts]


def _with_repeats(line: Line, again: Mapping[int, Sequence[Line]]) -> Line:
    repeats = tuple(again.get(line.row, ()))
    return Line(line.row, line.id, line.day, line.title, line.body, line.cut, line.reason, repeats) if repeats else line


def _lines(table: pa.Table, found: pa.Table, places: pa.Array, blackener: Blackener) -> list[Line]:
    titles, bodies = table["title"].to_pylist(), table["body"].to_pylist()
    cuts = [shortened(body) for body in bodies]
    # A title that the body says again is left out; one sentence of a title never runs into the body.
    heads = ["" if body.startswith(title) else title for title, body in zip(titles, bodies, strict=True)]
    texts = [f"{head}\n{body}" for head, (body, _) in zip(heads, cuts, strict=True)]
    words = blackener.black_out_all(texts, places.to_pylist())
    columns: list[Any] = [places, table["id"], table["said_at"], found["reason"]]
    facts = zip(*[column.to_pylist() for column in columns], strict=True)
    lines = []
    for (row, name, day, reason), text, (_, cut) in zip(facts, words, cuts, strict=True):
        title, _, body = text.partition("\n")
        lines.append(Line(row, name, day, title, body, cut, reason or ""))
    return lines
