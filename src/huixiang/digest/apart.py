"""The whole run in a process of its own: ``python -m huixiang.digest.apart FOLDER``.

A server's process stays free for its other work, and what the run took of memory ends with it. The folder holds
``voices.arrow``, ``order.json`` and perhaps ``known.arrow``; what was found is written beside them. Progress goes to
the standard output as lines of stage, done, of. Ends itself when whoever started it closes its input.
"""

import json
import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from threading import Thread
from typing import Any, Final, Self

import numpy as np
import pyarrow as pa

from huixiang.digest.classes.classifying import classify
from huixiang.digest.classes.model import Model
from huixiang.digest.classes.storing import save
from huixiang.digest.matters.finding import find_matters
from huixiang.digest.matters.ground import Ground
from huixiang.digest.matters.tables import Matters
from huixiang.digest.naming import names_of
from huixiang.digest.noticing import NOTICED, Noticer
from huixiang.digest.partitions import InProcess, Runner, split_rows
from huixiang.digest.pools import Pool, read_table, write_table
from huixiang.digest.reading import in_order
from huixiang.digest.repeats.finding import find_repeats
from huixiang.digest.repeats.index import RepeatIndex
from huixiang.digest.repeats.segments import NotReadable
from huixiang.digest.taxonomies import Kind, model_of
from huixiang.digest.voices import VOICES, all_words
from huixiang.digest.words import segment

MANY: Final = 50_000  # rows for which starting more processes pays
NOTICED_AT_ONCE: Final = 10_000
INDEXED_AT_ONCE: Final = 50_000
BEGUN_SUREST: Final = 0.8
OWN_WORDS: Final = 4  # named as the reason
NOTHING_SURE: Final = 0.0  # every suggestion is given with its confidence; which are worth showing others decide


@dataclass(frozen=True, slots=True)
class Order:
    """What a run goes by: the moment, the taxonomies, names of places and units (by key) and of people.

    ``keep`` is a folder for what later, smaller runs need: the model and the ground of likeness.
    """

    at: str
    keep: str
    kinds: tuple[Kind, ...] = ()
    places: dict[str, str] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    roster: tuple[str, ...] = ()
    workers: int = 1

    def write(self, folder: Path) -> None:
        """Write it where ``read`` finds it."""
        (folder / "order.json").write_text(json.dumps(asdict(self), ensure_ascii=False), "utf-8")

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Read it from the folder."""
        facts: dict[str, Any] = json.loads((folder / "order.json").read_text("utf-8"))
        kinds = tuple(Kind.read(kind) for kind in facts.pop("kinds"))
        return cls(**facts | {"kinds": kinds, "roster": tuple(facts["roster"])})

    @property
    def noticer(self) -> Noticer:
        """The stage that notices by these names."""
        return Noticer(names_of(self.places), names_of(self.units), self.roster)


def run(folder: Path) -> None:
    """Do the run that a folder orders; writes found, matters, classes and noticed as Arrow files, and steps.json."""
    order, voices = Order.read(folder), read_table(folder / "voices.arrow")
    known = read_table(folder / "known.arrow") if (folder / "known.arrow").exists() else None
    with ExitStack() as open_things:
        many = len(voices) >= MANY and order.workers > 1
        runner: Runner = open_things.enter_context(Pool(order.workers)) if many else InProcess()
        repeats = find_repeats(voices, runner=runner, progress=tell)
        found = find_matters(voices, repeats, known=known, runner=runner, progress=tell)
        write_table(_found(repeats, found), folder / "found.arrow")
        write_table(found.matters, folder / "matters.arrow")
        (folder / "steps.json").write_text(json.dumps(found.steps))
        write_table(_noticed(order, voices, runner), folder / "noticed.arrow")
    write_table(_classes(order, voices), folder / "classes.arrow")
    tell("ground", 0, 2)
    Ground.learn(voices).write(Path(order.keep) / "ground")
    tell("ground", 1, 2)
    index_missing(voices, Path(order.keep) / "repeats")
    tell("ground", 2, 2)


def _found(repeats: pa.Table, found: Matters) -> pa.Table:
    """Put beside each voice how ``alike`` it is to its matter, and the ``score`` and ``shared`` words of a repeat."""
    alike = pa.array(np.zeros(len(repeats)) if found.likeness is None else found.likeness, pa.float64())
    return (
        found.voices.append_column("alike", alike)
        .append_column("score", repeats["score"])
        .append_column("shared", repeats["reason"])
    )


def index_missing(voices: pa.Table, folder: Path) -> pa.Table | None:
    """Add the voices that the kept index of repeats does not hold yet; gives what ``RepeatIndex.add`` says, or None.

    An index that cannot be read is made anew: it holds nothing that the voices do not.
    """
    try:
        index = RepeatIndex.open(folder)
        held = index.held(voices["id"].to_pylist())
    except NotReadable:
        shutil.rmtree(folder)
        index, held = RepeatIndex.open(folder), {}
    fresh = voices.filter(pa.array([one not in held for one in voices["id"].to_pylist()], pa.bool_()))
    answers = [index.add(part) for part in split_rows(fresh.select(VOICES.names), INDEXED_AT_ONCE) if len(part)]
    return pa.concat_tables(answers) if answers else None


def classes_of(model: Model, texts: list[str], kinds: Sequence[Kind] = ()) -> pa.Table:
    """Suggest by each taxonomy: ``row``, ``kind`` (its key), ``key``, ``confidence``, ``words``; two a text at most.

    A taxonomy of ``kinds`` that has learnt nothing yet suggests only what one of the heading's own words speaks for:
    its classes leave no room for none of them.
    """
    begun = {kind.key: {head.key: (head.name, *head.words) for head in kind.heads} for kind in kinds if not kind.folder}
    parts = []
    for taxonomy in model.taxonomies:
        alone = Model((taxonomy,), model.made_at, model.seed)
        found = classify(alone, in_order(segment(texts)), surest=NOTHING_SURE)
        for key, sure in (("label", "confidence"), ("second", "second_confidence")):
            rows = _class_rows(taxonomy.name, found[key], found[sure], found["words"])
            parts.append(_spoken_for(rows, texts, begun[taxonomy.name]) if taxonomy.name in begun else rows)
    return pa.concat_tables(parts) if parts else _CLASSES.empty_table()


_CLASSES: Final[Any] = pa.schema(
    [
        ("row", pa.int64()),
        ("kind", pa.string()),
        ("key", pa.string()),
        ("confidence", pa.float32()),
        ("words", pa.list_(pa.string())),
    ]
)


def _class_rows(kind: str, keys: Any, sure: Any, words: Any) -> pa.Table:
    rows = pa.array(range(len(keys)), pa.int64())
    named = pa.array([kind] * len(keys), pa.string())
    columns = [rows, named, keys.cast(pa.string()), sure.cast(pa.float32()), words.cast(pa.list_(pa.string()))]
    return pa.table(columns, schema=_CLASSES)


def _spoken_for(rows: pa.Table, texts: list[str], words: Mapping[str, tuple[str, ...]]) -> pa.Table:
    """Keep the rows whose heading has a word of its own in the text; those words are their reason.

    None is surer than 0.8: no decision of the organisation has judged these classes yet.
    """
    kept = []
    for row in rows.to_pylist():
        text = texts[row["row"]]
        if own := [word for word in words.get(row["key"], ()) if word in text][:OWN_WORDS]:
            kept.append(row | {"words": own, "confidence": min(row["confidence"], BEGUN_SUREST)})
    return pa.Table.from_pylist(kept, schema=_CLASSES)


def _classes(order: Order, voices: pa.Table) -> pa.Table:
    tell("classes", 0, len(voices))
    texts: list[str] = all_words(voices)
    model = model_of(order.kinds, texts, voices["id"].to_pylist(), at=datetime.fromisoformat(order.at))
    if model is None:
        return _CLASSES.empty_table()
    save(model, Path(order.keep) / "model")
    found = classes_of(model, texts, order.kinds)
    tell("classes", len(voices), len(voices))
    return found


def _noticed(order: Order, voices: pa.Table, runner: Runner) -> pa.Table:
    parts = split_rows(pa.table({"words": voices["words"]}), NOTICED_AT_ONCE)
    tables = runner.map(order.noticer, parts, lambda done: tell("notice", done, len(parts)))
    moved = []
    for number, table in enumerate(tables):
        rows = pa.array(table["row"].to_numpy() + number * NOTICED_AT_ONCE, pa.int64())
        moved.append(table.set_column(0, NOTICED.field("row"), rows))
    return pa.concat_tables([NOTICED.empty_table(), *moved])


def tell(stage: str, done: int, of: int) -> None:
    """Say how far a stage is, to whoever reads the standard output."""
    sys.stdout.write(f"{stage}\t{done}\t{of}\n")
    sys.stdout.flush()


def _leave_with_parent() -> None:
    while os.read(sys.stdin.fileno(), 1):  # unbuffered: a buffer's lock would be held when the run has ended
        pass
    os._exit(1)


if __name__ == "__main__":
    Thread(target=_leave_with_parent, daemon=True).start()
    run(Path(sys.argv[1]))
