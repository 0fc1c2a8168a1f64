"""What to black out in many texts or a whole table, as one table of proposals; what a place is, ``masking`` decides.

Texts are laid together with a sign between them that no number, name or address can hold, so that a text without
any place costs no more than its characters.
"""

from collections.abc import Collection, Iterator, Sequence
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from huixiang.digest.marks import MaskKind
from huixiang.digest.masking import propose_spans
from huixiang.digest.progress import Progress, silent
from huixiang.digest.spans import Spans

PROPOSALS: Final[Any] = pa.schema(
    [
        pa.field("row", pa.int64(), nullable=False),
        pa.field("column", pa.string(), nullable=False),
        pa.field("start", pa.int64(), nullable=False),
        pa.field("end", pa.int64(), nullable=False),
        pa.field("kind", pa.string(), nullable=False),
        pa.field("certain", pa.bool_(), nullable=False),
        pa.field("text", pa.string(), nullable=False),
    ]
)
_BETWEEN: Final = "\x1e"
_TOGETHER: Final = 200_000  # characters laid together at a time: what a processor's cache holds


def propose_in_table(
    table: pa.Table,
    columns: Sequence[str] | None = None,
    *,
    names: Collection[str] = (),
    progress: Progress = silent,
) -> pa.Table:
    """Propose what to black out in the text columns of a table, or in those named; see ``PROPOSALS``.

    ``row`` counts from 0, ``start`` and ``end`` count characters of the cell as written, ``kind`` is a ``MaskKind``.
    Order: column by column as asked, row by row, place by place. Empty cells have none. ``names`` is the roster.
    Linear: see docs/algorithms/masking.md.

    :raises KeyError: a named column is missing; the message names those there are.
    """
    wanted = [name for name in table.column_names if _is_text(table[name])] if columns is None else list(columns)
    missing = [name for name in wanted if name not in table.column_names]
    if missing:
        raise KeyError(f"no column {', '.join(missing)}; there are {', '.join(table.column_names)}")
    parts = [propose_in_texts(_texts(table[name]), column=name, names=names, progress=progress) for name in wanted]
    return pa.concat_tables(parts) if parts else PROPOSALS.empty_table()


def propose_in_texts(
    texts: Sequence[str], *, column: str = "", names: Collection[str] = (), progress: Progress = silent
) -> pa.Table:
    """Propose what to black out in each text, the same as ``propose_masks`` does one by one; see ``PROPOSALS``."""
    parts = []
    for first, together, found in _found(texts, tuple(names), progress):
        offsets = _offsets(together)
        rows = np.searchsorted(offsets, found.starts, side="right") - 1
        starts, ends = found.starts - offsets[rows], found.ends - offsets[rows]
        parts.append(_table(column, texts, rows + first, starts, ends, found))
    return pa.concat_tables(parts) if parts else PROPOSALS.empty_table()


def count_places(texts: Sequence[str], *, names: Collection[str] = (), progress: Progress = silent) -> int:
    """Count the places that would be proposed in all texts; the words found are never copied."""
    return sum(len(found) for _, _, found in _found(texts, tuple(names), progress))


def _found(
    texts: Sequence[str], names: tuple[str, ...], progress: Progress
) -> Iterator[tuple[int, Sequence[str], Spans]]:
    first, size = 0, 0
    for row, text in enumerate(texts):
        size += len(text) + 1
        if size >= _TOGETHER or row + 1 == len(texts):
            together = texts[first : row + 1]
            yield first, together, propose_spans(_BETWEEN.join(together), names)
            first, size = row + 1, 0
            progress("masking", first, len(texts))


def _offsets(together: Sequence[str]) -> np.ndarray:
    sizes = np.fromiter(map(len, together), np.int64, len(together)) + 1
    return np.concatenate(([0], np.cumsum(sizes)[:-1]))


def _table(
    column: str, texts: Sequence[str], rows: np.ndarray, starts: np.ndarray, ends: np.ndarray, found: Spans
) -> pa.Table:
    places = zip(rows.tolist(), starts.tolist(), ends.tolist(), strict=True)
    kinds = pa.array(list(map(str, MaskKind))).take(pa.array(found.kinds))
    cells = [pa.array(values) for values in (rows, starts, ends)]
    words = pa.array([_written(texts[row][start:end]) for row, start, end in places], pa.string())
    named = pa.array([column] * len(rows), pa.string())
    return pa.table([cells[0], named, *cells[1:], kinds, pa.array(found.certain), words], schema=PROPOSALS)


def _written(words: str) -> str:
    """Give words as they can be stored: half a character of a broken file (a lone surrogate) cannot."""
    return words.encode("utf-8", "replace").decode()


def _is_text(column: pa.ChunkedArray) -> bool:
    kind = column.type
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_dictionary(kind))


def _texts(column: pa.ChunkedArray) -> list[str]:
    texts: list[str] = pc.fill_null(column.cast(pa.string()), "").to_pylist()
    return texts
