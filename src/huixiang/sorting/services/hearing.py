"""What the engine hears in a text that nobody has sent: labels and a place, by the same rules as for voices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import pyarrow as pa

from huixiang.digest.apart import classes_of
from huixiang.kernel.tenancy import current_organisation_id
from huixiang.listening.models import Place
from huixiang.sorting.models import Label
from huixiang.sorting.services.arriving import FOUND
from huixiang.sorting.services.running.current import current_model
from huixiang.sorting.services.running.files import kept_folder
from huixiang.sorting.services.running.found import Rows, heard_of
from huixiang.sorting.services.running.order import order_now
from huixiang.sorting.services.suggesting.around import places_by_id
from huixiang.sorting.services.suggesting.facts import Heard, Said
from huixiang.sorting.services.suggesting.making import LEAST_CLASS, place_named_in

NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True)
class HeardLabel:
    """A label with how sure the engine is of it, from 0 to 1, and the words that decided."""

    label: Label
    confidence: float
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HeardText:
    """What was heard: labels, the surest first, and the place named, if any."""

    labels: tuple[HeardLabel, ...] = ()
    place: Place | None = None


def hear_text(words: str, *, at: datetime) -> HeardText:
    """Say under which labels a text would be suggested and which place it names; nothing is kept.

    Labels under 0.5 are left out, as they are for voices. Costs about 8 queries, the longer the more places there are.
    """
    order = order_now(at=at, guided=False)
    model = current_model(order.kinds, kept_folder(current_organisation_id()) / "model", at=at)
    classes = Rows(classes_of(model, [words], order.kinds)) if model else None
    noticed = Rows(order.noticer(pa.table({"words": pa.array([words], pa.string())})))
    heard = heard_of(_one_row(), 0, {}, classes, noticed)[0]
    named = place_named_in(heard, places_by_id())
    return HeardText(_labels(heard), named[0] if named else None)


def _one_row() -> pa.Table:
    row = dict.fromkeys(FOUND.names) | {"id": str(NOBODY), "alike": 0.0, "score": 0.0}
    return pa.Table.from_pylist([row], schema=FOUND)


def _labels(heard: Heard) -> tuple[HeardLabel, ...]:
    said: list[Said] = sorted(
        (one for one in heard.classes if one.confidence >= LEAST_CLASS), key=lambda one: -one.confidence
    )
    known = Label.objects.select_related("taxonomy").in_bulk([one.label_id for one in said])
    return tuple(HeardLabel(known[one.label_id], one.confidence, one.words) for one in said if one.label_id in known)
