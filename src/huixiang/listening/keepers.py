"""Who keeps something of a voice beside listening: how each forgets it, tells of it, and when it must not go yet.

Registered once at start in config/wiring.py. Whoever adds a table with words of people adds what erases it here; the
table of all columns is docs/personal-data.md, and a guard test fails when a column is missing in it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import QuerySet

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Words
else:
    Words = object


@dataclass(frozen=True, slots=True)
class KeptPart:
    """Something that is kept of a voice, for its speaker: ``heading`` for a reader, ``name`` for a machine.

    ``rows`` are small tables of texts, numbers and days, in order.
    """

    name: str
    heading: Words
    rows: Sequence[Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Keeper:
    """A capability that keeps something of voices.

    ``forget`` erases it in the caller's transaction, as often as it is called, and gives the names of records of the
    log whose words are gone (``entry:12``). ``told`` gives what is kept of one voice. ``held`` gives for voices that
    must stay on a day the reason, for the office to read.
    """

    name: str
    forget: Callable[[Collection[UUID], dt.datetime], Collection[str]]
    told: Callable[[UUID], Sequence[KeptPart]]
    held: Callable[[Collection[UUID], dt.date], Mapping[UUID, Words]]


Settled = Callable[[dt.date], QuerySet[Any]]
"""The ids of voices whose matter was settled on or before a day, as a subquery."""

_keepers: dict[str, Keeper] = {}
_settled: list[Settled] = []


def register_keeper(keeper: Keeper) -> None:
    """Ask this one too from now on; twice the same name counts once."""
    _keepers[keeper.name] = keeper


def register_settled(settled: Settled) -> None:
    """Say who knows when the matter of a voice was settled."""
    _settled[:] = [settled]


def keepers() -> tuple[Keeper, ...]:
    """All of them, in the order in which they were registered."""
    return tuple(_keepers.values())


def settled_until(day: dt.date) -> list[QuerySet[Any]]:
    """Subqueries of the voices whose matter was settled on or before a day; empty where nobody knows."""
    return [settled(day) for settled in _settled]
