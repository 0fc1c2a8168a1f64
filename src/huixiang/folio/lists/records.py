"""Tables in a document: rows that are items of their own, or only a frame around lines."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from huixiang.folio.headers import column_names, find_header
from huixiang.folio.lists.line import Grid, Line
from huixiang.folio.lists.marks import find_mark, value_of
from huixiang.folio.lists.outline import Place, Role
from huixiang.folio.lists.phrases import Meaning, is_closing, meaning, says_nothing

# What the columns of such tables are called, the surest name first.
WORDS: Final = (
    "意见原文", "问题表述", "问题描述", "存在问题", "存在的问题", "意见和建议", "意见建议", "意见或建议",
    "主要内容", "诉求内容", "反映问题", "具体问题", "问题内容",
    "问题", "意见", "建议", "内容", "诉求", "事项", "具体表现",
)  # fmt: skip
NUMBERS: Final = ("序号", "编号", "号", "No", "NO")
ADDRESSEES: Final = ("涉及对象", "反映对象", "意见对象", "对象", "涉及单位", "被反映单位")
LABELS: Final = ("类别", "分类", "类型", "问题类别", "所属类别")
SHORT: Final = 20  # characters of a cell that only names what could have been written beside it
_KNOWN: Final = re.compile(
    "|".join(map(re.escape, (*WORDS, *NUMBERS, *ADDRESSEES, *LABELS, "措施", "责任", "时限", "备注")))
)


@dataclass(frozen=True, slots=True)
class Record:
    """One row as an item: its words, the number and the other cells by column name."""

    text: str
    place: Place
    number: int | None
    mark: str
    addressee: str | None
    label: str | None
    cells: tuple[tuple[str, str], ...]


def unfold(grid: Grid) -> Iterator[Line | Record]:
    """Turn a table into records if a row of it names known columns, else into lines cell by cell.

    Rows above the names come as lines, the names themselves in the role of columns. A row with
    one filled cell among several is a heading within the table and comes as a line.
    """
    header = _header(grid)
    if header is None:
        yield from _lines(grid, 0, len(grid.rows))
        return
    yield from _lines(grid, 0, header)
    names = column_names(grid.rows, header)
    for cell in filter(None, grid.rows[header]):
        yield Line(cell, grid.places[header], role=Role.COLUMNS)
    columns = _columns(names, grid.rows[header + 1 :])
    above: dict[int, str] = {}
    for number in range(header + 1, len(grid.rows)):
        if grid.rows[number] == grid.rows[header]:  # the names again on a new page
            yield from (Line(cell, grid.places[number], role=Role.COLUMNS) for cell in filter(None, grid.rows[number]))
        else:
            yield from _row(grid, number, names, columns, above)


def _row(
    grid: Grid, number: int, names: Sequence[str], columns: Mapping[str, int], above: "dict[int, str]"
) -> Iterator[Line | Record]:
    cells, place = grid.rows[number], grid.places[number]
    carried = _carried(grid, number, columns, above)
    filled = [cell for cell in cells if cell]
    words = cells[columns["words"]]
    spans = len(cells) > 2 or cells[columns.get("number", columns["words"])]  # else it names an answer not given
    if len(filled) == 1 and spans and (not words or _heads(words)):
        yield from (Line(text, place) for text in filled[0].split("\n"))
    elif (not words or says_nothing(words)) and all(len(cell) <= SHORT for cell in filled):
        yield from (Line(cell, place, role=Role.NOTHING) for cell in filled)  # a row of the form nobody filled in
    elif filled:
        yield _record(names, carried, place, columns)


def _heads(words: str) -> bool:
    """Tell whether the only words of a row are a heading within the table, or close it."""
    mark = find_mark(words)
    return is_closing(words) or meaning(words.removeprefix(mark.text) if mark else words).sure


def _carried(grid: Grid, number: int, columns: Mapping[str, int], above: "dict[int, str]") -> tuple[str, ...]:
    """Give the cells of a row; a class or addressee merged over several rows holds for each of them."""
    cells = list(grid.rows[number])
    for column in {columns.get("label", 0), columns.get("addressee", 0)}:
        if (number, column) in grid.continued:
            cells[column] = above.get(column, "")
        above[column] = cells[column]
    return tuple(cells)


def names_columns(grid: Grid) -> bool:
    """Tell whether a table names known columns, so that its rows are records."""
    return _header(grid) is not None


def _header(grid: Grid) -> int | None:
    if not grid.rows or len(grid.rows[0]) < 2:
        return None
    header = find_header(grid.rows)
    if header is None or header + 1 >= len(grid.rows):
        return None
    known = [cell for cell in grid.rows[header] if len(cell) <= 16 and _KNOWN.search(cell)]
    return header if len(known) >= 2 else None


def _columns(names: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[str, int]:
    plain = ["".join(name.split()) for name in names]
    found = {
        what: place
        for what, aliases in (("number", NUMBERS), ("addressee", ADDRESSEES), ("label", LABELS))
        if (place := _first(plain, aliases, exact=True)) is not None
    }
    words = _first(plain, WORDS, exact=True)
    if words is None:
        words = _first(plain, WORDS, exact=False, taken=set(found.values()))
    if words is None:
        lengths = [sum(len(row[column]) for row in rows) for column in range(len(names))]
        words = lengths.index(max(lengths))
    return {what: place for what, place in found.items() if place != words} | {"words": words}


def _first(names: Sequence[str], aliases: Sequence[str], *, exact: bool, taken: "set[int] | None" = None) -> int | None:
    for alias in aliases:
        for place, name in enumerate(names):
            if place not in (taken or ()) and (name == alias or (not exact and alias in name)):
                return place
    return None


def _record(names: Sequence[str], cells: Sequence[str], place: Place, columns: Mapping[str, int]) -> Record:
    def cell(what: str) -> str:
        return cells[columns[what]] if what in columns else ""

    bare = cell("number").strip("、.．。()（） \t")
    value = value_of(bare)[1] if bare else None
    kept = {columns["words"], columns.get("number", -1)}
    others = tuple(
        (name, text)
        for column, (name, text) in enumerate(zip(names, cells, strict=True))
        if text and column not in kept
    )
    told = next((told for _, text in others if (told := meaning(text)).sure), Meaning())
    return Record(
        text=cell("words"),
        place=place,
        number=value,
        mark=cell("number"),
        addressee=cell("addressee") or told.addressee,
        label=cell("label") or told.label,
        cells=others,
    )


def _lines(grid: Grid, first: int, last: int) -> Iterator[Line]:
    for cells, place in zip(grid.rows[first:last], grid.places[first:last], strict=True):
        for cell in cells:
            for text in filter(str.strip, cell.split("\n")):
                yield Line(text, place)
