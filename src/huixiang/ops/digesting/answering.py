"""``huixiang digest replies``: marks each reply, one question at a time, with the words each mark rests on."""

import argparse
import time
from typing import Any

import pyarrow as pa

from huixiang.digest.replies.scoring import score_replies
from huixiang.folio.moments import read_moments
from huixiang.kernel.calendar import WorkingCalendar
from huixiang.ops.digesting.outputs import whole_file
from huixiang.ops.digesting.reading import Hearing
from huixiang.ops.digesting.sentences import Tongue
from huixiang.ops.digesting.sheets import Page, Source, clean, join_texts
from huixiang.ops.digesting.tables import check_kind, write_results
from huixiang.ops.digesting.telling import telling


def run(options: argparse.Namespace, tongue: Tongue) -> int:
    """Run the command; returns the exit code.

    :raises Stopped: the table or an option will not do, or nothing can be written.
    """
    started = time.monotonic()
    check_kind(options.out)
    told = {
        "id": options.id, "text": options.asked, "answer": options.answer, "said_at": options.asked_at,
        "answered_at": options.answered_at,
    }  # fmt: skip
    wanted = ["id", "answer", "said_at", "answered_at", *([] if options.asked else ["title", "body"])]
    source = Source(options.table, told, wanted=wanted, needed=("text title body", "answer"))
    hearing = Hearing(keep_twins=True)
    parts = []
    done = 0
    with telling(tongue) as teller:
        for page in source.pages():
            parts.append(_replies(page, hearing.name(page), epoch_1904=source.epoch_1904))
            done += len(page.numbers)
            teller("table", done, 0)
        found = score_replies(pa.concat_tables(parts), workday=WorkingCalendar().is_working, progress=teller)
        with whole_file(options.out) as path:
            write_results(path, found if path.suffix == ".parquet" else flattened(found), title="replies")
        teller.say(tongue.say("done_rows", rows=found.num_rows, seconds=time.monotonic() - started))
    print(tongue.say("written", path=options.out))
    return 0


def flattened(found: pa.Table) -> pa.Table:
    """Write the words of each mark into one cell, and each point as what was asked and the words that answer it."""
    columns = {}
    for name in found.column_names:
        column = found[name]
        if pa.types.is_list(column.type):
            columns[name] = pa.array(["；".join(map(_said, cell or ())) for cell in column.to_pylist()], pa.string())
        else:
            columns[name] = column
    return pa.table(columns)


def _replies(page: Page, ids: pa.Array, *, epoch_1904: bool) -> pa.Table:
    told = page.columns.get("text", ())
    titles = clean(page.cells.column(told[0])) if len(told) > 1 else clean(page.text("title"))
    bodies = [clean(page.cells.column(name)) for name in (told[1:] if len(told) > 1 else told)]
    return pa.table(
        {
            "id": ids,
            "title": titles,
            "asked": join_texts(bodies, "\n") if bodies else clean(page.text("body")),
            "answer": clean(page.text("answer")),
            "asked_at": read_moments(page.text("said_at"), epoch_1904=epoch_1904),
            "answered_at": read_moments(page.text("answered_at"), epoch_1904=epoch_1904),
        }
    )


def _said(item: Any) -> str:
    if not isinstance(item, dict):
        return str(item)
    if "asked" in item:
        return f"{item['asked']} → {'、'.join(map(_said, item['by'] or ())) or '—'}"
    return str(item["words"])
