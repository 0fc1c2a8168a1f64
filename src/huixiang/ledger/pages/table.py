"""The ledger as a table: its columns as cells and as values for a file, rows, headings, views, how many there are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _, ngettext

from huixiang.ledger.models import LedgerView
from huixiang.ledger.pages.problems import RowFacts, StateShown, days_words, state_of
from huixiang.ledger.queries.table import COUNTED, SORTS, Beside
from huixiang.ledger.services.together import Refused
from huixiang.ledger.table_labels import COLUMN_WORDS, SORT_OF
from huixiang.sorting.models import Problem
from huixiang.web.dates import day_words
from huixiang.web.parts import Cell, Column, Tone

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Words
else:
    Words = object

Value = str | int | dt.date | None
NUMERIC: Final = frozenset({"voices", "reopened"})
TIGHT: Final = frozenset({"opened", "due", "days", "suspended", "closed", "last_act", "measures"})
NOT_A_VIEW: Final = frozenset({"at", "own"})
"""Parts of the address that belong to one page and not to a view of the table."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the table; ``sort_url`` orders by it, ``sorted`` says that it does."""

    column: Column
    sort_url: str = ""
    sorted: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A row: the problem's number to select it by, its first cell and the others with their columns."""

    number: int
    title: str
    first: Cell
    cells: Sequence[tuple[Column, Cell]]


@dataclass(frozen=True, slots=True)
class ViewShown:
    """A kept view: whose it is, and whether it is the one looked at."""

    id: int
    label: str
    url: str
    own: bool
    first: bool
    shared: bool
    current: bool


@dataclass(frozen=True, slots=True)
class LedgerTable:
    """The table of one page: headings, lines, how many there are in words."""

    headings: Sequence[Heading]
    lines: Sequence[Line]
    total: str


def ledger_table(
    problems: Sequence[Problem],
    beside: Beside,
    facts: RowFacts,
    *,
    columns: Sequence[str],
    asked: QueryDict,
    count: int,
) -> LedgerTable:
    """The rows of a page in the chosen columns; headings keep the conditions of the address."""
    shown = [Column(COLUMN_WORDS[code], code in NUMERIC, code in TIGHT) for code in columns]
    return LedgerTable(
        [_heading(code, column, asked) for code, column in zip(columns, shown, strict=True)],
        [_line(problem, beside, facts, columns, shown) for problem in problems],
        total_words(count),
    )


def total_words(count: int) -> str:
    """How many problems match; beyond what is counted, that there are more."""
    if count > COUNTED:
        return _("more than %(n)s problems") % {"n": f"{COUNTED:,}"}
    return ngettext("%(n)s problem", "%(n)s problems", count) % {"n": f"{count:,}"}


def values_of(problem: Problem, columns: Iterable[str], beside: Beside, facts: RowFacts) -> list[Value]:
    """Number, title and the chosen columns as values for a file: days as days, numbers as numbers."""
    return [problem.number, problem.title, *[VALUES[code](problem, beside, facts) for code in columns]]


def view_links(views: Iterable[LedgerView], *, user_id: int | None, asked: QueryDict) -> list[ViewShown]:
    """The views as links; another's shared view says whose it is."""
    here = as_view(asked)
    return [
        ViewShown(
            view.pk, view.name if view.user_id == user_id else f"{view.name}（{view.user.name}）",
            f"{reverse('ledger:problems')}?{view.query or 'own=1'}", view.user_id == user_id, view.first, view.shared,
            current=view.query == here,
        )
        for view in views
    ]  # fmt: skip


def as_view(asked: QueryDict) -> str:
    """The address without what belongs to one page and without empty conditions, always in one order."""
    pairs = [(name, value) for name, values in asked.lists() for value in values if value and name not in NOT_A_VIEW]
    kept = QueryDict(mutable=True)
    for name, value in sorted(pairs):
        kept.appendlist(name, value)
    return kept.urlencode()


def refused_lines(refused: Iterable[Refused]) -> list[tuple[str, str, str]]:
    """Number with title, address and reason of each problem an act is refused for."""
    return [
        (f"{one.problem.number} {one.problem.title}", reverse("ledger:problem", args=[one.problem.number]), one.why)
        for one in refused
    ]


def _heading(code: str, column: Column, asked: QueryDict) -> Heading:
    order = SORT_OF.get(code)
    if order is None:
        return Heading(column)
    kept = QueryDict(as_view(asked), mutable=True)
    now = asked.get("sort", "")
    kept["sort"] = order
    return Heading(column, f"?{kept.urlencode()}", (now if now in SORTS else "newest") == order)


def _line(
    problem: Problem, beside: Beside, facts: RowFacts, columns: Sequence[str], shown: Sequence[Column]
) -> Line:  # fmt: skip
    title = f"{problem.number} {problem.title}"
    cells = [_cell(code, problem, beside, facts) for code in columns]
    first = Cell(title, url=reverse("ledger:problem", args=[problem.number]))
    return Line(problem.number, title, first, list(zip(shown, cells, strict=True)))


def _cell(code: str, problem: Problem, beside: Beside, facts: RowFacts) -> Cell:
    if code == "state":
        return Cell(state=state_of(problem))
    if code == "days" and problem.due_on and problem.due_on < facts.today and days_words(problem, facts):
        return Cell(state=StateShown("late", days_words(problem, facts), Tone.DISPUTED))
    value = VALUES[code](problem, beside, facts)
    if isinstance(value, dt.date):
        return Cell(day_words(value, today=facts.today))
    return Cell("—" if value in {None, ""} else str(value))


def _measures(problem: Problem, beside: Beside) -> str:
    done, every = beside.measures.get(problem.pk, (0, 0))
    return f"{done}/{every}" if every else ""


VALUES: Final[Mapping[str, Callable[[Problem, Beside, RowFacts], Value]]] = {
    "state": lambda problem, _beside, _facts: str(state_of(problem).label),
    "statement": lambda problem, _beside, _facts: problem.statement,
    "unit": lambda problem, _beside, _facts: str(problem.unit.label if problem.unit else _("nobody yet")),
    "leader": lambda problem, _beside, _facts: problem.leader.name if problem.leader else "",
    "helping": lambda problem, beside, _facts: "、".join(map(str, beside.helping.get(problem.pk, ()))),
    "place": lambda problem, _beside, _facts: problem.place.name if problem.place else "",
    "measures": lambda problem, beside, _facts: _measures(problem, beside),
    "opened": lambda problem, _beside, _facts: problem.opened_on,
    "due": lambda problem, _beside, _facts: problem.due_on,
    "days": lambda problem, _beside, facts: days_words(problem, facts),
    "suspended": lambda problem, beside, _facts: beside.reviews.get(problem.pk),
    "reopened": lambda problem, _beside, _facts: problem.reopened_count,
    "voices": lambda problem, _beside, _facts: problem.voices_count,
    "closed": lambda problem, _beside, _facts: problem.closed_on,
    "last_act": lambda problem, _beside, _facts: problem.last_act_at.date(),
}
"""What each column says of a problem."""
