"""``huixiang digest train``: learns classes from labels, or starts from a scheme without any."""

import argparse
import time
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import pyarrow as pa
from pyarrow import compute

from huixiang.digest.classes.doubting import doubtful_labels
from huixiang.digest.classes.model import Model
from huixiang.digest.classes.starting import scheme_start
from huixiang.digest.classes.storing import save
from huixiang.digest.classes.training import train
from huixiang.digest.words import Words, segment, spaced
from huixiang.folio.moments import read_moment, read_moments
from huixiang.ops.digesting.models import read_scheme, together
from huixiang.ops.digesting.outputs import whole_file, whole_folder
from huixiang.ops.digesting.reading import Hearing
from huixiang.ops.digesting.refusals import BadChoice
from huixiang.ops.digesting.sentences import Tongue
from huixiang.ops.digesting.sheets import Page, Source
from huixiang.ops.digesting.tables import check_kind, write_results
from huixiang.ops.digesting.telling import Teller, telling

FILES: Final = ("model.json", "*.npz")
NEVER: Final = datetime(1970, 1, 1)  # noqa: DTZ001 - stands for: nobody said when
_compute: Final[Any] = compute


@dataclass(frozen=True, slots=True)
class Lesson:
    """What is learnt from: the words and, by taxonomy, the labels of each row; its number in the table and its id."""

    texts: list[str] | Words
    labels: dict[str, list[str]]
    rows: pa.Array
    ids: pa.Array
    at: datetime


def run(options: argparse.Namespace, tongue: Tongue) -> int:
    """Run the command; returns the exit code.

    :raises Stopped: the table or an option will not do, or nothing can be written.
    :raises DigestError: there is nothing to learn from.
    """
    started = time.monotonic()
    if options.doubtful is not None:
        check_kind(options.doubtful)
    with telling(tongue) as teller:
        lesson = _lesson(options, teller)
        model = _learn(lesson, options, teller)
        with whole_folder(options.model, FILES) as folder:
            save(model, folder)
        for label in (label for taxonomy in model.taxonomies for label in taxonomy.left_out):
            teller.say(tongue.say("few_labels", label=label))
        if options.doubtful is not None:
            _write_doubtful(lesson, options, teller)
        teller.say(tongue.say("done_rows", rows=len(lesson.rows), seconds=time.monotonic() - started))
    print(tongue.say("written", path=options.model))
    return 0


def _lesson(options: argparse.Namespace, teller: Teller) -> Lesson:
    if options.table is None:
        if options.scheme is None or options.doubtful is not None:
            raise BadChoice(option="TABLE", value="")
        return Lesson([], {}, pa.nulls(0, pa.int64()), pa.nulls(0, pa.string()), _moment(options, []))
    told = {"text": options.text, "segmented": options.words, "label": options.label}
    wanted = ["id", "label", "said_at", *([] if options.text else ["title", "body", "segmented"])]
    needed = ("text segmented title body", *(() if options.scheme else ("label",)))
    source = Source(options.table, told, wanted=wanted, needed=needed)
    pages = list(source.pages())
    hearing = Hearing()
    return Lesson(
        words_of_pages(pages, teller),
        {name: _labels(pages, name) for name in source.columns.get("label", ())},
        pa.concat_arrays([page.numbers for page in pages]),
        pa.concat_arrays([hearing.name(page) for page in pages]),
        _moment(options, pages),
    )


def _learn(lesson: Lesson, options: argparse.Namespace, teller: Teller) -> Model:
    if options.scheme is None:
        words = lesson.texts if isinstance(lesson.texts, Words) else segment(lesson.texts, progress=teller)
        return together(
            [
                train(words, labels, taxonomy=name, seed=options.seed, at=lesson.at, progress=teller)
                for name, labels in lesson.labels.items()
            ]
        )
    known = next(iter(lesson.labels.values()), None)
    scheme = read_scheme(options.scheme)
    return scheme_start(scheme, lesson.texts, known, seed=options.seed, at=lesson.at, progress=teller)


def _write_doubtful(lesson: Lesson, options: argparse.Namespace, teller: Teller) -> None:
    """Write the labels that may be wrong, the most doubtful first, with their row and id in the table."""
    several = len(lesson.labels) > 1
    parts = []
    for taxonomy, labels in lesson.labels.items():
        found = doubtful_labels(lesson.texts, labels, seed=options.seed, progress=teller)
        places = found["row"].combine_chunks()
        table = found.drop_columns(["row"]).add_column(0, "row", lesson.rows.take(places))
        if several:
            table = table.add_column(0, "taxonomy", pa.array([taxonomy] * len(places), pa.string()))
        parts.append(table.add_column(0, "id", lesson.ids.take(places)))
    with whole_file(options.doubtful) as path:
        write_results(path, pa.concat_tables(parts), title="doubtful")


def _labels(pages: list[Page], column: str) -> list[str]:
    return [label for page in pages for label in page.cells.column(column).to_pylist()]


def words_of_pages(pages: list[Page], teller: Teller) -> list[str] | Words:
    """Give the words of all rows: those already set apart if there is such a column and no other, else the texts."""
    columns = pages[0].columns
    told = "text" in columns or ("segmented" not in columns)
    if not told and not {"title", "body"} & set(columns):
        return spaced([text for page in pages for text in page.text("segmented").to_pylist()], progress=teller)
    fields = ("text",) if "text" in columns else ("title", "body")
    return [text for page in pages for text in page.words(fields, "\n").to_pylist()]


def _moment(options: argparse.Namespace, pages: list[Page]) -> datetime:
    """Give the moment a model says it was made at: as told, else the newest in the table, so that bytes repeat."""
    if options.now is not None:
        moment = read_moment(options.now)
        if moment is None:
            raise BadChoice(option="--now", value=options.now)
        return moment
    newest = [_compute.max(read_moments(page.text("said_at"))).as_py() for page in pages]
    return max(filter(None, newest), default=NEVER)
