"""What the pages of imports show: the list, the columns with their examples, the first rows as understood, the tree."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _, gettext_lazy, ngettext

from huixiang.folio.lists.outline import Heading, Item, Outline
from huixiang.folio.lists.wire import from_plain
from huixiang.folio.recognising import can_recognise
from huixiang.kernel import clock
from huixiang.listening.models import Import, ImportRow
from huixiang.listening.queries import FailedRow
from huixiang.listening.services import Choice, RowReader, sample_of
from huixiang.listening.states import ImportKind, ImportState
from huixiang.listening.words import FIELD_WORDS, IMPORT_REFUSALS, IMPORT_STATES
from huixiang.web.parts import Cell, Column, Link, Table

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Words
else:
    Words = object

SHOWN: Final = 20
LONGEST: Final = 120  # characters of the words in a preview
EXAMPLE: Final = 40
MOVING: Final = frozenset({ImportState.READING, ImportState.RUNNING, ImportState.LEAVING, ImportState.RETURNING})


@dataclass(frozen=True, slots=True)
class Badge:
    """A state as the badge wants it."""

    value: str
    label: Words
    tone: str


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """A column of a table: its place, name, an example of what is in it, what it was taken for, and why if by guess."""

    place: int
    name: str
    example: str
    field: str
    guessed: bool


@dataclass(frozen=True, slots=True)
class TreeLine:
    """A heading or item of a document at its depth; ``number`` is that of an item, to be ticked by."""

    depth: int
    text: str
    mark: str
    number: int = 0
    about: str = ""
    ticked: bool = True


def badge_of(brought: Import) -> Badge:
    """The badge of an import; one that is typed off has a word of its own."""
    label, tone = IMPORT_STATES[ImportState(brought.state)]
    if brought.kind == ImportKind.PICTURES and brought.state in {ImportState.WAITING, ImportState.RUNNING}:
        label = gettext_lazy("Being typed off")
    return Badge(brought.state, label, tone)


def is_moving(brought: Import) -> bool:
    """Test whether the page of an import is to be looked at again and again: the machine is at work."""
    typed = brought.kind == ImportKind.PICTURES and brought.state == ImportState.RUNNING
    return brought.state in MOVING and not typed


def list_table(rows: Sequence[Import]) -> Table:
    """The list of imports."""
    columns = (
        Column(_("File")), Column(_("State"), tight=True), Column(_("Taken in"), numeric=True),
        Column(_("Here before"), numeric=True), Column(_("Not taken in"), numeric=True), Column(_("Brought by")),
        Column(_("On"), tight=True),
    )  # fmt: skip
    lines = [
        (
            Cell(row.name, reverse("listening:import", args=[row.pk])), Cell(state=badge_of(row)), Cell(f"{row.new:,}"),
            Cell(f"{row.known:,}"), Cell(f"{row.failed:,}"), Cell(row.by.name if row.by else _("The system")),
            Cell(row.at.astimezone().strftime("%Y-%m-%d %H:%M")),
        )
        for row in rows
    ]  # fmt: skip
    return Table(_("Files brought in"), columns, lines, stack=True, empty=_("No file was brought in yet."))


def column_lines(survey: Mapping[str, Any], columns: Mapping[str, str]) -> list[ColumnLine]:
    """Each column with an example and what it is taken for now."""
    taken = {name: field for field, name in columns.items()}
    guessed = set(survey["guessed"])
    rows = sample_of(survey)
    return [
        ColumnLine(
            place, name, next((row.cells[name][:EXAMPLE] for row in rows if row.cells[name]), ""), taken.get(name, ""),
            name in taken and taken[name] in guessed,
        )
        for place, name in enumerate(survey["header"])
    ]  # fmt: skip


def preview_table(brought: Import, survey: Mapping[str, Any], choice: Choice, *, zone: str) -> Table:
    """The first 20 rows as they would be taken in, or why not (2 queries, few more for their places)."""
    rows = sample_of(survey)[:SHOWN]
    reader = RowReader(choice, digest=brought.digest, zone=zone, at=clock.now(), epoch_1904=survey["epoch_1904"])
    voices, failures = reader.read(rows)
    columns = (
        Column(_("Row"), tight=True), Column(_("Said on"), tight=True), Column(_("The words")), Column(_("Where?")),
        Column(_("Who spoke")),
    )  # fmt: skip
    lines = {
        voice.number: (
            Cell(str(voice.number)), Cell(_moment(voice.said_on, voice.said_at)), Cell(_cut(voice.words)),
            Cell(voice.place_words), Cell(" ".join(filter(None, (voice.speaker_name, voice.contact)))),
        )
        for voice in voices
    } | {
        each.number: (Cell(str(each.number)), Cell("—"), Cell(_("Not taken in: %(why)s") % {"why": each.reason}),
                      Cell(), Cell())
        for each in failures
    }  # fmt: skip
    found = [lines[row.number] for row in rows]
    count = len(found)
    caption = ngettext(
        "The first row as it would be taken in", "The first %(count)s rows as they would be taken in", count
    )
    return Table(caption % {"count": count}, columns, found, stack=True)


def tree_lines(survey: Mapping[str, Any], ticked: Collection[int] | None) -> list[TreeLine]:
    """The tree of a document, line by line: headings and the items below them."""
    numbers = iter(range(1, 1_000_000))
    return list(_tree(from_plain(survey["outline"]).children, 0, numbers, ticked))


def left_lines(survey: Mapping[str, Any]) -> list[str]:
    """What of a document is neither heading nor item: title, lead, closing, page numbers."""
    outline: Outline = from_plain(survey["outline"])
    return [each.text for each in outline.rest]


def failed_table(rows: Sequence[FailedRow]) -> Table:
    """Some rows that were not taken in."""
    columns = (Column(_("Row"), tight=True), Column(_("Why it was not taken in")), Column(_("What stands there")))
    lines = [(Cell(f"{row.number}"), Cell(row.reason), Cell(_cut(" · ".join(filter(None, row.cells))))) for row in rows]
    return Table(_("Rows not taken in"), columns, lines, stack=True)


def refusal_words(brought: Import) -> Words:
    """Why a file could not be read, and what to do; empty when nothing is wrong."""
    code = brought.trouble.get("code")
    return IMPORT_REFUSALS.get(code, IMPORT_REFUSALS["broken"]) if code else ""


def staying_links(rows: Sequence[ImportRow]) -> list[Link]:
    """The voices that stayed, by the number of their receipt, with the page of each at the desk."""
    return [Link(f"{row.voice.receipt.locator[:4]} {row.voice.receipt.locator[4:]}", _voice_url(row)) for row in rows]


def field_choices() -> list[tuple[str, Words]]:
    """What a column may be, for its select."""
    return [("", gettext_lazy("Not used")), *FIELD_WORDS.items()]


def _tree(
    children: Sequence[Heading | Item], depth: int, numbers: Iterator[int], ticked: Collection[int] | None
) -> Iterator[TreeLine]:
    for each in children:
        if isinstance(each, Heading):
            yield TreeLine(depth, each.text, each.mark)
            yield from _tree(each.children, depth + 1, numbers, ticked)
        else:
            number = next(numbers)
            about = " · ".join(filter(None, (each.label, each.addressee)))
            yield TreeLine(depth, each.text, each.mark, number, about, ticked is None or number in ticked)


def _moment(day: dt.date, moment: dt.datetime | None) -> str:
    return moment.strftime("%Y-%m-%d %H:%M") if moment else day.isoformat()


def _cut(text: str) -> str:
    text = " ".join(text[: 3 * LONGEST].split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _voice_url(row: ImportRow) -> str:
    try:  # the desk lies downstream
        return reverse("sorting:voice", args=[row.voice_id])
    except NoReverseMatch:
        return ""


@dataclass(frozen=True, slots=True)
class TypingScreen:
    """A page to be typed off: its number of how many, its picture, the pages before and behind it (0 for none)."""

    page: int
    pages: int
    before: int
    behind: int
    open: bool
    can_read: bool


def typing_screen(brought: Import, page: int) -> TypingScreen:
    """The screen of one page; ``open`` while voices may be typed, ``can_read`` where a machine can suggest words."""
    still = brought.state in {ImportState.WAITING, ImportState.RUNNING}
    return TypingScreen(page, brought.rows, page - 1, page + 1 if page < brought.rows else 0, still, can_recognise())


def page_number(text: str, pages: int) -> int:
    """The page that is asked for, within the pages there are."""
    wanted = int(text) if text.isdecimal() and len(text) < 6 else 1
    return min(max(wanted, 1), max(pages, 1))
