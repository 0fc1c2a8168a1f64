"""What a read list is: a tree of headings and items, the rest of the document, and notes on doubts.

Plain values only; how they are found is told in ``structure``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line stands in its document, all counted from 1; 0 where the format does not know.

    A .docx knows paragraphs (empty ones count, those of tables do not) or table and row, a .pdf
    page and line, a text its line. ``within`` tells a part beside the text: 文本框、脚注、页眉 ...
    """

    page: int = 0
    line: int = 0
    paragraph: int = 0
    table: int = 0
    row: int = 0
    within: str = ""

    def __str__(self) -> str:
        parts = (
            f"第{self.page}页" if self.page else "",
            f"第{self.line}行" if self.line else "",
            f"第{self.paragraph}段" if self.paragraph else "",
            f"表{self.table}" if self.table else "",
            f"第{self.row}行" if self.row else "",
            self.within,
        )
        return "".join(parts)


class Role(StrEnum):
    """What a sentence outside headings and items is for."""

    TITLE = "title"
    PREAMBLE = "preamble"
    SALUTATION = "salutation"
    INTRO = "intro"
    NOTHING = "nothing"
    CLOSING = "closing"
    FOOTNOTE = "footnote"
    COLUMNS = "columns"
    FURNITURE = "furniture"


class Doubt(StrEnum):
    """What looks odd in a list and was kept all the same."""

    RESTARTS = "restarts"
    JUMPS = "jumps"
    GOES_BACK = "goes_back"
    EMPTY = "empty"
    TOO_DEEP = "too_deep"
    HIDDEN_TEXT = "hidden_text"
    PAGE_WITHOUT_TEXT = "page_without_text"


@dataclass(frozen=True, slots=True)
class Item:
    """One opinion or problem: its words as written, without its number.

    ``path`` holds the headings above it, outermost first, without their numbers. ``number`` is
    the value of its own, ``mark`` the number as written (1、 （一） ①), both empty if it has none.
    ``text`` keeps paragraphs apart by a line break. ``cells`` are the other filled cells of its
    row, where it stood in a table, as (column name, text).
    """

    path: tuple[str, ...]
    number: int | None
    mark: str
    text: str
    addressee: str | None
    label: str | None
    place: Place
    cells: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading and what stands below it, in the order of the document."""

    text: str
    number: int | None
    mark: str
    place: Place
    addressee: str | None
    label: str | None
    children: "tuple[Heading | Item, ...]"


@dataclass(frozen=True, slots=True)
class Rest:
    """A line that is neither heading nor item, with its role."""

    text: str
    place: Place
    role: Role


@dataclass(frozen=True, slots=True)
class Note:
    """A doubt about one place; ``found`` and ``expected`` are numbers where it is about numbers."""

    doubt: Doubt
    place: Place
    found: int = 0
    expected: int = 0


@dataclass(frozen=True, slots=True)
class Outline:
    """A whole document: its tree, its rest and the notes, each in the order of the document."""

    children: tuple[Heading | Item, ...]
    rest: tuple[Rest, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def title(self) -> str:
        """The title as written, its lines joined by spaces; empty if there is none."""
        return " ".join(each.text for each in self.rest if each.role is Role.TITLE)

    @property
    def items(self) -> tuple[Item, ...]:
        """All items in the order of the document."""
        return tuple(each for each in walk(self.children) if isinstance(each, Item))


def walk(children: tuple[Heading | Item, ...]) -> Iterator[Heading | Item]:
    """Walk a tree from top to bottom, each heading before what stands below it."""
    for child in children:
        yield child
        if isinstance(child, Heading):
            yield from walk(child.children)


_SENTENCES: Final[Mapping[Doubt, str]] = {
    Doubt.RESTARTS: "编号在{found}重新开始（前面已到{before}），中间没有标题",
    Doubt.JUMPS: "编号跳到{found}，应为{expected}",
    Doubt.GOES_BACK: "编号退回到{found}，应为{expected}",
    Doubt.EMPTY: "只有编号，没有内容",
    Doubt.TOO_DEEP: "层次太多，最深一层以下并成了同一层",
    Doubt.HIDDEN_TEXT: "有隐藏文字，没有读入",
    Doubt.PAGE_WITHOUT_TEXT: "这一页是图片，没有可读的文字；请录入或先做文字识别（OCR）",
}


def sentence(note: Note) -> str:
    """Say a note in Chinese, with its place in front."""
    words = _SENTENCES[note.doubt].format(found=note.found, expected=note.expected, before=note.expected - 1)
    return f"{note.place}：{words}" if str(note.place) else words
