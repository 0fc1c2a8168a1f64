"""Levels and the tree: how deep an entry stands is told by the order in which styles appear.

No table of styles says which is above which: 1、 may stand above 一、 where a document does so.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from huixiang.folio.lists import phrases
from huixiang.folio.lists.entries import Entry
from huixiang.folio.lists.outline import Doubt, Note

DEEPEST: Final = 12
AHEAD: Final = 300  # entries searched for the count that tells where a new style belongs


@dataclass(slots=True)
class _Frame:
    """An open level: its style, its last number, and the entry that stands there now."""

    key: str
    script: str
    last: int | None
    entry: Entry
    heads: bool = False  # whether a head stands below it


def place_entries(entries: Sequence[Entry]) -> tuple[list[Entry], list[tuple[int, Note]]]:
    """Hang entries under each other (their ``children`` are filled); returns the topmost and notes.

    Words and rows go below the head that is open. Each note comes with the order of its entry.
    Cost: linear in entries, times 300 at worst.
    """
    top: list[Entry] = []
    notes: list[tuple[int, Note]] = []
    stack: list[_Frame] = []
    last: dict[str, int | None] = {}
    for place, entry in enumerate(entries):
        if entry.key:
            before = _unwind(stack, entry, entries[place + 1 : place + 1 + AHEAD])
            counts_on = before is None and entry.value == (last.get(entry.key) or 0) + 1  # 一、1 2 二、3 4
            notes += [(entry.order, note) for note in _doubts(entry, before, counts_on=counts_on, deep=len(stack))]
            del stack[DEEPEST - 1 :]
            last[entry.key] = entry.value
        elif entry.record:
            del stack[_table_level(stack) :]
        (stack[-1].entry.children if stack else top).append(entry)
        _open(stack, entry)
    return top, notes


def _open(stack: list[_Frame], entry: Entry) -> None:
    """Open a level for a head below the one that is open."""
    if entry.key:
        if stack:
            stack[-1].heads = True
        stack.append(_Frame(entry.key, entry.mark.script if entry.mark else "", entry.value, entry))


def _table_level(stack: list[_Frame]) -> int:
    """Close the open items: rows are items themselves and stand below the nearest heading."""
    for place in reversed(range(len(stack))):
        entry = stack[place].entry
        waits = place == len(stack) - 1 and entry.value is not None and phrases.reads_as_heading(entry.words)
        heads = entry.level or entry.key == "plain" or phrases.meaning(entry.words).sure
        if heads or waits or stack[place].heads:
            return place + 1
    return 0


def _unwind(stack: list[_Frame], entry: Entry, ahead: Sequence[Entry]) -> _Frame | None:
    """Close the levels that end with this entry; returns the level it goes on counting, if any."""
    level = _level(stack, entry, ahead)
    before = stack[level] if level < len(stack) else None
    del stack[level:]
    same = before and before.script == (entry.mark.script if entry.mark else "")
    return before if same else None


def _level(stack: list[_Frame], entry: Entry, ahead: Sequence[Entry]) -> int:
    """Find the level of an entry, 0 for the topmost; levels from there on are to be closed."""
    if entry.level:
        return next((place for place, frame in enumerate(stack) if not 0 < frame.entry.level < entry.level), len(stack))
    for place, frame in enumerate(stack):
        if frame.key == entry.key:
            return place
    same = _same_count(stack, entry)
    if same is not None:
        return same
    if _waits(stack):
        return len(stack)
    restarted = _restarted(stack, ahead)
    if restarted is not None:
        return restarted
    return len(stack) if entry.mark else _beside(stack, entry)


def _same_count(stack: list[_Frame], entry: Entry) -> int | None:
    """Find the level that this entry goes on counting with another sign: 1、 and then 2."""
    if entry.mark is None or not entry.value:
        return None
    for place, frame in enumerate(stack):
        if frame.script == entry.mark.script and frame.last == entry.value - 1:
            return place
    return None


def _waits(stack: list[_Frame]) -> bool:
    """Tell whether the open entry is a heading with nothing numbered below it yet."""
    return bool(stack) and phrases.reads_as_heading(stack[-1].entry.words)


def _restarted(stack: list[_Frame], ahead: Sequence[Entry]) -> int | None:
    """Find the level whose count starts again below the new style, which so must stand above it."""
    keys = [frame.key for frame in stack]
    following = next((each for each in ahead if each.key in keys), None)
    if following is None or following.value != 1 or not stack[keys.index(following.key)].last:
        return None
    return keys.index(following.key)


def _beside(stack: list[_Frame], entry: Entry) -> int:
    """Find the level of a heading without number: of its like, else of the items it breaks off."""
    told = phrases.meaning(entry.words)
    for place, frame in reversed(list(enumerate(stack))):
        other = phrases.meaning(frame.entry.words)
        if other.sure and (other.addressee is None) == (told.addressee is None):
            return place
    items = (place for place, frame in enumerate(stack) if not phrases.reads_as_heading(frame.entry.words))
    return next(items, len(stack))


def _doubts(entry: Entry, before: _Frame | None, *, counts_on: bool, deep: int) -> list[Note]:
    place, value = entry.line.place, entry.value
    found = [Note(Doubt.TOO_DEEP, place)] if deep >= DEEPEST else []
    expected = (before.last or 0) + 1 if before else 1
    if value is None or value == expected or counts_on:
        return found
    doubt = Doubt.JUMPS if value > expected else Doubt.RESTARTS if value == 1 else Doubt.GOES_BACK
    return [*found, Note(doubt, place, found=value, expected=expected)]
