"""Put new voices to the matters that are known already, without sorting everything anew."""

from typing import Any, Final

import numpy as np
import pyarrow as pa

from huixiang.digest.matters.components import Edges
from huixiang.digest.matters.describing import describe
from huixiang.digest.matters.likeness import likeness
from huixiang.digest.matters.neighbours import edges
from huixiang.digest.matters.reasons import reason
from huixiang.digest.matters.rules import RULES, Rules
from huixiang.digest.matters.runs import ranks
from huixiang.digest.matters.sorting import days_of, placed_edges
from huixiang.digest.matters.tables import VOICES_OUT, Matters
from huixiang.digest.matters.vectors import Vectors, vectors_of
from huixiang.digest.partitions import InProcess, Runner
from huixiang.digest.progress import silent

KEPT: Final = 12  # voices of a known matter that new ones are compared with: its latest, none a repeat
IN_PROCESS: Final = InProcess()

Array = np.ndarray[Any, np.dtype[Any]]


def attach(
    new: pa.Table, voices: pa.Table, known: Matters, *, rules: Rules = RULES, runner: Runner = IN_PROCESS
) -> pa.Table:
    """Say for each new voice which known matter it joins, if any: a table like ``known.voices``, row by row.

    ``voices`` is the table that ``known`` was made of. A voice joins the matter to whose voices it is most alike on
    average, if that reaches the cut; of equals the first by name. New voices do not form matters among themselves, and
    repeats are not looked for: both are for the next whole run, which keeps the names. Cost is linear in the kept
    voices: it describes up to 12 of each known matter, about 0.1 ms each, then looks up the new ones.
    """
    rows, matter = _kept(voices, known)
    columns = ["title", "body", "said_at"]
    both = pa.concat_tables([voices.select(columns).take(pa.array(rows)), new.select(columns)])
    vectors = vectors_of(describe(both, rules, runner, silent), days_of(both), rules)
    close = edges(vectors, rules, silent, since=len(rows))
    best, mean = _best(*placed_edges(vectors, both, close, rules, runner), matter, rules)
    return _told(new, known, best, mean)


def _kept(voices: pa.Table, known: Matters) -> tuple[Array, Array]:
    """Pick the voices that stand for the known matters: their rows, and their matter's number by name."""
    names, number = np.unique(known.voices["matter"].fill_null("").to_numpy(zero_copy_only=False), return_inverse=True)
    single = known.voices["repeat_of"].is_null().to_numpy(zero_copy_only=False)
    rows = np.flatnonzero(single & (names[number] != ""))
    rows = rows[np.lexsort((rows, -np.nan_to_num(days_of(voices)[rows]), number[rows]))]
    matter = number[rows]
    kept = ranks(matter) < KEPT
    return rows[kept], matter[kept]


def _best(vectors: Vectors, close: Edges, matter: Array, rules: Rules) -> tuple[Array, Array]:
    """Find for each voice behind the kept ones the matter it is most alike to (-1 for none), and how alike."""
    since = len(matter)
    count = len(vectors) - since
    lefts, rights, _ = close
    near = (lefts < since) & (rights >= since)
    asked = np.unique(np.stack([rights[near], matter[lefts[near]]]), axis=1)
    first, end = np.searchsorted(matter, asked[1]), np.searchsorted(matter, asked[1], side="right")
    sizes = end - first
    members = np.repeat(first - np.cumsum(sizes) + sizes, sizes) + np.arange(sizes.sum())
    scores = likeness(vectors, members, np.repeat(asked[0], sizes), rules)
    means = np.add.reduceat(scores, np.cumsum(sizes) - sizes) / sizes if len(sizes) else np.zeros(0)
    best, mean = np.full(count, -1), np.zeros(count)
    order = np.lexsort((-asked[1], means))  # the last one written wins: the most alike, of equals the first
    good = order[means[order] >= rules.cut]
    best[asked[0][good] - since], mean[asked[0][good] - since] = asked[1][good], means[good]
    return best, mean


def _told(new: pa.Table, known: Matters, best: Array, mean: Array) -> pa.Table:
    names = np.unique(known.voices["matter"].fill_null("").to_numpy(zero_copy_only=False))
    places = dict(zip(known.matters["matter"].to_pylist(), known.matters["place"].to_pylist(), strict=True))
    words = dict(zip(known.matters["matter"].to_pylist(), known.matters["words"].to_pylist(), strict=True))
    matter = [str(names[number]) if number >= 0 else None for number in best.tolist()]
    texts = zip(new["title"].to_pylist(), new["body"].to_pylist(), matter, mean.tolist(), strict=True)
    reasons = [
        reason(f"{title}\n{body}", places[name], words[name], alike) if name else None
        for title, body, name, alike in texts
    ]
    return pa.table(
        [new["id"], pa.nulls(len(new), pa.string()), pa.array(matter, pa.string()), pa.array(reasons, pa.string())],
        schema=VOICES_OUT,
    )
