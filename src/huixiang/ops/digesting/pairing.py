"""``huixiang digest pairs``: judges pairs of texts as repeat, same matter or different."""

import argparse
import time

import pyarrow as pa

from huixiang.digest.pairs import judge_pairs
from huixiang.ops.digesting.outputs import whole_file
from huixiang.ops.digesting.sentences import Tongue
from huixiang.ops.digesting.sheets import Page, Source, clean
from huixiang.ops.digesting.tables import check_kind, write_results
from huixiang.ops.digesting.telling import telling


def run(options: argparse.Namespace, tongue: Tongue) -> int:
    """Run the command; returns the exit code.

    :raises Stopped: the table or an option will not do, or nothing can be written.
    """
    started = time.monotonic()
    check_kind(options.out)
    told = {"left": options.left, "right": options.right}
    source = Source(options.table, told, wanted=("left", "right"), needed=("left", "right"))
    judged = []
    done = 0
    with telling(tongue) as teller:
        for page in source.pages():
            judged.append(_judge(page))
            done += len(page.numbers)
            teller("pairs", done, 0)
        found = pa.concat_tables(judged)
        with whole_file(options.out) as path:
            write_results(path, found, title="pairs")
        teller.say(tongue.say("done_rows", rows=found.num_rows, seconds=time.monotonic() - started))
    print(tongue.say("written", path=options.out))
    return 0


def _judge(page: Page) -> pa.Table:
    found = judge_pairs(clean(page.text("left")).to_pylist(), clean(page.text("right")).to_pylist())
    return found.add_column(0, "row", page.numbers)
