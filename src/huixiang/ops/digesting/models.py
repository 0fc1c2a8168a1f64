"""Which classes are suggested: by a model that was trained, by a scheme, else by the general scheme shipped along."""

import argparse
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
from pyarrow import compute

from huixiang.digest.classes.classifying import SUREST
from huixiang.digest.classes.model import Model
from huixiang.digest.classes.schemes import PUBLIC_AFFAIRS, SHIPPED, Scheme, scheme_of_rows, scheme_of_toml, shipped
from huixiang.digest.classes.starting import scheme_start
from huixiang.digest.classes.storing import load
from huixiang.digest.progress import Progress
from huixiang.digest.voices import all_words
from huixiang.folio.signs import read_text
from huixiang.ops.digesting.refusals import NoTable
from huixiang.ops.digesting.sentences import Tongue
from huixiang.ops.digesting.sheets import Source

_compute: Final[Any] = compute
MOST: Final = 20_000  # texts a scheme is started from; more cost time and add nothing


@dataclass(frozen=True, slots=True)
class Chosen:
    """A model with its name for people."""

    model: Model
    name: str


def chosen_model(options: argparse.Namespace, voices: pa.Table, progress: Progress, tongue: Tongue) -> Chosen:
    """Give the model that was named, else one started from a scheme and the voices at hand, without any label.

    :raises DigestError: the model or the scheme cannot be read.
    :raises Stopped: there is no such scheme.
    """
    if options.model is not None:
        return Chosen(load(options.model), tongue.say("by_model", name=options.model.name))
    scheme = read_scheme(options.scheme)
    at = datetime(1970, 1, 1)  # noqa: DTZ001 - the model is not kept, so nobody asks when it was made
    model = scheme_start(scheme, _sample(voices), seed=options.seed, at=at, progress=progress)
    return Chosen(model, tongue.say("by_scheme", name=scheme.name))


def _sample(voices: pa.Table) -> list[str]:
    """Give the words of all voices, or of as many as are learnt from, spread evenly."""
    rows = np.linspace(0, voices.num_rows - 1, min(voices.num_rows, MOST)).round().astype(np.int64)
    return all_words(voices.select(["title", "body"]).take(pa.array(rows)))


def read_scheme(named: str | None) -> Scheme:
    """Read a scheme: shipped by its name, a .toml of that form, or a table whose first column has the headings.

    :raises DigestError: it is no scheme.
    :raises Stopped: there is no such file.
    """
    if named is None or named in SHIPPED:
        return shipped(named or PUBLIC_AFFAIRS)
    path = Path(named)
    if not path.is_file():
        raise NoTable(path=path)
    if path.suffix.casefold() == ".toml":
        return scheme_of_toml(read_text(path.read_bytes()) or "")
    source = Source(path, {})
    source.columns["headings"] = source.header
    rows = [list(row.values()) for page in source.pages() for row in page.cells.to_pylist()]
    return scheme_of_rows(path.stem, rows)


def suggestions(found: pa.Table, surest: float = SUREST) -> pa.Table:
    """Give label (null where the confidence is below ``surest``), confidence, second, words, and first."""
    first, sure = found["label"], found["confidence"]
    label = _compute.if_else(_compute.greater_equal(sure, surest), first, pa.scalar(None, pa.string()))
    return pa.table(
        {"label": label, "confidence": sure, "second": found["second"], "words": found["words"], "first": first}
    )
