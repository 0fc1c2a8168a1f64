"""Voices that just arrived: what they repeat, which matter they join, their labels, what is urgent. Within a second.

Nothing here reads all voices: repeats come from the kept index, matters from the few that share rare runs of words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

import pyarrow as pa
from django.db.models import QuerySet

from huixiang.digest.apart import classes_of, index_missing
from huixiang.digest.repeats.index import RepeatIndex
from huixiang.kernel.tenancy import acting_in
from huixiang.listening.models import Voice
from huixiang.sorting.models import LabelGiven, Unweighed
from huixiang.sorting.services.arriving.attaching import Attached, attach_all
from huixiang.sorting.services.running.current import current_model
from huixiang.sorting.services.running.files import kept_folder, repeats_folder
from huixiang.sorting.services.running.found import Rows, heard_of, write_heard
from huixiang.sorting.services.running.order import order_now
from huixiang.sorting.services.running.voices import table_of
from huixiang.sorting.services.suggesting.around import Habits
from huixiang.sorting.services.suggesting.facts import Heard
from huixiang.sorting.states import InboxState

AT_ONCE: Final = 100
MANY: Final = 2_000
"""Voices that wait from which on a whole run is the quicker way."""
TOO_MANY: Final = -1
FOUND: Final = pa.schema(
    [
        ("id", pa.string()),
        ("repeat_of", pa.string()),
        ("matter", pa.string()),
        ("reason", pa.string()),
        ("alike", pa.float64()),
        ("score", pa.float64()),
        ("shared", pa.string()),
    ]
)

Now = Callable[[], datetime]
Repeats = dict[str, tuple[str | None, float, str]]


def weigh_arrivals(*, organisation_id: int, now: Now) -> int:
    """Suggest for the voices that nobody weighed yet, in batches of 100, each a transaction; says how many.

    ``TOO_MANY`` when more than 2,000 wait: then a whole run is due. Doing it again changes nothing. Call it outside
    any transaction.
    """
    with acting_in(organisation_id):
        if _unweighed().order_by()[: MANY + 1].count() > MANY:
            return TOO_MANY
    done = 0
    while True:
        with acting_in(organisation_id):
            voices = _waiting()
            if voices:
                weigh(voices, organisation_id, at=now())
        done += len(voices)
        if len(voices) < AT_ONCE:
            return done


def _waiting() -> list[Voice]:
    rows = _unweighed().select_related("item__voice__place").defer("item__terms")
    return [row.item.voice for row in rows[:AT_ONCE]]


def _unweighed() -> QuerySet[Unweighed]:
    return Unweighed.objects.exclude(item__state=InboxState.WITHDRAWN).order_by("number")


def weigh(voices: Sequence[Voice], organisation_id: int, *, at: datetime) -> dict[str, int]:
    """Suggest for these voices in the caller's transaction; says how many suggestions are new, by kind."""
    table = table_of(voices)
    order = order_now(at=at, guided=False)
    repeats = _repeats(table, organisation_id)
    attached = attach_all(voices, table, repeats, kept_folder(organisation_id) / "ground")
    found = _found(table, repeats, attached)
    words: list[str] = table["words"].to_pylist()
    model = current_model(order.kinds, kept_folder(organisation_id) / "model", at=at)
    classes = classes_of(model, words, order.kinds) if model else None
    noticed = Rows(order.noticer(table.select(["words"])))
    keys = {str(one.matter_id): one.matter_id for one in attached.values()}
    heard = heard_of(found, 0, keys, Rows(classes) if classes is not None else None, noticed)
    return write_heard(heard, habits=Habits.lately(_labels(heard)), run_id=None, at=at)


def _labels(heard: Sequence[Heard]) -> set[int]:
    """The labels whose habits may tell a unit: those the engine said, and those people gave."""
    given = LabelGiven.objects.filter(voice__in=[one.voice_id for one in heard], ended_at=None).order_by()
    return {said.label_id for one in heard for said in one.classes} | set(given.values_list("label_id", flat=True))


def _repeats(table: pa.Table, organisation_id: int) -> Repeats:
    """What each voice repeats, of all that the kept index holds; those it holds already were asked about before."""
    folder = repeats_folder(organisation_id)
    held = RepeatIndex.open(folder).held(table["id"].to_pylist()) if folder.exists() else {}
    found: Repeats = {one: (first, score, "") for one, (first, score) in held.items()}
    fresh = index_missing(table, folder)
    for row in fresh.to_pylist() if fresh is not None else ():
        found[row["id"]] = (row["repeat_of"], row["score"] or 0.0, row["reason"] or "")
    return found


def _found(table: pa.Table, repeats: Repeats, attached: dict[UUID, Attached]) -> pa.Table:
    rows = list(_rows(table, repeats, attached))
    return pa.Table.from_pylist(rows, schema=FOUND)


def _rows(table: pa.Table, repeats: Repeats, attached: dict[UUID, Attached]) -> Iterator[dict[str, object]]:
    for one in table["id"].to_pylist():
        first, score, shared = repeats.get(one, (None, 0.0, ""))
        matter = attached.get(UUID(one))
        yield {
            "id": one, "repeat_of": first, "matter": str(matter.matter_id) if matter else None,
            "reason": matter.reason if matter else None, "alike": matter.alike if matter else 0.0,
            "score": score, "shared": shared,
        }  # fmt: skip
