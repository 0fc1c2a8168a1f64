"""``huixiang digest train``: learns classes from labels, or starts from a scheme without any."""

import argparse
import time
from datetime import datetime
from typing import Any, Final

from pyarrow import compute

from huixiang.digest.classes.model import Model
from huixiang.digest.classes.starting import scheme_start
from huixiang.digest.classes.storing import save
from huixiang.digest.classes.training import train
from huixiang.digest.words import Words, spaced
from huixiang.folio.moments import read_moment, read_moments
from huixiang.ops.digesting.models import read_scheme
from huixiang.ops.digesting.outputs import whole_folder
from huixiang.ops.digesting.refusals import BadChoice
from huixiang.ops.digesting.sentences import Tongue
from huixiang.ops.digesting.sheets import Page, Source
from huixiang.ops.digesting.telling import Teller, telling

FILES: Final = ("model.json", "*.npz")
NEVER: Final = datetime(1970, 1, 1)  # noqa: DTZ001 - stands for: nobody said when
_compute: Final[Any] = compute


def run(options: argparse.Namespace, tongue: Tongue) -> int:
    """Run the command; returns the exit code.

    :raises Stopped: the table or an option will not do, or nothing can be written.
    :raises DigestError: there is nothing to learn from.
    """
    started = time.monotonic()
    with telling(tongue) as teller:
        model, rows = _learn(options, teller)
        with whole_folder(options.model, FILES) as folder:
            save(model, folder)
        for label in model.taxonomies[0].left_out:
            teller.say(tongue.say("few_labels", label=label))
        teller.say(tongue.say("done_rows", rows=rows, seconds=time.monotonic() - started))
    print(tongue.say("written", path=options.model))
    return 0


def _learn(options: argparse.Namespace, teller: Teller) -> tuple[Model, int]:
    scheme = read_scheme(options.scheme) if options.scheme else None
    if options.table is None:
        if scheme is None:
            raise BadChoice(option="TABLE", value="")
        return scheme_start(scheme, [], seed=options.seed, at=_moment(options, []), progress=teller), 0
    told = {"text": options.text, "segmented": options.words, "label": options.label}
    wanted = ["label", "said_at", *([] if options.text else ["title", "body", "segmented"])]
    needed = ("text segmented title body", *(() if scheme else ("label",)))
    source = Source(options.table, told, wanted=wanted, needed=needed)
    pages = list(source.pages())
    labels = [label for page in pages for label in page.text("label").to_pylist()]
    texts = words_of_pages(pages, teller)
    at = _moment(options, pages)
    if scheme is not None:
        known = labels if "label" in source.columns else None
        return scheme_start(scheme, texts, known, seed=options.seed, at=at, progress=teller), len(labels)
    name = source.columns["label"][0]
    return train(texts, labels, taxonomy=name, seed=options.seed, at=at, progress=teller), len(labels)


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
