"""Reads the words of a report in their order, each passage with its place; a cell comes with its column's name."""

from collections.abc import Iterator
from dataclasses import dataclass

from huixiang.folio.lists.outline import Item, Outline, Place, Role, walk
from huixiang.folio.lists.reading import read_outline_in_child

NOT_READ = frozenset({Role.FURNITURE, Role.COLUMNS})


@dataclass(frozen=True, slots=True)
class Passage:
    """Some words of a report and where they stand, such as 第3段."""

    text: str
    place: str


def read_report(data: bytes, *, name: str) -> tuple[Passage, ...]:
    """Read the passages of a .docx, .txt, .md or .pdf with words, in a child process.

    Numbers in front of list items are no part of the words; page numbers and heads of tables are left out.

    :raises UnsafeFile: as ``read_outline_in_child``.
    """
    return passages_of(read_outline_in_child(data, name=name))


def passages_of(outline: Outline) -> tuple[Passage, ...]:
    """The passages of a document that was read."""
    found = [*_tree(outline), *((rest.place, rest.text) for rest in outline.rest if rest.role not in NOT_READ)]
    found.sort(key=lambda each: _order(each[0]))
    return tuple(Passage(text, str(place)) for place, text in found if text.strip())


def _tree(outline: Outline) -> Iterator[tuple[Place, str]]:
    for each in walk(outline.children):
        yield each.place, each.text
        if isinstance(each, Item):
            for name, text in each.cells:
                yield each.place, f"{name}：{text}"


def _order(place: Place) -> tuple[int, int, int, int]:
    return place.page, place.table, place.paragraph or place.line, place.row
