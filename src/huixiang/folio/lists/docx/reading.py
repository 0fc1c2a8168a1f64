"""A .docx as blocks: paragraphs, hand-broken lines, tables, text boxes and notes, in reading order."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from huixiang.folio.lists.docx.numbering import Numbering
from huixiang.folio.lists.docx.parts import Parts, child, local, value, whole_number
from huixiang.folio.lists.docx.styles import Style, Styles, number_of
from huixiang.folio.lists.docx.words import Words, words_of
from huixiang.folio.lists.line import Block, Grid, Line
from huixiang.folio.lists.marks import Mark
from huixiang.folio.lists.outline import Doubt, Note, Place, Role
from huixiang.folio.lists.records import names_columns

COLUMNS: Final = 63  # Word's own limit
_WRAPPERS: Final = frozenset(
    {"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "AlternateContent", "Choice"}
)


def docx_blocks(data: bytes) -> tuple[list[Block], list[Note]]:
    """Read the blocks of a .docx and notes on what was left out (hidden words).

    Kept apart by their role: footnotes, endnotes, headers, footers, tables of contents. Text boxes
    come after the paragraph that holds them, tables in tables cell by cell.

    :raises UnsafeFile: the package or a part of it cannot be read.
    """
    reader = _Reader(Parts(data))
    blocks = list(reader.whole())
    return blocks, [Note(Doubt.HIDDEN_TEXT, place) for place in reader.hidden]


class _Reader:
    """Walks one document and counts its paragraphs, tables and lists on the way."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._styles = Styles(parts.one("styles"))
        self._numbering = Numbering(parts.one("numbering"), self._styles)
        self._paragraphs = self._tables = 0
        self._pending: list[str] = []
        self._footnotes = {kind: _by_id(parts.one(f"{kind}s")) for kind in ("footnote", "endnote")}
        self.hidden: list[Place] = []

    def whole(self) -> Iterator[Block]:
        for kind, name in (("header", "页眉"), ("footer", "页脚")):
            for _, tree in self._parts.related(kind):
                yield from self._aside(tree, Place(within=name), Role.FURNITURE)
        body = child(self._parts.tree(self._parts.main), "body")
        yield from self._blocks([] if body is None else body, None)
        for text in Words(self._pending).lines:
            yield Line(text, Place(paragraph=self._paragraphs))

    def _blocks(self, elements: Any, inside: Place | None) -> Iterator[Block]:
        """Yield what a run of elements holds; ``inside`` is the place of the table or box around it."""
        for each in elements:
            name = local(each)
            if name == "p":
                if inside is None:
                    self._paragraphs += 1
                yield from self._paragraph(each, inside or Place(paragraph=self._paragraphs))
            elif name == "tbl":
                yield from self._table(each, inside)
            elif name in _WRAPPERS:
                yield from self._blocks(each, inside)

    def _paragraph(self, element: Any, place: Place) -> Iterator[Block]:
        properties = child(element, "pPr")
        words = words_of(element, self._styles)
        if words.hidden:
            self.hidden.append(place)
        if self._pending:
            words.text[:0] = self._pending
        if any(child(properties, "rPr", gone) is not None for gone in ("del", "moveFrom")):
            self._pending = words.text  # its end was deleted: the next paragraph goes on
        else:
            self._pending = []
            yield from self._lines(words, properties, place)
        for box in words.boxes:
            yield from self._blocks(box, _within(place, "文本框"))
        yield from self._notes(words, place)

    def _notes(self, words: Words, place: Place) -> Iterator[Line]:
        for kind, key in words.notes:
            name = "脚注" if kind == "footnote" else "尾注"
            yield from self._aside(self._footnotes[kind].get(key, ()), _within(place, name), Role.FOOTNOTE)

    def _lines(self, words: Words, properties: Any, place: Place) -> Iterator[Line]:
        style = self._styles[value(child(properties, "pStyle"))]
        mark = self._mark(properties, style)
        own = whole_number(value(child(properties, "outlineLvl")))
        level = style.level if own is None else own + 1 if 0 <= own < 9 else 0
        role = Role.FURNITURE if style.is_contents else Role.TITLE if style.is_title and not mark else None
        for number, text in enumerate(words.lines):
            if number == 0:
                yield Line(text, place, mark=mark, level=level, role=role)
            else:
                yield Line(text, place, plain=mark is not None, role=role)

    def _mark(self, properties: Any, style: Style) -> Mark | None:
        own = child(properties, "numPr")
        number = style.number if own is None else number_of(own)
        if number and not number[0] and style.number:
            number = (style.number[0], number[1])  # the paragraph sets its level only, the style its list
        return self._numbering.mark(*number) if number else None

    def _aside(self, element: Any, place: Place, role: Role) -> Iterator[Line]:
        for paragraph in _paragraphs(element):
            for text in words_of(paragraph, self._styles).lines:
                yield Line(text, place, role=role)

    def _table(self, element: Any, inside: Place | None) -> Iterator[Block]:
        if inside is None:
            self._tables += 1
        rows = [row for row in _rows(element) if child(row, "trPr", "del") is None]
        places = [inside or Place(table=self._tables, row=number) for number in range(1, len(rows) + 1)]
        grid = self._grid([list(_cells(row)) for row in rows], places)
        if grid is not None:
            yield grid
        for row, place in zip(rows, places, strict=True):
            if grid is None:
                for cell, _, continued in _cells(row):
                    yield from () if continued else self._blocks(cell, place)
            else:
                for paragraph in _paragraphs(row):
                    yield from self._notes(words_of(paragraph, self._styles), place)

    def _grid(self, rows: list[list[tuple[Any, int, bool]]], places: list[Place]) -> Grid | None:
        """Read a table as a grid if it names its columns; numbers of lists are counted only then."""
        width = max((sum(span for _, span, _ in row) for row in rows), default=0)
        if not 1 < width <= COLUMNS or any(_holds_table(cell) for row in rows for cell, _, _ in row):
            return None
        bare = Grid(tuple(_row(row, width, self._text) for row in rows), tuple(places), _continued(rows))
        if not names_columns(bare):
            return None
        return replace(bare, rows=tuple(_row(row, width, self._numbered_text) for row in rows))

    def _text(self, cell: Any) -> str:
        return "\n".join(line for paragraph in _paragraphs(cell) for line in words_of(paragraph, self._styles).lines)

    def _numbered_text(self, cell: Any) -> str:
        lines: list[str] = []
        for paragraph in _paragraphs(cell):
            properties = child(paragraph, "pPr")
            mark = self._mark(properties, self._styles[value(child(properties, "pStyle"))])
            words = words_of(paragraph, self._styles)
            boxes = [line for box in words.boxes for line in self._text(box).split("\n")]
            found = [*words.lines, *filter(None, boxes)]
            lines += [f"{mark.text if mark else ''}{found[0] if found else ''}", *found[1:]]
        return "\n".join(filter(None, lines))


def _within(place: Place, name: str) -> Place:
    return Place(paragraph=place.paragraph, table=place.table, row=place.row, within=name)


def _by_id(tree: Any) -> dict[str, Any]:
    return {value(each, "id"): each for each in ([] if tree is None else tree)}


def _paragraphs(element: Any) -> Iterator[Any]:
    for each in element:
        name = local(each)
        if name == "p":
            yield each
        elif name in _WRAPPERS or name in {"tbl", "tr", "tc"}:
            yield from _paragraphs(each)


def _rows(table: Any) -> Iterator[Any]:
    for each in table:
        if local(each) == "tr":
            yield each
        elif local(each) in _WRAPPERS:
            yield from _rows(each)


def _cells(row: Any) -> Iterator[tuple[Any, int, bool]]:
    """Yield each cell with the columns it spans and whether it only continues the one above."""
    for each in row:
        if local(each) == "tc":
            span = whole_number(value(child(each, "tcPr", "gridSpan"))) or 1
            merge = child(each, "tcPr", "vMerge")
            yield each, max(span, 1), merge is not None and value(merge) != "restart"
        elif local(each) in _WRAPPERS:
            yield from _cells(each)


def _holds_table(cell: Any) -> bool:
    return any(local(each) == "tbl" or (local(each) in _WRAPPERS and _holds_table(each)) for each in cell)


def _continued(rows: list[list[tuple[Any, int, bool]]]) -> frozenset[tuple[int, int]]:
    found = set()
    for number, row in enumerate(rows):
        column = 0
        for _, span, continued in row:
            if continued:
                found.add((number, column))
            column += span
    return frozenset(found)


def _row(cells: list[tuple[Any, int, bool]], width: int, text: Any) -> tuple[str, ...]:
    row: list[str] = []
    for cell, span, continued in cells:
        row += ["" if continued else text(cell), *[""] * (span - 1)]
    return (*row, *[""] * (width - len(row)))
