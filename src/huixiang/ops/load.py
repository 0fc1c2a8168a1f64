"""Loads a table of voices: ``huixiang load TABLE --organisation SLUG``.

Decides which column is what and which rows can be understood; taking them in is listening's business, filing them into
the inbox sorting's. Loading the same table again loads nothing twice. Rows that cannot be understood are written to a
table beside it with their reason, or to the data folder where none may be written beside it.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import sys
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from django.conf import settings

from huixiang.folio.tables import Row, Table, find_columns, read_table_in_child, write_table
from huixiang.folio.unsafe import UnsafeFile
from huixiang.kernel import clock
from huixiang.kernel.actor import Actor, system
from huixiang.kernel.errors import Refusal
from huixiang.kernel.tenancy import acting_in
from huixiang.listening import queries, services
from huixiang.listening.models import Place
from huixiang.listening.services import ImportedVoice
from huixiang.people import queries as people
from huixiang.people.models import Organisation, Unit
from huixiang.sorting import services as sorting

ALIASES: Final[Mapping[str, Collection[str]]] = {
    "number": ("留言编号", "工单编号", "工单号", "受理编号", "编号", "序号", "id"),
    "title": ("留言主题", "主题", "标题", "title"),
    "words": ("留言详情", "主要内容", "诉求内容", "留言内容", "反映内容", "内容", "原话", "words", "content"),
    "said": ("留言时间", "来电时间", "受理时间", "反映时间", "时间", "日期", "date"),
    "name": ("留言用户", "来电人", "诉求人", "反映人", "姓名", "name"),
    "contact": ("来电人电话/账号", "联系电话", "来电号码", "联系方式", "电话", "手机", "contact"),
    "district": ("被反映区", "区县", "所属区"),
    "town": ("被反映街乡镇", "街乡镇", "街道", "乡镇"),
    "village": ("村/社区", "村社区", "社区"),
    "spot": ("小区点位", "地址", "地点", "place"),
    "unit": ("主办单位", "承办单位", "责任单位", "unit"),
}
PLACE_FIELDS: Final = ("district", "town", "village", "spot")
DAY_FORMATS: Final = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日")
TIME_FORMATS: Final = ("", " %H:%M:%S", " %H:%M", "T%H:%M:%S")
LONGEST_PLACE: Final = 120
FILED_AT_ONCE: Final = 500
LONGEST_CELL: Final = 32_767

UNREADABLE: Final[Mapping[str, str]] = {
    "empty": "文件是空的", "no_header": "第一行没有列名", "kind_not_allowed": "只收 .xlsx 和 .csv",
    "content_mismatch": "里面的内容和文件后缀对不上；请另存为 .xlsx 或 UTF-8 的 .csv", "too_many_columns": "列太多",
    "too_large": "文件太大，请分成几个", "too_many_rows": "行太多，请分成几个文件",
    "zip_bomb": "解开以后大得不像一张表", "encrypted": "文件有密码，请去掉密码再存一次",
}  # fmt: skip

Say = Callable[[str], None]


class RowFailed(ValueError):
    """A row cannot be understood; the message says why, in words for whoever made the table."""


@dataclass(slots=True)
class Loaded:
    """What became of a table."""

    rows: int = 0
    new: int = 0
    filed: int = 0
    failed: list[tuple[Row, str]] = field(default_factory=list)
    failed_path: Path | None = None
    unused_columns: tuple[str, ...] = ()

    @property
    def known(self) -> int:
        """Rows that had been loaded before."""
        return self.rows - self.new - len(self.failed)


def load_table(path: Path, organisation: Organisation, *, by: Actor | None = None, progress: Say = print) -> Loaded:
    """Load every row that can be understood and file it into the inbox; call it outside any transaction.

    Rows are known by their number (else by the table's digest and their line), so that loading again is harmless.

    :raises UnsafeFile: the table cannot be read; nothing was written.
    :raises RowFailed: no column holds the words; nothing was written.
    """
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()[:16]
    table = read_table_in_child(content, name=path.name)
    columns = find_columns(table.header, ALIASES)
    if not {"words", "title"} & set(columns):
        raise RowFailed(f"没有找到写内容的列。列名可以是：{'、'.join(ALIASES['words'])}")
    unused = tuple(name for name in table.header if name not in columns.values())
    loaded = Loaded(rows=len(table.rows), unused_columns=unused)
    progress(f"{loaded.rows} rows read, columns: " + ", ".join(f"{key}={name}" for key, name in columns.items()))
    with acting_in(organisation.pk):
        rows = _understood(table, columns, digest, organisation, loaded)
        actor = by or system(organisation.pk)
        loaded.new = services.import_voices(rows=rows, origin=digest, by=actor, at=clock.now())
    progress(f"{loaded.new} voices taken in, {loaded.known} were here before, {len(loaded.failed)} rows failed")
    loaded.filed = _file_all(organisation, progress)
    loaded.failed_path = _write_failed(path, table, loaded)
    return loaded


def _file_all(organisation: Organisation, progress: Say) -> int:
    total = 0
    while True:
        with acting_in(organisation.pk):
            filed = sorting.file_waiting_voices(FILED_AT_ONCE)
        total += filed
        if not filed:
            return total
        progress(f"{total} filed into the inbox")


def _write_failed(path: Path, table: Table, loaded: Loaded) -> Path | None:
    if not loaded.failed:
        return None
    lines = [(str(row.number), reason, *map(_fitting, row.cells.values())) for row, reason in loaded.failed]
    content = write_table(("行号", "没有载入的原因", *table.header), lines, title="没有载入的行")
    target = path.with_name(f"{path.stem}-failed.xlsx")
    try:
        target.write_bytes(content)
    except OSError:  # a folder we may only read
        target = settings.DATA_DIR / target.name
        target.write_bytes(content)
    return target


def _fitting(cell: str) -> str:
    """Cut what a spreadsheet's cell cannot hold; the table itself still has all of it."""
    return cell if len(cell) <= LONGEST_CELL else f"{cell[: LONGEST_CELL - 1]}…"


def _understood(
    table: Table, columns: Mapping[str, str], digest: str, organisation: Organisation, loaded: Loaded
) -> list[ImportedVoice]:
    reader = RowReader(columns, digest, organisation)
    rows: list[ImportedVoice] = []
    for row in table.rows:
        try:
            rows.append(reader.read(row))
        except (RowFailed, Refusal) as error:
            loaded.failed.append((row, str(error)))
    return rows


class RowReader:
    """Turns rows into voices; remembers what it has seen of numbers, places and units."""

    def __init__(self, columns: Mapping[str, str], digest: str, organisation: Organisation) -> None:
        self._columns, self._digest = columns, digest
        self._zone = ZoneInfo(organisation.zone)
        self._now = clock.now()
        self._units: dict[str, Unit] = {unit.name: unit for unit in people.open_units()}
        self._places: dict[str, Place | None] = {}
        self._lines: dict[str, int] = {}

    def read(self, row: Row) -> ImportedVoice:
        """Understand one row.

        :raises RowFailed: a fact is missing or makes no sense.
        :raises NothingSaid, TooLong: the words cannot be kept.
        """
        said_on, said_at = self._said(self._cell(row, "said"))
        place_words = " ".join(filter(None, (self._cell(row, name) for name in PLACE_FIELDS)))
        if len(place_words) > LONGEST_PLACE:
            raise RowFailed(f"地点超过 {LONGEST_PLACE} 个字")
        words = services.storable(self._words(row))
        return ImportedVoice(
            source=self._source(row), words=words, said_on=said_on, said_at=said_at, place=self._place(place_words),
            place_words=place_words, unit=self._units.get(self._cell(row, "unit")),
            speaker_name=self._cell(row, "name"), contact=self._cell(row, "contact"),
        )  # fmt: skip

    def _cell(self, row: Row, name: str) -> str:
        return row.cells.get(self._columns.get(name, ""), "").replace("\0", "")

    def _words(self, row: Row) -> str:
        title, words = self._cell(row, "title"), self._cell(row, "words")
        return words if title in words else f"{title}\n\n{words}".strip()

    def _source(self, row: Row) -> str:
        number = self._cell(row, "number")
        source = f"load:{number}" if number else f"load:{self._digest}:{row.number}"
        if len(source) > LONGEST_PLACE:
            raise RowFailed("编号太长")
        first = self._lines.setdefault(source, row.number)
        if first != row.number:
            raise RowFailed(f"编号和第 {first} 行相同")
        return source

    def _said(self, text: str) -> tuple[dt.date, dt.datetime | None]:
        if "said" not in self._columns:
            return self._now.astimezone(self._zone).date(), None
        found = next(_moments(" ".join(text.split())), None)
        if found is None:
            raise RowFailed(f"看不懂时间“{text}”，请写成 2024-05-06 08:30")
        at = found.replace(tzinfo=self._zone)
        if at > self._now:
            raise RowFailed(f"时间“{text}”还没到")
        return at.date(), None if at.time() == dt.time() else at

    def _place(self, words: str) -> Place | None:
        if words and words not in self._places:
            self._places[words] = queries.place_named(words)
        return self._places.get(words)


def _moments(text: str) -> Iterator[dt.datetime]:
    for day in DAY_FORMATS:
        for time in TIME_FORMATS:
            try:
                yield dt.datetime.strptime(text, day + time)  # noqa: DTZ007 - the zone is the organisation's
            except ValueError:
                continue


def main(argv: Sequence[str]) -> int:
    """Run ``huixiang load``; Django is set up by the caller. Returns 1 when rows failed, 2 when nothing was read."""
    parser = argparse.ArgumentParser(prog="huixiang load", description="Load a table of voices (.xlsx or .csv).")
    parser.add_argument("table", type=Path)
    parser.add_argument("--organisation", required=True, metavar="SLUG")
    options = parser.parse_args(argv)
    organisation = Organisation.objects.filter(slug=options.organisation).first()
    if organisation is None or not options.table.is_file():
        print(f"There is no {'table' if organisation else 'organisation'} of this name.", file=sys.stderr)
        return 2
    try:
        loaded = load_table(options.table, organisation)
    except (UnsafeFile, RowFailed) as error:
        print(f"Nothing was loaded: {_why(error)}", file=sys.stderr)
        return 2
    if loaded.unused_columns:
        print(f"Columns left in the table only: {', '.join(loaded.unused_columns)}")
    if loaded.failed_path:
        print(f"{len(loaded.failed)} rows failed; they are in {loaded.failed_path}")
    return 1 if loaded.failed else 0


def _why(error: UnsafeFile | RowFailed) -> str:
    return UNREADABLE.get(error.code, "文件坏了，打不开") if isinstance(error, UnsafeFile) else str(error)
