"""``huixiang digest drift``: tells whether voices have changed since a model learnt; people decide to label anew."""

import argparse
import time
from typing import Any, Final

import pyarrow as pa
from pyarrow import compute

from huixiang.digest.classes.drifting import Drift, Profile, drift, profile
from huixiang.digest.classes.model import Taxonomy
from huixiang.digest.classes.storing import load
from huixiang.digest.words import Words, segment
from huixiang.folio.moments import read_moment, read_moments
from huixiang.ops.digesting.outputs import whole_file
from huixiang.ops.digesting.refusals import BadChoice
from huixiang.ops.digesting.sentences import Tongue
from huixiang.ops.digesting.sheets import Page, Source
from huixiang.ops.digesting.tables import check_kind, write_results
from huixiang.ops.digesting.teaching import words_of_pages
from huixiang.ops.digesting.telling import Teller, telling

_compute: Final[Any] = compute
WORDS: Final = 8  # new words named in a sentence


def run(options: argparse.Namespace, tongue: Tongue) -> int:
    """Run the command; returns the exit code.

    :raises Stopped: a table or an option will not do, or nothing can be written.
    :raises DigestError: the model cannot be read.
    """
    started = time.monotonic()
    check_kind(options.out)
    if (options.before is None) == (options.since is None):
        raise BadChoice(option="--before / --since", value=options.since or "")
    model = load(options.model)
    with telling(tongue) as teller:
        before, now = _both(options, teller)
        compared = [(each, profile(each, before), profile(each, now)) for each in model.taxonomies]
        with whole_file(options.out) as path:
            write_results(path, pa.concat_tables([_table(*each) for each in compared]), title="drift")
        for taxonomy, old, new in compared:
            teller.say(_sentence(taxonomy, drift(old, new), new, tongue))
        teller.say(tongue.say("done_rows", rows=len(before) + len(now), seconds=time.monotonic() - started))
    print(tongue.say("written", path=options.out))
    return 0


def _both(options: argparse.Namespace, teller: Teller) -> tuple[Words, Words]:
    """Give the words of before and of now: of two tables, or of one that is parted at a moment.

    :raises BadChoice: the moment cannot be read, or all rows lie on one side of it.
    """
    told = {"text": options.text, "segmented": options.words}
    if options.before is not None:
        return _words(options.before, told, teller), _words(options.table, told, teller)
    since = read_moment(options.since)
    if since is None:
        raise BadChoice(option="--since", value=options.since)
    pages = _pages(options, told | {"said_at": options.time}, needed=("said_at",))
    said = pa.concat_arrays([read_moments(page.text("said_at")) for page in pages])
    later = _compute.fill_null(_compute.greater_equal(said, pa.scalar(since, said.type)), False)
    words = _cut(words_of_pages(pages, teller), teller)
    sides = _compute.indices_nonzero(_compute.and_(_compute.is_valid(said), _compute.invert(later)))
    nows = _compute.indices_nonzero(later)
    if not len(sides) or not len(nows):
        raise BadChoice(option="--since", value=options.since)
    return words.take(sides.to_numpy().astype("int64")), words.take(nows.to_numpy().astype("int64"))


def _words(table: Any, told: dict[str, str | None], teller: Teller) -> Words:
    pages = list(_source(table, told).pages())
    return _cut(words_of_pages(pages, teller), teller)


def _pages(options: argparse.Namespace, told: dict[str, str | None], needed: tuple[str, ...]) -> list[Page]:
    return list(_source(options.table, told, needed).pages())


def _source(table: Any, told: dict[str, str | None], needed: tuple[str, ...] = ()) -> Source:
    wanted = [*needed, *([] if told["text"] or told["segmented"] else ["title", "body", "segmented"])]
    return Source(table, told, wanted=wanted, needed=("text segmented title body", *needed))


def _cut(texts: list[str] | Words, teller: Teller) -> Words:
    return texts if isinstance(texts, Words) else segment(texts, progress=teller)


def _table(taxonomy: Taxonomy, before: Profile, now: Profile) -> pa.Table:
    """Give a row for each class, the largest change first, then rows for what concerns all classes."""
    found = drift(before, now)
    rows: list[tuple[str, float | None, float, float | None]]
    rows = [(name, before.shares[name], now.shares[name], change) for name, change in found.moved]
    rows += [
        ("(index of the change)", None, found.shift, None),
        ("(mean confidence)", before.confidence, now.confidence, found.confidence),
        ("(share without a suggestion)", before.silent, now.silent, found.silent),
        ("(share of words never met)", before.unseen, now.unseen, found.unseen),
    ]
    rows += [(f"(new word) {word}", None, float(count), None) for word, count in now.new_words]
    columns = list(zip(*rows, strict=True))
    return pa.table(
        {
            "taxonomy": pa.array([taxonomy.name] * len(rows), pa.string()),
            "class": pa.array(columns[0], pa.string()),
            **{name: pa.array(columns[at], pa.float64()) for at, name in enumerate(("before", "now", "change"), 1)},
        }
    )


def _sentence(taxonomy: Taxonomy, found: Drift, now: Profile, tongue: Tongue) -> str:
    name, change = found.moved[0]
    words = "、".join(word for word, _count in now.new_words[:WORDS]) or "—"
    word = "drifted" if found.changed else "steady"
    return tongue.say(word, taxonomy=taxonomy.name, shift=found.shift, name=name, change=100 * change, words=words)
