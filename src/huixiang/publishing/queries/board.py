"""The rows of the board and how many each group has. Merged problems have no row; their page points to the other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from huixiang.kernel.errors import NotFound
from huixiang.kernel.tenancy import current_organisation_id
from huixiang.ledger import queries as ledger
from huixiang.listening.models import Place
from huixiang.people import queries as people
from huixiang.people.models import Unit
from huixiang.publishing.queries.beside import does_not_count
from huixiang.publishing.queries.finding import holds
from huixiang.publishing.states import BoardGroup
from huixiang.sorting.models import Problem
from huixiang.sorting.states import AT_WORK, OPEN, ProblemState

S = ProblemState
CLAIMED = (S.CLAIMED, S.SIGNED, S.CHECKED)

COUNTS_KEPT = dt.timedelta(seconds=30)
MOST_PLACES = 200
MOST_KEPT = 500
COLUMNS = (
    "number", "state", "due_on", "opened_on", "closed_on", "last_act_at", "voices_count", "reopened_count",
    "unit__name", "unit__name_en", "unit__code", "place__name", "place__code", "publication__title",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class BoardAsk:
    """What a reader asked the board for."""

    group: BoardGroup = BoardGroup.ALL
    unit: Unit | None = None
    place: Place | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many problems each group had at a moment, and how many of all do not count in figures."""

    as_of: dt.datetime
    of: Mapping[BoardGroup, int]
    not_counted: int = 0


_kept: dict[tuple[int, int, int], Counts] = {}


def board_rows(ask: BoardAsk, *, today: dt.date) -> QuerySet[Problem]:
    """The problems of the board with unit, place and public title; order them by ``-last_act_at, -id``."""
    rows = _in_scope(ask).filter(_in_group(ask.group, today))
    if ask.words:
        rows = rows.filter(holds(ask.words))
    rows = rows.select_related("unit", "place", "publication").only(*COLUMNS)
    return rows.annotate(stands_suspended=ledger.is_suspended())


def board_counts(ask: BoardAsk, *, at: dt.datetime, today: dt.date) -> Counts:
    """How many problems each group has for the unit and place asked for; the search is left out.

    One query that grows with the problems in scope, kept for 30 seconds in each process; ``as_of`` says when.
    """
    key = (current_organisation_id(), ask.unit.pk if ask.unit else 0, ask.place.pk if ask.place else 0)
    kept = _kept.get(key)
    if kept and kept.as_of <= at < kept.as_of + COUNTS_KEPT:
        return kept
    if len(_kept) >= MOST_KEPT:
        _kept.clear()
    groups = {group.value: Count("pk", filter=_in_group(group, today)) for group in BoardGroup}
    asked = {f"n_{name}": count for name, count in groups.items()}
    found = _in_scope(ask).aggregate(**asked, not_counted=Count("pk", filter=does_not_count()))
    of = {group: found[f"n_{group.value}"] for group in BoardGroup}
    _kept[key] = Counts(as_of=at, of=of, not_counted=found["not_counted"])
    return _kept[key]


def forget_counts() -> None:
    """Drop the counts kept by ``board_counts``: between tests."""
    _kept.clear()


def _in_scope(ask: BoardAsk) -> QuerySet[Problem]:
    rows = Problem.objects.exclude(state=S.MERGED)
    if ask.unit:
        units = people.units_below(ask.unit)
        rows = rows.filter(unit=ask.unit) if len(units) == 1 else rows.filter(unit__in=units)
    if ask.place:
        # A place belongs to the words: of problems not approved yet it is not known to the public.
        rows = rows.filter(place__path__startswith=ask.place.path, publication__isnull=False)
    return rows


def _in_group(group: BoardGroup, today: dt.date) -> Q:
    if group is BoardGroup.UNSOLVED:
        return Q(state__in=sorted(OPEN))
    if group is BoardGroup.OVERDUE:
        return Q(state__in=AT_WORK, due_on__lt=today)
    if group is BoardGroup.REOPENED:
        return Q(reopened_count__gt=0)
    if group is BoardGroup.CLAIMED:
        return Q(state__in=CLAIMED)
    if group in {BoardGroup.CONFIRMED, BoardGroup.SILENT}:
        return Q(state=group.value)
    return ~Q(state=S.MERGED)


def places_to_choose() -> QuerySet[Place]:
    """Places for the filter, in tree order, at most 200."""
    return Place.objects.only("name", "code", "path")[:MOST_PLACES]


def unit_with_code(code: str) -> Unit:
    """The unit of a code.

    :raises NotFound: there is none in this organisation.
    """
    unit = Unit.objects.filter(code=code.replace("\0", "")).first()
    if unit is None:
        raise NotFound
    return unit


def place_with_code(code: str) -> Place | None:
    """The place of a code; None when there is none."""
    return Place.objects.filter(code=code).first()
