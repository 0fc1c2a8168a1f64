"""What is compared of a voice: its pairs of characters, and the pairs within the places it names.

One partition in, one row out for each row; nothing here knows of other voices.
"""

from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from typing import Final

import numpy as np
import pyarrow as pa

from huixiang.digest.kernel import pair_counts, texts_of
from huixiang.digest.matters.rules import Rules
from huixiang.digest.partitions import Runner, split_rows
from huixiang.digest.places import FAMILIES, SPOT, WIDE, Place, core_of
from huixiang.digest.placing import places_in
from huixiang.digest.progress import Progress

AT_ONCE: Final = 20_000  # voices described together: bounds memory


def describe(voices: pa.Table, rules: Rules, runner: Runner, progress: Progress) -> pa.Table:
    """Describe each voice: ``pairs`` (list of bucket numbers, rising) and ``counts`` (how often each, titles weighed).

    Linear; 120 characters take about 3 microseconds.
    """
    parts = split_rows(voices.select(["title", "body"]), AT_ONCE)
    work = partial(_described, rules=rules)
    done = runner.map(work, parts, lambda count: progress("describe", min(count * AT_ONCE, len(voices)), len(voices)))
    return pa.concat_tables(done)


def describe_places(voices: pa.Table, rules: Rules, runner: Runner) -> pa.Table:
    """Describe where each voice is: ``places`` (pairs of characters in names of narrow places, as numbers) and

    ``families`` (bits: of which kinds those places are). Linear; 120 characters take about 8 microseconds.
    """
    parts = split_rows(voices.select(["title", "body"]), AT_ONCE)
    return pa.concat_tables(runner.map(partial(_placed, rules=rules), parts))


def _described(part: pa.Table, *, rules: Rules) -> pa.Table:
    found = pair_counts(texts_of(part["title"]), texts_of(part["body"]), rules.opening, rules.title_weight)
    offsets = pa.array(found.starts.astype(np.int32))
    return pa.table(
        {
            "pairs": pa.ListArray.from_arrays(offsets, pa.array(found.pairs)),
            "counts": pa.ListArray.from_arrays(offsets, pa.array(found.counts)),
        }
    )


def _placed(part: pa.Table, *, rules: Rules) -> pa.Table:
    texts = zip(part["title"].to_pylist(), part["body"].to_pylist(), strict=True)
    named = list(map(_places, places_in([f"{title}\n{body[: rules.opening]}" for title, body in texts])))
    return pa.table(
        {
            "places": pa.array([places for places, _ in named], pa.list_(pa.int32())),
            "families": pa.array([families for _, families in named], pa.uint8()),
        }
    )


def _places(found: Sequence[Place]) -> tuple[list[int], int]:
    """Give the pairs of characters in the names of narrow places, as numbers, and which families the places are of."""
    places = [place for place in found if place.kind not in WIDE]
    cores = {core_of(place.name) for place in places}
    pairs = {ord(a) << 11 ^ ord(b) for core in cores for a, b in pairwise(core)}
    return sorted(pairs), sum({1 << FAMILIES.get(place.kind, SPOT) for place in places})
