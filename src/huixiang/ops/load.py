"""Loads a table of voices: ``huixiang load TABLE --organisation SLUG``.

Says what happens and puts the rows that failed beside the table, or into the data folder where none may be written
beside it. Reading and taking in is listening's business; the desk files as they come.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.conf import settings

from huixiang.folio.unsafe import UnsafeFile
from huixiang.kernel import clock
from huixiang.kernel.actor import Actor, system
from huixiang.kernel.tenancy import acting_in
from huixiang.listening import queries, services
from huixiang.listening.models import Import
from huixiang.people.models import Organisation

UNREADABLE: Final[Mapping[str, str]] = {
    "empty": "文件是空的", "no_header": "第一行没有列名", "kind_not_allowed": "只收 .xlsx 和 .csv",
    "content_mismatch": "里面的内容和文件后缀对不上；请另存为 .xlsx 或 UTF-8 的 .csv", "too_many_columns": "列太多",
    "too_large": "文件太大，请分成几个", "too_many_rows": "行太多，请分成几个文件",
    "zip_bomb": "解开以后大得不像一张表", "encrypted": "文件有密码，请去掉密码再存一次",
}  # fmt: skip

Say = Callable[[str], None]


@dataclass(slots=True)
class Loaded:
    """What became of a table."""

    rows: int = 0
    new: int = 0
    known: int = 0
    failed: int = 0
    filed: int = 0
    failed_path: Path | None = None
    unused_columns: tuple[str, ...] = ()


def load_table(path: Path, organisation: Organisation, *, by: Actor | None = None, progress: Say = print) -> Loaded:
    """Load every row that can be understood and file it into the inbox; call it outside any transaction.

    Rows are known by their number (else by the table's digest and their line), so that loading again is harmless; each
    thousand has a transaction of its own. The desk shows it among its imports, where it can be taken back.

    :raises UnsafeFile: the table cannot be read; nothing was written.
    :raises NotChosen: no column holds the words; nothing was written.
    """
    with acting_in(organisation.pk):
        actor = by or system(organisation.pk)
        begun = services.begin_load(path=path, by=actor, at=clock.now())
        header = services.survey_of(begun)["header"]
    columns = services.choice_of(begun.choice).columns
    progress(f"{begun.rows} rows read, columns: " + ", ".join(f"{key}={name}" for key, name in columns.items()))
    services.run_import(organisation_id=organisation.pk, import_id=begun.pk, path=path)
    with acting_in(organisation.pk):
        brought = queries.import_by_id(begun.pk)
        loaded = Loaded(brought.rows, brought.new, brought.known, brought.failed)
        loaded.failed_path = _write_failed(path, brought)
    loaded.unused_columns = tuple(name for name in header if name not in columns.values())
    progress(f"{loaded.new} voices taken in, {loaded.known} were here before, {loaded.failed} rows failed")
    loaded.filed = loaded.new
    progress(f"{loaded.filed} filed into the inbox")
    return loaded


def _write_failed(path: Path, brought: Import) -> Path | None:
    if not brought.failed:
        return None
    target = path.with_name(f"{path.stem}-failed.xlsx")
    try:
        services.write_failed_rows(brought, target)
    except OSError:  # a folder we may only read
        target = settings.DATA_DIR / target.name
        services.write_failed_rows(brought, target)
    return target


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
    except (UnsafeFile, services.NotChosen) as error:
        print(f"Nothing was loaded: {_why(error)}", file=sys.stderr)
        return 2
    if loaded.unused_columns:
        print(f"Columns left in the table only: {', '.join(loaded.unused_columns)}")
    if loaded.failed_path:
        print(f"{loaded.failed} rows failed; they are in {loaded.failed_path}")
    return 1 if loaded.failed else 0


def _why(error: UnsafeFile | services.NotChosen) -> str:
    return UNREADABLE.get(error.code, "文件坏了，打不开") if isinstance(error, UnsafeFile) else str(error)
