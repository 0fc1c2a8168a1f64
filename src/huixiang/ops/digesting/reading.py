"""Reads a table from outside into the engine's table of voices; keeps every row and reports what was odd."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
from pyarrow import compute

from huixiang.digest.voices import VOICES
from huixiang.folio.moments import read_moments
from huixiang.ops.digesting.columns import PLACES
from huixiang.ops.digesting.sentences import Tongue
from huixiang.ops.digesting.sheets import Columns, Page, Source, clean, is_empty, join_texts, or_null

_compute: Final[Any] = compute
SHOWN: Final = 80  # characters of a cell that a report of problems repeats
FIELDS: Final = ("id", "title", "body", "speaker", "said_at", "likes", *PLACES)
PROBLEMS: Final = pa.schema(
    [
        ("row", pa.int64()),
        ("id", pa.string()),
        ("column", pa.string()),
        ("value", pa.string()),
        ("problem", pa.string()),
    ]
)

Say = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: the voices in the order of the table, what was odd about them (``PROBLEMS``), and the columns."""

    path: Path
    voices: pa.Table
    problems: pa.Table
    columns: Columns
    header: tuple[str, ...]
    unused: tuple[str, ...]
    troubles: Counter[str]


def read_voices(path: Path, told: Mapping[str, str | None], *, say: Say, also: Sequence[str] = ()) -> Reading:
    """Read a table of voices; every row that holds anything becomes one, in order. ``say`` hears how many.

    Fields in ``also`` must have columns too. A workbook of 1,048,576
    rows takes 25 CPU seconds and 1.5 GB, a .csv of a million rows 10.

    :raises Stopped: no such file, unreadable, no rows, or no column holds the words.
    """
    wanted = [name for name in FIELDS if not (told.get("text") and name in {"title", "body"})]
    source = Source(path, told, wanted=wanted, needed=("text title body", *also))
    hearing = Hearing(epoch_1904=source.epoch_1904)
    voices: list[pa.RecordBatch] = []
    done = 0
    for page in source.pages():
        voices.append(hearing.hear(page))
        done += len(page.numbers)
        say(done)
    source.close()
    return Reading(
        path, pa.Table.from_batches(voices), hearing.problem_table(), source.columns, source.header, source.unused,
        source.troubles,
    )  # fmt: skip


def about_reading(reading: Reading, tongue: Tongue) -> Iterator[str]:
    """Say what was read of a table, and what was odd about it."""
    columns = "、".join(name for names in reading.columns.values() for name in names)
    yield tongue.say("read", rows=reading.voices.num_rows, columns=tongue.say("columns", columns=columns))
    if reading.unused:
        yield tongue.say("not_used", columns="、".join(reading.unused))
    odd = Counter(reading.problems["problem"].to_pylist())
    if odd:
        what = "；".join(f"{tongue.problem(code)} {count:,}" for code, count in odd.most_common())
        yield tongue.say("odd", count=odd.total(), what=what)
    for code, times in reading.troubles.most_common():
        if tongue.problem(code) and times:
            yield tongue.say("trouble", count=times, what=tongue.problem(code))


class Hearing:
    """Turns pages of a table into voices; remembers the ids it has given and the problems it has met."""

    def __init__(self, *, epoch_1904: bool = False, keep_twins: bool = False) -> None:
        """Begin; with ``keep_twins`` an id that was there before stays, where no row points to another by its id."""
        self._epoch_1904, self._keep_twins = epoch_1904, keep_twins
        self._given: set[str] = set()
        self._problems: list[tuple[int, str, str, str, str]] = []

    def hear(self, page: Page) -> pa.RecordBatch:
        """Turn one page into voices (``VOICES``), row by row."""
        titles, bodies = _words(page)
        said, likes = self._said(page), _likes(page)
        ids = self.name(page)
        speaker, place = or_null(page.words(("speaker",), " ")), or_null(page.words(PLACES, " "))
        batch = pa.record_batch([ids, titles, bodies, speaker, said, likes, place], schema=VOICES)
        self._note(page, ids, "", _compute.and_(is_empty(titles), is_empty(bodies)), "empty")
        if "said_at" in page.columns:
            blank = is_empty(page.text("said_at"))
            self._note(page, ids, "said_at", blank, "no_time")
            self._note(page, ids, "said_at", _compute.and_not(_compute.is_null(said), blank), "odd_time")
        if "likes" in page.columns:
            odd = _compute.invert(_compute.match_substring_regex(page.text("likes"), r"^(\d{1,15}(\.0+)?)?$"))
            self._note(page, ids, "likes", odd, "odd_likes")
        return batch

    def name(self, page: Page) -> pa.Array:
        """Give every row an id of its own: the table's, or its row number where that is missing or was there before."""
        if "id" not in page.columns:
            return page.numbers.cast(pa.string())
        texts = _compute.replace_substring_regex(page.text("id"), r"^(\d+)\.0+$", r"\1")
        ids: list[str] = texts.to_pylist()
        fresh = set(ids)
        if len(fresh) == len(ids) and "" not in fresh and self._given.isdisjoint(fresh):
            self._given |= fresh
            return texts
        for place, name in enumerate(ids):
            if not name or (name in self._given and not self._keep_twins):
                number = page.numbers[place].as_py()
                ids[place] = next(new for new in _row_names(number) if new not in self._given)
                self._add(page, number, ids[place], ("id", name), "same_id" if name else "no_id")
            self._given.add(ids[place])
        return pa.array(ids, pa.string())

    def problem_table(self) -> pa.Table:
        """Tell what was odd, in the order of the rows."""
        rows = sorted(self._problems)
        return pa.table([[row[place] for row in rows] for place in range(len(PROBLEMS))], schema=PROBLEMS)

    def _said(self, page: Page) -> pa.Array:
        if "said_at" not in page.columns:
            return pa.nulls(len(page.numbers), pa.timestamp("s"))
        return read_moments(page.text("said_at"), epoch_1904=self._epoch_1904)

    def _note(self, page: Page, ids: pa.Array, field: str, where: pa.Array, problem: str) -> None:
        for place in _compute.indices_nonzero(where).to_pylist():
            value = page.text(field)[place].as_py() if field else ""
            self._add(page, page.numbers[place].as_py(), ids[place].as_py(), (field, value), problem)

    def _add(self, page: Page, number: int, name: str, cell: tuple[str, str], problem: str) -> None:
        column = page.columns[cell[0]][0] if cell[0] else ""
        self._problems.append((number, name, column, cell[1][:SHOWN], problem))


def _words(page: Page) -> tuple[pa.Array, pa.Array]:
    """Tell titles and bodies apart: of the columns told, the first is the title if there are more."""
    told = page.columns.get("text", ())
    if not told:
        return clean(page.text("title")), clean(page.text("body"))
    parts = [clean(page.cells.column(name)) for name in told]
    return (page.empty(), parts[0]) if len(parts) == 1 else (parts[0], join_texts(parts[1:], "\n"))


def _likes(page: Page) -> pa.Array:
    whole = _compute.replace_substring_regex(page.text("likes"), r"^(\d{1,15})(?:\.0+)?$", r"\1")
    sound = _compute.match_substring_regex(whole, r"^\d{1,15}$")
    return _compute.if_else(sound, whole, "0").cast(pa.int64())


def _row_names(number: int) -> Iterable[str]:
    yield f"行{number}"
    yield from (f"行{number}（{again}）" for again in count(2))
