"""What matters are, as tables: one row a voice, one row a matter."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pyarrow as pa

VOICES_OUT: Final[Any] = pa.schema(
    [
        pa.field("id", pa.string(), nullable=False),
        pa.field("repeat_of", pa.string()),
        pa.field("matter", pa.string()),
        pa.field("reason", pa.string()),
    ]
)
MATTERS_OUT: Final[Any] = pa.schema(
    [
        pa.field("matter", pa.string(), nullable=False),
        pa.field("title", pa.string(), nullable=False),
        pa.field("place", pa.string()),
        pa.field("people", pa.string()),
        pa.field("first", pa.timestamp("s")),
        pa.field("last", pa.timestamp("s")),
        pa.field("voices", pa.int32(), nullable=False),
        pa.field("speakers", pa.int32(), nullable=False),
        pa.field("heat", pa.float64(), nullable=False),
        pa.field("trend", pa.list_(pa.int32()), nullable=False),
        pa.field("burst", pa.float64(), nullable=False),
        pa.field("words", pa.list_(pa.string()), nullable=False),
        pa.field("representative", pa.string(), nullable=False),
        pa.field("within_90_days", pa.int32(), nullable=False),
        pa.field("within_180_days", pa.int32(), nullable=False),
    ]
)


@dataclass(frozen=True, slots=True)
class Matters:
    """Voices sorted into matters.

    ``voices`` has the rows of the table that was sorted, in its order: ``repeat_of`` is the id of the voice that is
    repeated, ``matter`` is null for a voice that stands alone, ``reason`` says why it is where it is. ``matters``
    is ordered by heat, hottest first; ``within_90_days`` is the most voices in any 90 days. ``trend`` counts voices
    per step; the steps of all matters are the same and begin at ``steps``, one date (YYYY-MM) each. ``likeness`` says
    of each voice how alike it is, on average, to the others of its matter, where that was found out.
    """

    voices: pa.Table
    matters: pa.Table
    steps: tuple[str, ...]
    likeness: np.ndarray[Any, np.dtype[Any]] | None = None
