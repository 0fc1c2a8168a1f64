"""Why two texts count as one, in a few words a clerk can read out."""

from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from huixiang.digest.kernel import GramSets, Texts, gram_sets, longest_runs, shared, texts_of
from huixiang.digest.repeats.comparing import codes

Rows = npt.NDArray[np.int64]

QUOTED: Final = 24  # characters of a shared run that are quoted
GROWN: Final = 1.25  # one text is this much longer than the other: an addition or an excerpt
KEPT: Final = 0.85  # of the shorter text's grams are in the longer one: nothing was rewritten

SAME: Final = "文字相同"


def reasons(pairs: pa.Table) -> pa.Table:
    """Say for each pair, ``left`` the first voice and ``right`` its repeat, what they share; one column, ``reason``.

    Quotes the longest run both have as the repeat writes it, its beginning if it is long.
    """
    if not len(pairs):
        return pa.table({"reason": pa.array([], pa.string())})
    texts = texts_of(pairs["left_words"].chunk(0).dictionary)
    lefts, rights = codes(pairs["left_words"]), codes(pairs["right_words"])
    return pa.table({"reason": pa.array(explain(texts, gram_sets(texts), lefts, rights), pa.string())})


def explain(texts: Texts, sets: GramSets, firsts: Rows, repeats: Rows) -> list[str]:
    """Say for each pair of texts what the repeat shares with the first one, and how it changed it."""
    sizes = sets.sizes()
    common, runs = shared(sets, firsts, repeats), longest_runs(texts, repeats, firsts)
    rows = zip(
        sizes[firsts].tolist(), sizes[repeats].tolist(), common.tolist(), repeats.tolist(), runs.tolist(), strict=True
    )
    return [_reason(first, own, both, _quoted(texts, row, *run)) for first, own, both, row, run in rows]


def _reason(first: int, own: int, both: int, run: str) -> str:
    shorter = max(1, min(first, own))
    if first == own == both:
        return SAME
    share = f"较短一件有{100 * both // shorter}%的文字相同，如「{run}」"
    if both < KEPT * shorter:
        return f"改写：{share}"
    if own > GROWN * first:
        return f"增补：{share}"
    return f"节选：{share}" if first > GROWN * own else f"重发：{share}"


def _quoted(texts: Texts, row: int, start: int, end: int) -> str:
    first = int(texts.starts[row])
    run = " ".join(texts.octets[first + start : first + end].tobytes().decode().split())
    return run if len(run) <= QUOTED else run[:QUOTED] + "…"
