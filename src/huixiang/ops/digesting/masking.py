"""``huixiang digest mask``: proposes what to black out in a table or a text, with its kind and span."""

import argparse
import time
from collections.abc import Collection
from pathlib import Path
from typing import Final

import pyarrow as pa

from huixiang.digest.proposals import propose_in_table, propose_in_texts
from huixiang.folio.signs import looks_like, read_text
from huixiang.ops.digesting.names import read_names
from huixiang.ops.digesting.outputs import whole_file
from huixiang.ops.digesting.reading import Hearing
from huixiang.ops.digesting.refusals import NoRows, NoTable, Unreadable
from huixiang.ops.digesting.sentences import Tongue
from huixiang.ops.digesting.sheets import Source
from huixiang.ops.digesting.tables import check_kind, write_results
from huixiang.ops.digesting.telling import Teller, telling

TEXTS: Final = (".txt", ".md", ".text", ".log")
COLUMNS: Final = ("id", "row", "column", "start", "end", "kind", "certain", "text")


def run(options: argparse.Namespace, tongue: Tongue) -> int:
    """Run the command; returns the exit code. ``start`` and ``end`` count characters of a cell without the spaces
    around it, or of the whole text.

    :raises Stopped: the file or an option will not do, or nothing can be written.
    """
    started = time.monotonic()
    check_kind(options.out)
    names = read_names(options.names)
    if not options.table.is_file():
        raise NoTable(path=options.table)
    with telling(tongue) as teller:
        is_text = options.table.suffix.casefold() in TEXTS
        found = _in_text(options.table, names) if is_text else _in_table(options, names, teller)
        with whole_file(options.out) as path:
            write_results(path, found, title="masks")
        teller.say(tongue.say("done_masks", count=found.num_rows, seconds=time.monotonic() - started))
    print(tongue.say("written", path=options.out))
    return 0


def _in_text(path: Path, names: Collection[str]) -> pa.Table:
    content = path.read_bytes()
    text = read_text(content) if looks_like(content) is None else None
    if text is None:
        raise Unreadable(path=path.name, why="no_text")
    if not text.strip():
        raise NoRows(path=path.name, header="—")
    found = propose_in_texts([text], names=names)
    lines = [text.count("\n", 0, start) + 1 for start in found["start"].to_pylist()]
    return _laid_out(found, pa.array([""] * len(lines), pa.string()), pa.array(lines, pa.int64()))


def _in_table(options: argparse.Namespace, names: Collection[str], teller: Teller) -> pa.Table:
    told = {"id": options.id, "text": options.text}
    source = Source(options.table, told, wanted=("id",))
    if not options.text:
        rest = tuple(name for name in source.header if name not in source.columns.get("id", ()))
        source.columns["text"] = rest
    hearing = Hearing(epoch_1904=source.epoch_1904)
    parts = []
    done = 0
    for page in source.pages():
        ids = hearing.name(page)
        columns = [name for name in page.columns["text"] if name in page.cells.schema.names]
        found = propose_in_table(pa.Table.from_batches([page.cells]), columns, names=names)
        parts.append(
            _laid_out(found, ids.take(found["row"].combine_chunks()), page.numbers.take(found["row"].combine_chunks()))
        )
        done += len(page.numbers)
        teller("masks", done, 0)
    return pa.concat_tables(parts)


def _laid_out(found: pa.Table, ids: pa.Array, rows: pa.Array) -> pa.Table:
    table = found.drop_columns(["row"]).append_column("id", ids).append_column("row", rows)
    return table.select(list(COLUMNS))
