"""The matrix of groups and channels: a count in each cell, and a plain word where nobody has been heard."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from huixiang.listening.queries import labelled
from huixiang.listening.states import ChannelKind
from huixiang.sorting.labels import CHANNELS
from huixiang.sorting.queries import Covered
from huixiang.sorting.queries.coverage import Cells

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Words
else:
    Words = object


@dataclass(frozen=True, slots=True)
class CoverCell:
    """A count with the address of its voices; a zero has none."""

    channel: Words
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class CoverRow:
    """A group: by every channel, and all together. ``down_url`` leads to what lies in it."""

    name: Words
    cells: Sequence[CoverCell]
    total: CoverCell
    down_url: str = ""


@dataclass(frozen=True, slots=True)
class Cover:
    """The matrix, and the names of the groups from which nobody has been heard at all."""

    channels: Sequence[Words]
    rows: Sequence[CoverRow]
    unheard: Sequence[str]


def cover(covered: Covered, period: Mapping[str, str]) -> Cover:
    """Lay the counts out, the least heard groups first; below them the voices that name no group."""
    rows = sorted(_rows(covered, period), key=lambda row: (row.total.count, str(row.name)))
    unheard = [str(row.name) for row in rows if not row.total.count]
    if covered.without:
        name = _("No unit was named") if covered.units else _("No place below was named")
        rows.append(_row(name, covered.without, {}))
    return Cover(tuple(CHANNELS.values()), rows, unheard)


def _rows(covered: Covered, period: Mapping[str, str]) -> Iterator[CoverRow]:
    for unit in covered.units:
        yield _row(unit.label, covered.cells.get(unit.pk, Cells()), {**period, "unit": str(unit.pk)})
    for place in labelled(list(covered.places)):
        asked = {**period, "place": str(getattr(place, "label", place.name))}
        down = f"?{urlencode({**period, 'by': 'place', 'below': place.pk})}"
        yield _row(place.name, covered.cells.get(place.pk, Cells()), asked, down_url=down)


def _row(name: Words, counts: Cells, asked: Mapping[str, str], *, down_url: str = "") -> CoverRow:
    cells = [_cell(kind, counts[kind.value], asked) for kind in CHANNELS]
    total = CoverCell("", counts.total(), _address(asked) if asked and counts.total() else "")
    return CoverRow(name, cells, total, down_url)


def _cell(kind: ChannelKind, count: int, asked: Mapping[str, str]) -> CoverCell:
    url = _address({**asked, "channel": kind.value}) if asked and count else ""
    return CoverCell(CHANNELS[kind], count, url)


def _address(asked: Mapping[str, str]) -> str:
    return f"{reverse('sorting:inbox')}?{urlencode({'state': 'all', **asked})}"
