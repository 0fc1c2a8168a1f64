"""What a voice says for itself beyond its class: alarms, personal data, names of the organisation's places and units.

A stage over partitions; what is suggested because of it is the caller's business.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import pyarrow as pa

from huixiang.digest.alarms import alarms_of
from huixiang.digest.naming import Names
from huixiang.digest.proposals import propose_in_texts

PERSONAL, PLACE, UNIT = "personal", "place", "unit"

NOTICED: Final[Any] = pa.schema(
    [
        pa.field("row", pa.int64(), nullable=False),
        pa.field("kind", pa.string(), nullable=False),
        pa.field("what", pa.string(), nullable=False),
        pa.field("start", pa.int32(), nullable=False),
        pa.field("end", pa.int32(), nullable=False),
        pa.field("confidence", pa.float32(), nullable=False),
    ]
)
SURE_MASK, UNSURE_MASK = 0.9, 0.5
NAMED: Final = 0.8

_Row = tuple[int, str, str, int, int, float]


@dataclass(frozen=True, slots=True)
class Noticer:
    """A stage: a table with ``words`` in, a table as ``NOTICED`` out, in the order of the rows.

    ``what`` is the group of an alarm, the kind of a mask, or the key of a place or unit. ``roster`` are the names of
    people whose names are personal data.
    """

    places: Names
    units: Names
    roster: tuple[str, ...] = ()

    def __call__(self, voices: pa.Table) -> pa.Table:
        """Notice in one partition. A second of one core reads about 8,000 texts of 120 characters."""
        texts: list[str] = voices["words"].to_pylist()
        rows = sorted([*self._named(texts), *_alarmed(texts), *self._personal(texts)])
        columns = list(zip(*rows, strict=True)) or [()] * len(NOTICED)
        return pa.table([pa.array(column, field.type) for column, field in zip(columns, NOTICED, strict=True)], NOTICED)

    def _named(self, texts: list[str]) -> Iterator[_Row]:
        for kind, names in ((PLACE, self.places), (UNIT, self.units)):
            for row, text in enumerate(texts):
                for found in names.found_in(text):
                    yield row, kind, found.key, found.start, found.end, NAMED

    def _personal(self, texts: list[str]) -> Iterator[_Row]:
        for one in propose_in_texts(texts, names=self.roster).to_pylist():
            sure = SURE_MASK if one["certain"] else UNSURE_MASK
            yield one["row"], PERSONAL, one["kind"], one["start"], one["end"], sure


def _alarmed(texts: list[str]) -> Iterator[_Row]:
    for row, text in enumerate(texts):
        for alarm in alarms_of(text):
            yield row, alarm.kind, alarm.group, alarm.start, alarm.end, alarm.confidence
