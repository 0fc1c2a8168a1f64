"""What the problem list shows as a table: columns, links that sort, cells as text and as typed values of a file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext

from huixiang.ledger.labels import NATURE_WORDS
from huixiang.ledger.labels_ledger import COLUMN_WORDS, USUAL_COLUMNS
from huixiang.ledger.models import LedgerView
from huixiang.ledger.pages.problems import RowFacts, StateShown, days_words, state_of
from huixiang.ledger.queries.ledger import SORTS, USUAL_SORT
from huixiang.ledger.states import Nature
from huixiang.sorting.models import Problem
from huixiang.web.dates import day_words
from huixiang.web.parts import Cell, Column, RailItem, Tone

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Words
else:
    Words = object

NUMERIC: Final = frozenset({"voices", "reopened"})
TIGHT: Final = frozenset({"opened", "due", "days", "closed", "act"})
NEWEST_FIRST: Final = frozenset({"act", "voices", "opened"})
NOT_KEPT: Final = frozenset({"at", "view", "chosen", "everything", "what"})


@dataclass(frozen=True, slots=True)
class Head:
    """A column's head; with an address it sorts, and ``sorted_as`` says how the rows stand now."""

    column: Column
    url: str = ""
    sorted_as: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A row: the number of its problem, and its cells."""

    number: int
    cells: Sequence[tuple[Column, Cell]]


@dataclass(frozen=True, slots=True)
class LedgerTable:
    """The table of problems as somebody chose it."""

    heads: Sequence[Head]
    lines: Sequence[Line]


def columns_shown(wanted: Iterable[object]) -> tuple[str, ...]:
    """The known ones of some columns, in the order of the table; the usual ones for none."""
    names = set(map(str, wanted))
    return tuple(name for name in COLUMN_WORDS if name in names) or USUAL_COLUMNS


def ledger_table(problems: Iterable[Problem], columns: Sequence[str], facts: RowFacts, asked: QueryDict) -> LedgerTable:
    """The table for one page of rows."""
    heads = [_head(name, asked) for name in ("number", *columns)]
    kinds = [head.column for head in heads]
    lines = []
    for problem in problems:
        cells = [_name(problem), *(_cell(name, problem, facts) for name in columns)]
        lines.append(Line(problem.number, list(zip(kinds, cells, strict=True))))
    return LedgerTable(heads, lines)


def total_words(count: int, *, most: int) -> str:
    """How many problems match, honestly: above ``most`` they are not counted."""
    if count > most:
        return _("More than %(n)s problems") % {"n": f"{most:,}"}
    return ngettext("%(n)s problem", "%(n)s problems", count) % {"n": f"{count:,}"}


def kept_query(asked: QueryDict) -> dict[str, str]:
    """What of an address belongs to the choice of rows and their order: what a view keeps."""
    return {name: value for name, value in asked.items() if isinstance(value, str) and value and name not in NOT_KEPT}


def view_address(view: LedgerView) -> str:
    """Where a view opens: its filter and order stand in the address, so that it can be narrowed further."""
    return f"{reverse('ledger:problems')}?{urlencode({**view.query, 'view': view.pk})}"


def view_links(views: Iterable[LedgerView], current: LedgerView | None) -> list[RailItem]:
    """The views somebody can open."""
    return [RailItem(view.name, view_address(view), current=view == current) for view in views]


def sheet_row(problem: Problem, columns: Collection[str], facts: RowFacts) -> list[str | int | dt.datetime | None]:
    """A row of the file: number and title, then the columns with numbers and days as such."""
    return [problem.number, problem.title, *(_typed(name, problem, facts) for name in columns)]


def _head(name: str, asked: QueryDict) -> Head:
    word = _("Problem") if name == "number" else COLUMN_WORDS[name]
    column = Column(word, numeric=name in NUMERIC, tight=name in TIGHT)
    if name not in SORTS:
        return Head(column)
    now = asked.get("sort") or USUAL_SORT
    stands = {name: "ascending", f"-{name}": "descending"}.get(now, "")
    first, other = (f"-{name}", name) if name in NEWEST_FIRST else (name, f"-{name}")
    query = asked.copy()
    query.pop("at", None)
    query["sort"] = other if now == first else first
    return Head(column, f"?{query.urlencode()}", stands)


def _name(problem: Problem) -> Cell:
    return Cell(f"{problem.number} {problem.title}", url=reverse("ledger:problem", args=[problem.number]))


def _cell(name: str, problem: Problem, facts: RowFacts) -> Cell:
    if name == "state":
        return Cell(state=state_of(problem))
    value = _value(name, problem, facts)
    late = problem.due_on is not None and problem.due_on < facts.today
    if name == "days" and value and late:
        return Cell(state=StateShown("late", str(value), Tone.DISPUTED))
    if isinstance(value, dt.date):
        return Cell(day_words(value, today=facts.today))
    return Cell("—" if value in {None, ""} else str(value))


def _typed(name: str, problem: Problem, facts: RowFacts) -> str | int | dt.datetime | None:
    value = str(state_of(problem).label) if name == "state" else _value(name, problem, facts)
    if isinstance(value, dt.datetime):
        return value.replace(tzinfo=None)
    if isinstance(value, dt.date):
        return dt.datetime(value.year, value.month, value.day)  # noqa: DTZ001 - a day of a sheet has no zone
    return value if value is None or isinstance(value, int) else str(value)


def _value(name: str, problem: Problem, facts: RowFacts) -> Any:
    """The value behind a column: words, a number, a day, or None."""
    if name in _FIELDS:
        return getattr(problem, _FIELDS[name])
    if name == "days":
        return days_words(problem, facts)
    if name == "act":
        return timezone.localtime(problem.last_act_at).date()
    if name == "kind":
        nature = getattr(problem, "nature", "")
        return NATURE_WORDS[Nature(nature)] if nature else ""
    return _joined(name, problem) if name in {"helping", "measures"} else _label(name, problem)


def _joined(name: str, problem: Problem) -> str:
    if name == "helping":
        return "、".join(row.unit.label for row in getattr(problem, "helping_now", ()))
    return "；".join(measure.words for measure in getattr(problem, "measures_kept", ()))


def _label(name: str, problem: Problem) -> Words:
    if name == "unit":
        return problem.unit.label if problem.unit else _("nobody yet")
    if name == "leader":
        return problem.leader.name if problem.leader else ""
    return problem.place.name if problem.place else ""


_FIELDS: Final = {
    "statement": "statement",
    "opened": "opened_on",
    "due": "due_on",
    "closed": "closed_on",
    "voices": "voices_count",
    "reopened": "reopened_count",
}
