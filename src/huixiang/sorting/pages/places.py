"""One level of the place tree as rows, and months as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _, pgettext

from huixiang.listening.queries import labelled
from huixiang.sorting.queries import PlaceCount
from huixiang.web.parts import Cell, Column, Table

PERIOD = ("since", "until")


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place with its counts, and the addresses that open them."""

    name: str
    voices: int
    matters: int
    below: int
    share: int
    down_url: str
    voices_url: str
    matters_url: str


def place_rows(counts: Sequence[PlaceCount], query: QueryDict) -> list[PlaceRow]:
    """The rows of one level, most voices first; ``share`` is in percent of the largest."""
    period = {name: str(query[name]) for name in PERIOD if query.get(name)}
    labels = {place.pk: getattr(place, "label", "") for place in labelled([one.place for one in counts])}
    most = max((one.voices for one in counts), default=0) or 1
    ordered = sorted(counts, key=lambda one: (-one.voices, -one.matters, one.place.name))
    return [
        PlaceRow(
            name=one.place.name,
            voices=one.voices,
            matters=one.matters,
            below=one.below,
            share=round(100 * one.voices / most),
            down_url=f"?{urlencode({**period, 'place': one.place.pk})}",
            voices_url=_address("sorting:inbox", {**period, "state": "all", "place": labels[one.place.pk]}),
            matters_url=_address("sorting:hot", {**period, "place": labels[one.place.pk]}),
        )
        for one in ordered
    ]


def _address(page: str, asked: Mapping[str, str]) -> str:
    return f"{reverse(page)}?{urlencode(asked)}"


def month_table(months: Sequence[tuple[str, int]]) -> Table:
    """The same counts as the bars, to read."""
    columns = (Column(_("Month")), Column(pgettext("column", "Voices"), numeric=True))
    rows = [(Cell(month), Cell(str(count))) for month, count in months]
    return Table(_("Voices by month"), columns, rows, empty=_("No voice was said at this place in this period."))
