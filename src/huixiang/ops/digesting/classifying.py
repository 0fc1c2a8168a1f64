"""``huixiang digest classify``: suggests each row's class by a trained model; silent where it is not sure."""

import argparse
import time
from collections.abc import Iterator

import pyarrow as pa

from huixiang.digest.classes.classifying import SUREST, classify
from huixiang.digest.classes.storing import load
from huixiang.ops.digesting.models import together
from huixiang.ops.digesting.outputs import whole_file
from huixiang.ops.digesting.reading import Hearing
from huixiang.ops.digesting.refusals import BadChoice
from huixiang.ops.digesting.sentences import Tongue
from huixiang.ops.digesting.sheets import Page, Source
from huixiang.ops.digesting.tables import check_kind, write_results
from huixiang.ops.digesting.teaching import words_of_pages
from huixiang.ops.digesting.telling import Teller, telling

FIRST: tuple[str, ...] = ("label", "confidence", "second", "words")


def run(options: argparse.Namespace, tongue: Tongue) -> int:
    """Run the command; returns the exit code.

    :raises Stopped: the table or an option will not do, or nothing can be written.
    :raises DigestError: the model cannot be read.
    """
    started = time.monotonic()
    check_kind(options.out)
    surest = SUREST if options.surest is None else options.surest
    if not 0 <= surest <= 1:
        raise BadChoice(option="--surest", value=surest)
    model = together([load(folder) for folder in options.model])
    told = {"id": options.id, "text": options.text, "segmented": options.words}
    wanted = ["id"] if options.text or options.words else ["id", "title", "body", "segmented"]
    source = Source(options.table, told, wanted=wanted, needed=("text segmented title body",))
    with telling(tongue) as teller:
        parts = [
            classify(model, words_of_pages([page], teller), surest=surest).add_column(0, "id", ids)
            for page, ids in _numbered(source, teller)
        ]
        found = pa.concat_tables(parts)
        rest = [name for name in found.column_names if name not in {"id", *FIRST}]
        with whole_file(options.out) as path:
            write_results(path, found.select(["id", *FIRST, *rest]), title="classes")
        teller.say(tongue.say("done_rows", rows=found.num_rows, seconds=time.monotonic() - started))
    print(tongue.say("written", path=options.out))
    return 0


def _numbered(source: Source, teller: Teller) -> Iterator[tuple[Page, pa.Array]]:
    hearing = Hearing(keep_twins=True)
    done = 0
    for page in source.pages():
        yield page, hearing.name(page)
        done += len(page.numbers)
        teller("classes", done, 0)
