"""From lines to entries: which lines head something, which are words, which are no part of the list.

Decides title, preamble, salutation and closing, and which short lines without a number are
headings. Levels and the tree are ``placing``'s business.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from huixiang.folio.lists import phrases
from huixiang.folio.lists.line import Block, Grid, Line
from huixiang.folio.lists.marks import Mark, find_mark
from huixiang.folio.lists.outline import Role
from huixiang.folio.lists.records import Record, unfold
from huixiang.folio.lists.settling import settle

SIGNERS: Final = 3  # lines of a signature beside its day


@dataclass(slots=True)
class Entry:
    """A line with what it was found to be; ``key`` names the style of a head and is empty for words."""

    order: int
    line: Line
    words: str
    mark: Mark | None = None
    key: str = ""
    record: Record | None = None
    role: Role | None = None
    children: "list[Entry]" = field(default_factory=list)

    @property
    def value(self) -> int | None:
        """The number in front, if it counts."""
        return self.mark.value if self.mark else None

    @property
    def level(self) -> int:
        """The level of a heading by its style, 0 without one."""
        return self.line.level


def make_entries(blocks: Sequence[Block]) -> list[Entry]:
    """Make an entry of every line and every row, in order; those with a role are no part of the list."""
    lines = list(_flat(blocks))
    marks = settle([_mark(line) if isinstance(line, Line) else None for line in lines])
    entries = [_entry(order, line, mark) for order, (line, mark) in enumerate(zip(lines, marks, strict=True))]
    listed = [each for each in entries if each.role is None]
    _find_headings(listed)
    _find_title(listed, titled=any(each.role is Role.TITLE for each in entries))
    letter = any(each.role is Role.TITLE and phrases.feeds_back(each.words) for each in entries)
    _find_lead([each for each in listed if each.role is None], letter=letter)
    _find_closing([each for each in listed if each.role is None])
    return entries


def _flat(blocks: Sequence[Block]) -> Iterator[Line | Record]:
    for block in blocks:
        if isinstance(block, Grid):
            yield from unfold(block)
        elif block.text.strip() or block.mark:
            yield block


def _mark(line: Line) -> Mark | None:
    if line.mark or line.plain or line.role:
        return line.mark
    return find_mark(line.text)


def _entry(order: int, line: Line | Record, mark: Mark | None) -> Entry:
    if isinstance(line, Record):
        return Entry(order, Line(line.text, line.place), line.text, key="", record=line)
    words = line.text.strip()
    if mark and not line.mark:
        words = words.removeprefix(mark.text).strip()
    key = f"h{line.level}" if line.level else mark.style if mark else ""
    return Entry(order, line, words, mark=mark, key=key, role=line.role)


def _find_headings(entries: list[Entry]) -> None:
    numbered = any(each.mark for each in entries)
    last: str = ""
    for place, entry in enumerate(entries):
        following = entries[place + 1] if place + 1 < len(entries) else None
        if not entry.key and not entry.record and _is_heading(entry, last, following, numbered=numbered):
            entry.key = "plain"
        last = entry.key if entry.mark else last


def _is_heading(entry: Entry, last: str, following: Entry | None, *, numbered: bool) -> bool:
    """Judge a line without number: sure by its words, or a name, or standing where a count restarts."""
    text = entry.words
    if not phrases.reads_as_plain_heading(text) or phrases.reads_as_title(text) or phrases.is_closing(text):
        return False
    told = phrases.meaning(text)
    if told.sure:
        return True
    if following is None or any(sign in text[:-1] for sign in "：:"):
        return False
    starts = following.value == 1 or following.record is not None
    if told.addressee and (not text.endswith(("：", ":")) or last):
        return starts or not (numbered or following.key or phrases.reads_as_plain_heading(following.words))
    return starts and last == following.key != ""


def _find_title(entries: list[Entry], *, titled: bool) -> None:
    """Take the title off the front: lines that name the document, or a short one before everything."""
    headed = not titled and any(each.key or each.record for each in entries)
    for place, entry in enumerate(entries):
        if entry.mark or entry.record:
            return
        if phrases.reads_as_title(entry.words) or _is_lone_head(entry, entries):
            entry.role, entry.key = Role.TITLE, ""
        elif place == 0 and not entry.key and headed and phrases.reads_as_plain_heading(entry.words):
            entry.role = None if entry.words.endswith(("：", ":")) else Role.TITLE
        else:
            return


def _is_lone_head(entry: Entry, entries: list[Entry]) -> bool:
    if not entry.level or phrases.meaning(entry.words).sure:
        return False
    return not any(0 < each.level <= entry.level for each in entries if each is not entry)


def _find_lead(entries: list[Entry], *, letter: bool) -> None:
    """Set apart what comes before the first head or row; a document without any is all items."""
    first = next((place for place, each in enumerate(entries) if each.key or each.record), None)
    for place, entry in enumerate(entries[: len(entries) if first is None else first]):
        if phrases.salutation(entry.words, letter=letter and place == 0):
            entry.role = Role.SALUTATION
        elif first is not None or entry.words.endswith(("：", ":")) or phrases.is_about(entry.words):
            entry.role = Role.PREAMBLE


def _find_closing(entries: list[Entry]) -> None:
    """Set apart formulas, signers and days at the end."""
    _find_attached(entries)
    entries = [each for each in entries if each.role is None]
    signed = signers = 0
    for place in reversed(range(1, len(entries))):
        entry = entries[place]
        if entry.mark or entry.record or entry.level or (entry.key and phrases.meaning(entry.words).sure):
            return
        if phrases.is_signed(entry.words) or phrases.is_closing(entry.words):
            signed += phrases.is_signed(entry.words)
        elif (
            phrases.may_sign(entry.words)
            and signers < SIGNERS
            and (signed or phrases.is_signed(entries[place - 1].words))
        ):
            signers += 1
        else:
            return
        entry.role, entry.key = Role.CLOSING, ""


def _find_attached(entries: list[Entry]) -> None:
    """Set apart what is attached at the end, if nothing in it is numbered."""
    last = max((place for place, each in enumerate(entries) if each.mark or each.record), default=0)
    below = entries[last + 1 :]
    first = next((place for place, each in enumerate(below) if phrases.attaches(each.words)), len(below))
    for entry in below[first:]:
        entry.role, entry.key = Role.CLOSING, ""
