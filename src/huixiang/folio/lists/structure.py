"""From the lines of a document to its outline: which heads are headings and which are items.

The whole way is told in docs/algorithms/lists.md.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from huixiang.folio.lists import phrases
from huixiang.folio.lists.entries import Entry, make_entries
from huixiang.folio.lists.line import Block
from huixiang.folio.lists.outline import Doubt, Heading, Item, Note, Outline, Rest, Role
from huixiang.folio.lists.phrases import Meaning
from huixiang.folio.lists.placing import place_entries

_NOTHING: Final = Meaning()


def outline_of(blocks: Sequence[Block], notes: Sequence[Note] = ()) -> Outline:
    """Build the outline of a document from its lines and tables; every one of them comes back once.

    ``notes`` of the reader stand first. The result depends on nothing but the lines.
    """
    entries = make_entries(blocks)
    top, doubts = place_entries([each for each in entries if each.role is None])
    building = _Building(_heading_styles(top), {each.order: each.role for each in entries if each.role})
    children = building.children(top, (), _greeted(entries), below=None)
    rest = [
        Rest(each.line.text.strip(), each.line.place, building.roles[each.order])
        for each in entries
        if each.order in building.roles
    ]
    found = sorted([*doubts, *building.notes], key=lambda pair: pair[0])
    return Outline(children, tuple(rest), (*notes, *(note for _, note in found)))


def _greeted(entries: Sequence[Entry]) -> Meaning:
    """Tell whom the whole document is for: a letter of feedback is meant for the one it greets."""
    title = "".join(each.words for each in entries if each.role is Role.TITLE)
    greeted = [phrases.salutation(each.words, letter=True) for each in entries if each.role is Role.SALUTATION]
    return Meaning(addressee=greeted[0]) if greeted and phrases.feeds_back(title) else _NOTHING


def _heading_styles(top: Sequence[Entry]) -> frozenset[str]:
    """Find the styles whose heads, where something stands below them, mostly read as headings."""
    votes: Counter[str] = Counter()
    for entry in _all(top):
        if entry.key and _has_parts(entry):
            votes[entry.key] += 1 if not entry.words or phrases.reads_as_heading(entry.words) else -1
        elif entry.key and entry.children and _is_sure(entry):
            votes[entry.key] += 1
    return frozenset(key for key, vote in votes.items() if vote >= 0)


def _is_sure(entry: Entry) -> bool:
    return phrases.meaning(entry.words).sure and phrases.reads_as_heading(entry.words)


def _all(entries: Sequence[Entry]) -> Iterator[Entry]:
    for entry in entries:
        yield entry
        yield from _all(entry.children)


def _has_parts(entry: Entry) -> bool:
    return any(child.key or child.record for child in entry.children)


@dataclass(slots=True)
class _Building:
    """Makes headings and items; gathers what becomes rest, and doubts, by the order of their entry."""

    styles: frozenset[str]
    roles: dict[int, Role]
    notes: list[tuple[int, Note]] = field(default_factory=list)

    def children(
        self, entries: Sequence[Entry], path: tuple[str, ...], told: Meaning, *, below: Entry | None
    ) -> tuple[Heading | Item, ...]:
        made: list[Heading | Item] = []
        numbered = any(each.key or each.record for each in entries)
        heads = rows = False  # above this entry
        for entry in entries:
            bare = not entry.key and not entry.record
            leads = not heads and not rows and (numbered or entry.words.endswith(("：", ":")))
            if entry.key and self._is_heading(entry):
                made.append(self._heading(entry, path, told))
            elif not entry.record and not entry.children and phrases.says_nothing(entry.words):
                self.roles[entry.order] = Role.NOTHING
            elif bare and (rows or leads):
                self.roles[entry.order] = Role.CLOSING if rows else Role.INTRO if below else Role.PREAMBLE
            else:
                made.append(self._item(entry, path, told))
            heads, rows = heads or bool(entry.key), rows or entry.record is not None
        return tuple(made)

    def _is_heading(self, entry: Entry) -> bool:
        if _has_parts(entry):
            return entry.key == "plain" or entry.key in self.styles or (bool(entry.level) and not entry.mark)
        if entry.key == "plain":
            return True
        if entry.level and not entry.mark and (entry.children or _is_sure(entry)):
            return phrases.reads_as_heading(entry.words)
        below = bool(entry.level or entry.children)
        return (below or _is_sure(entry)) and entry.key in self.styles and phrases.reads_as_heading(entry.words)

    def _heading(self, entry: Entry, path: tuple[str, ...], told: Meaning) -> Heading:
        own = phrases.meaning(entry.words)
        told = Meaning(addressee=own.addressee or told.addressee, label=own.label or told.label)
        return Heading(
            text=entry.words,
            number=entry.value,
            mark=entry.mark.text if entry.mark else "",
            place=entry.line.place,
            addressee=told.addressee,
            label=told.label,
            children=self.children(entry.children, (*path, entry.words), told, below=entry),
        )

    def _item(self, entry: Entry, path: tuple[str, ...], told: Meaning) -> Item:
        record = entry.record
        own = Meaning(record.addressee, record.label) if record else phrases.inline_meaning(entry.words)
        text = "\n".join(filter(None, (entry.words, *_words_below(entry))))
        if not text:
            self.notes.append((entry.order, Note(Doubt.EMPTY, entry.line.place)))
        return Item(
            path=path,
            number=record.number if record else entry.value,
            mark=record.mark if record else entry.mark.text if entry.mark else "",
            text=text,
            addressee=own.addressee or told.addressee,
            label=own.label or told.label,
            place=entry.line.place,
            cells=record.cells if record else (),
        )


def _words_below(entry: Entry) -> Iterator[str]:
    """Give the further paragraphs of an item, numbered ones with their number as written."""
    for child in entry.children:
        mark = child.mark.text if child.mark else ""
        row = [f"{name}：{text}" for name, text in child.record.cells] if child.record else []
        front = child.record.mark if child.record else mark
        yield "\n".join((f"{front}{child.words}", *row)).strip()
        yield from _words_below(child)
