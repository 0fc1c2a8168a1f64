"""Reads the facts of the rules from the tables, a batch of problems at a time: the same statements for any number."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from django.db import connection

from huixiang.people.models import Organisation
from huixiang.sorting.replies import named_in
from huixiang.verification.formalism.facts import (
    Closing,
    DueChange,
    MergedAway,
    Move,
    Note,
    OrderFacts,
    Piece,
    Rating,
    Reply,
)
from huixiang.verification.queries import finding_sql as sql

BATCH: Final = 2_000
NO_COPIES: Final[Mapping[tuple[str, int], int]] = {}
Rows = dict[int, list[tuple[Any, ...]]]


def ids_after(last: int, *, changed_since: dt.datetime | None) -> list[int]:
    """The next batch of ids of problems that lie with a unit; only those where something happened since."""
    statement = sql.CHANGED if changed_since else sql.IDS
    with connection.cursor() as cursor:
        cursor.execute(statement, {"last": last, "since": changed_since, "size": BATCH})
        return [row[0] for row in cursor]


def facts_of(
    ids: Sequence[int], *, copies: Mapping[tuple[str, int], int] = NO_COPIES, named: int = 0
) -> Iterator[OrderFacts]:
    """The facts of these problems, in the order of their ids; nine statements.

    ``copies`` counts near copies by kind and id of the reply; ``named`` is how many things a reply may name and still
    be empty: no more than one above it is looked for.
    """
    zone = Organisation.objects.values_list("zone", flat=True).first()
    asked = {"ids": list(ids), "zone": zone}
    parts = {name: _grouped(statement, asked) for name, statement in sql.PARTS.items()}
    with connection.cursor() as cursor:
        cursor.execute(sql.PROBLEMS, asked)
        rows = cursor.fetchall()
    for row in rows:
        yield _facts(row, {name: found.get(row[0], []) for name, found in parts.items()}, copies, named)


def _grouped(statement: str, asked: Mapping[str, Any]) -> Rows:
    """Rows by their first column, the problem."""
    found: Rows = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(statement, asked)
        for problem, *rest in cursor.fetchall():
            found[problem].append(tuple(rest))
    return found


def _facts(
    row: Sequence[Any], parts: Mapping[str, list[tuple[Any, ...]]], copies: Mapping[tuple[str, int], int], named: int
) -> OrderFacts:
    pk, unit, state, voices, dispatched, due, reported, hops, returns = row
    return OrderFacts(
        id=pk,
        unit=unit,
        state=state,
        dispatched_at=dispatched,
        due_at=due,
        reported_at=reported,
        hops=hops,
        returns=returns,
        voices=voices,
        moves=tuple(Move(*one) for one in parts["moves"]),
        replies=tuple(_reply(one, copies, named) for one in parts["replies"]),
        due_changes=tuple(DueChange(*one) for one in parts["due_changes"]),
        ratings=tuple(Rating(*one) for one in parts["ratings"]),
        evidence=tuple(Piece(*one) for one in parts["evidence"]),
        notes=tuple(Note(*one) for one in parts["notes"]),
        closings=tuple(Closing(*one) for one in parts["closings"]),
        merged=tuple(MergedAway(*one) for one in parts["merged"]),
        voices_left=tuple(day for (day,) in parts["left"]),
    )


def _reply(row: Sequence[Any], copies: Mapping[tuple[str, int], int], named: int) -> Reply:
    record, pk, answer, at, contacted = row
    found = named_in(answer, enough=named + 1)
    return Reply(
        id=pk, answer=answer, at=at, contacted_at=contacted, record=record, copies=copies.get((record, pk), 0),
        names_act=found.act, names_date=found.date, names_unit=found.unit,
    )  # fmt: skip


def replies_since(since: dt.datetime) -> Iterator[tuple[str, int, int, str]]:
    """Every reply since a moment: kind, id, problem, words; read from the server piece by piece, in one order."""
    link = connection.connection
    with link.cursor(name="replies") as cursor:
        cursor.itersize = 5_000
        cursor.execute(sql.REPLIES_SINCE, {"since": since})
        yield from cursor
