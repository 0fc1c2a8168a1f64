"""Reads the words of a report in their order, each passage with its place; a cell comes with its column's name."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from huixiang.folio.lists.outline import Item, Outline, Place, Role, walk
from huixiang.folio.lists.reading import read_outline_in_child

NOT_READ: Final = frozenset({Role.FURNITURE, Role.COLUMNS})
SUMS: Final = frozenset({"合计", "总计", "共计", "总数"})
NEUTRAL: Final = frozenset({"数值", "数量", "数", "个数", "件数", "条数", "项数", "总数", "合计", "结果", "数据"})
"""Names of columns that do not say what is counted: the row does."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Some words of a report and where they stand, such as 第3段.

    ``of_row``: they stand in a row of a table and speak of that row only, not of the whole.
    """

    text: str
    place: str
    of_row: bool = False


def read_report(data: bytes, *, name: str) -> tuple[Passage, ...]:
    """Read the passages of a .docx, .txt, .md or .pdf with words, in a child process.

    Numbers in front of list items are no part of the words; page numbers and heads of tables are left out.

    :raises UnsafeFile: as ``read_outline_in_child``.
    """
    return passages_of(read_outline_in_child(data, name=name))


def passages_of(outline: Outline) -> tuple[Passage, ...]:
    """The passages of a document that was read."""
    rest = ((each.place, each.text, False) for each in outline.rest if each.role not in NOT_READ)
    found = sorted((*_tree(outline), *rest), key=lambda each: _order(each[0]))
    return tuple(Passage(text, str(place), of_row) for place, text, of_row in found if text.strip())


def _tree(outline: Outline) -> Iterator[tuple[Place, str, bool]]:
    for each in walk(outline.children):
        yield each.place, each.text, isinstance(each, Item) and each.place.table > 0
        if isinstance(each, Item):
            for name, text in each.cells:
                if each.text.strip() in SUMS:
                    yield each.place, f"{name}：{text}", False
                elif name in NEUTRAL:
                    yield each.place, f"{each.text}：{text}", False
                else:
                    yield each.place, f"{name}：{text}", True


def _order(place: Place) -> tuple[int, int, int, int]:
    return place.page, place.table, place.paragraph or place.line, place.row
