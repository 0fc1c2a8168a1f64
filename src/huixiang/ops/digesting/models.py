"""Which classes are suggested: by models that were trained, by schemes, else by the general scheme shipped along."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, replace
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
from huixiang.digest.words import segment
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
    """Give the models that were named and those started from schemes and the voices at hand, without any label.

    Several are put together, the models first; the first one leads. A name that stands twice is numbered.

    :raises DigestError: the model or the scheme cannot be read.
    :raises Stopped: there is no such scheme.
    """
    found = [Chosen(load(path), tongue.say("by_model", name=path.name)) for path in options.model or ()]
    named = options.scheme or ([] if found else [None])
    if named:
        schemes = [read_scheme(name) for name in named]
        words = segment(_sample(voices))
        at = datetime(1970, 1, 1)  # noqa: DTZ001 - the model is not kept, so nobody asks when it was made
        for scheme in schemes:
            model = scheme_start(scheme, words, seed=options.seed, at=at, progress=progress)
            found.append(Chosen(model, tongue.say("by_scheme", name=scheme.name)))
    return Chosen(together([each.model for each in found]), "、".join(each.name for each in found))


def together(models: Sequence[Model]) -> Model:
    """Put models side by side; of taxonomies with one name the later ones get a number behind it."""
    whole = models[0]
    for model in models[1:]:
        whole = whole.beside(model)
    seen: dict[str, int] = {}
    taxonomies = []
    for taxonomy in whole.taxonomies:
        seen[taxonomy.name] = seen.get(taxonomy.name, 0) + 1
        times = seen[taxonomy.name]
        taxonomies.append(replace(taxonomy, name=f"{taxonomy.name} {times}") if times > 1 else taxonomy)
    return replace(whole, taxonomies=tuple(taxonomies))


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


def suggestions(found: pa.Table, surest: float = SUREST, *, of: str = "") -> pa.Table:
    """Give label (null where the confidence is below ``surest``), confidence, second, words, labels, and first.

    ``labels`` are all classes that a voice may belong to; none where it is doubtful. ``of`` names a further taxonomy,
    else it is the one that leads.
    """
    ahead = f"{of}:" if of else ""
    first, sure = found[f"{ahead}label"], found[f"{ahead}confidence"]
    is_sure = _compute.greater_equal(sure, surest)
    return pa.table(
        {
            "label": _compute.if_else(is_sure, first, pa.scalar(None, pa.string())),
            "confidence": sure,
            "second": found[f"{ahead}second"],
            "words": found[f"{ahead}words"],
            "labels": _compute.if_else(is_sure, found[f"{ahead}labels"], pa.scalar([], pa.list_(pa.string()))),
            "first": first,
        }
    )
