"""Turns the items of a document into voices: words, where they stood, what headed them, whom they were meant for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from huixiang.folio.lists.outline import Item
from huixiang.folio.lists.wire import from_plain
from huixiang.kernel import clock
from huixiang.kernel.errors import Refusal
from huixiang.listening.services.imports.choosing import Choice
from huixiang.listening.services.imports.understanding import LONGEST_NAME, LONGEST_PLACE, Failure, ReadVoice
from huixiang.listening.services.wording import storable
from huixiang.people import queries as people

LONGEST_PLACE_IN_FILE = 60


class ItemReader:
    """Understands items; an item whose addressee is a unit of ours is meant for that unit (1 query)."""

    def __init__(self, choice: Choice, *, digest: str, zone: str, at: dt.datetime) -> None:
        self._ticked = None if choice.items is None else frozenset(choice.items)
        self._digest = digest[:16]
        self._day = dt.date.fromisoformat(choice.said_on) if choice.said_on else clock.day_of(at, zone=zone)
        self._units = {unit.name: unit.pk for unit in people.open_units()}

    def wanted(self, outline: Mapping[str, Any], *, after: int) -> list[tuple[int, Item]]:
        """The ticked items behind a position, each with its place in the order of the document, from 1."""
        numbered = enumerate(from_plain(outline).items, start=1)
        return [
            (number, item)
            for number, item in numbered
            if number > after and (self._ticked is None or number in self._ticked)
        ]

    def read(self, items: Sequence[tuple[int, Item]]) -> tuple[list[ReadVoice], list[Failure]]:
        """Understand some items; each comes back as a voice or as a failure."""
        voices: list[ReadVoice] = []
        failures: list[Failure] = []
        for number, item in items:
            try:
                voices.append(self._voice(number, item))
            except Refusal as refusal:
                failures.append(Failure(number, str(refusal.sentence), (item.text,)))
        return voices, failures

    def _voice(self, number: int, item: Item) -> ReadVoice:
        heading = item.label or (item.path[-1] if item.path else "")
        return ReadVoice(
            number=number, source=f"load:{self._digest}:{number}", words=storable(item.text), said_on=self._day,
            unit_id=self._units.get(item.addressee or ""), heading=heading[:LONGEST_NAME],
            addressee=(item.addressee or "")[:LONGEST_PLACE], place_in_file=str(item.place)[:LONGEST_PLACE_IN_FILE],
        )  # fmt: skip
