"""Turns rows of a table into voices, as the columns were chosen. What cannot be understood gets a reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final
from zoneinfo import ZoneInfo

import pyarrow as pa
from django.utils.translation import gettext as _

from huixiang.folio.columns import PLACES
from huixiang.folio.moments import read_moments
from huixiang.folio.tables import Row
from huixiang.kernel.errors import Refusal
from huixiang.listening import queries
from huixiang.listening.models import Place
from huixiang.listening.services.imports.choosing import FIELDS, Choice
from huixiang.listening.services.wording import storable
from huixiang.people import queries as people

LONGEST_PLACE: Final = 120
LONGEST_NAME: Final = 200
LONGEST_NUMBER: Final = 100
_BLANK: Final = dict.fromkeys(FIELDS, "")
REMEMBERED: Final = 20_000  # places; a table may name a new one in each row


class RowFailed(ValueError):
    """A row cannot be understood; the message says why, in words for whoever made the table."""


@dataclass(frozen=True, slots=True)
class ReadVoice:
    """One row of a table or item of a document, understood.

    ``source`` is its number at home, taken once in an organisation; ``number`` its row or place in the file; ``area``
    the part of ``place_words`` without the address.
    """

    number: int
    source: str
    words: str
    said_on: dt.date
    said_at: dt.datetime | None = None
    place_id: int | None = None
    place_words: str = ""
    area: str = ""
    unit_id: int | None = None
    speaker_name: str = field(default="", repr=False)
    contact: str = field(default="", repr=False)
    heading: str = ""
    addressee: str = ""
    place_in_file: str = ""
    cells: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Failure:
    """A row that was not taken in: its number, why, and its cells in the order of the columns."""

    number: int
    reason: str
    cells: tuple[str, ...] = field(repr=False)


class RowReader:
    """Understands rows; knows the units and the names of the places of the organisation (2 queries).

    ``read`` asks the database nothing, so that another thread can read ahead; ``placed`` may.
    """

    def __init__(self, choice: Choice, *, digest: str, zone: str, at: dt.datetime, epoch_1904: bool = False) -> None:
        self._columns: Mapping[str, str] = choice.columns
        self._digest = digest[:16]
        self._zone, self._now, self._epoch_1904 = ZoneInfo(zone), at, epoch_1904
        self._units = {unit.name: unit.pk for unit in people.open_units()}
        self._known = set(Place.objects.values_list("name", flat=True))
        self._places: dict[str, int | None] = {}

    def read(self, rows: Sequence[Row]) -> tuple[list[ReadVoice], list[Failure]]:
        """Understand some rows; each comes back as a voice or as a failure."""
        moments = self._moments(rows)
        voices: list[ReadVoice] = []
        failures: list[Failure] = []
        for row, moment in zip(rows, moments, strict=True):
            try:
                voices.append(self._voice(row, moment))
            except RowFailed as error:
                failures.append(Failure(row.number, str(error), tuple(row.cells.values())))
            except Refusal as refusal:
                failures.append(Failure(row.number, str(refusal.sentence), tuple(row.cells.values())))
        return voices, failures

    def placed(self, voices: Sequence[ReadVoice]) -> list[ReadVoice]:
        """The voices with the place named by all their words, else by those of district, town and village alone.

        No query unless words end in the name of a place; each is looked up once.
        """
        if not self._known:
            return list(voices)
        found = ((voice, self._named(voice.place_words) or self._named(voice.area)) for voice in voices)
        return [replace(voice, place_id=place_id) if place_id else voice for voice, place_id in found]

    def _moments(self, rows: Sequence[Row]) -> list[dt.datetime | None]:
        column = self._columns.get("said_at")
        if column is None:
            return [None] * len(rows)
        texts = pa.array([row.cells.get(column, "").replace("\0", "") for row in rows], pa.string())
        found: list[dt.datetime | None] = read_moments(texts, epoch_1904=self._epoch_1904, zone=self._zone).to_pylist()
        return found

    def _voice(self, row: Row, moment: dt.datetime | None) -> ReadVoice:
        cells = _BLANK | {name: row.cells.get(column, "").replace("\0", "") for name, column in self._columns.items()}
        said_on, said_at = self._said(cells["said_at"], moment)
        places = [cells[name] for name in PLACES]
        place_words = _spaced(places)
        if len(place_words) > LONGEST_PLACE:
            raise RowFailed(_("The place is longer than %(most)s characters.") % {"most": LONGEST_PLACE})
        return ReadVoice(
            number=row.number, source=self._source(cells["id"], row.number), words=storable(_words(cells)),
            said_on=said_on, said_at=said_at, place_words=place_words, area=_spaced(places[:-1]),
            unit_id=self._units.get(cells["unit"]), speaker_name=cells["speaker"], contact=cells["contact"],
            heading=cells["label"][:LONGEST_NAME], addressee=cells["addressee"][:LONGEST_PLACE],
            cells=tuple(row.cells.values()),
        )  # fmt: skip

    def _source(self, number: str, row: int) -> str:
        if len(number) > LONGEST_NUMBER:
            raise RowFailed(_("The number is too long."))
        return f"load:{number}" if number else f"load:{self._digest}:{row}"

    def _said(self, text: str, moment: dt.datetime | None) -> tuple[dt.date, dt.datetime | None]:
        if "said_at" not in self._columns:
            return self._now.astimezone(self._zone).date(), None
        if moment is None:
            raise RowFailed(
                _("The time “%(text)s” is not clear; write it like 2024-05-06 08:30.") % {"text": text[:40]}
            )
        at = moment.replace(tzinfo=self._zone)
        if at > self._now:
            raise RowFailed(_("The time “%(text)s” has not come yet.") % {"text": text[:40]})
        return at.date(), None if at.time() == dt.time() else at

    def _named(self, words: str) -> int | None:
        if words and words not in self._places:
            if len(self._places) >= REMEMBERED:
                self._places.clear()
            hopeful = words in self._known or words.rsplit(" ", maxsplit=1)[-1] in self._known
            found = queries.place_named(words) if hopeful else None
            self._places[words] = found.pk if found else None
        return self._places.get(words)


def _words(cells: Mapping[str, str]) -> str:
    title, words = cells["title"], cells["body"]
    return words if title in words else f"{title}\n\n{words}".strip()


def _spaced(words: Sequence[str]) -> str:
    return " ".join(filter(None, words))
