"""Judge pairs of texts one by one, without any corpus: the same text again, the same matter, or neither."""

import re
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from huixiang.digest.kernel import GramSets, Texts, gram_sets, shared, texts_of
from huixiang.digest.places import places_agree
from huixiang.digest.repeats.apart import Placed, apart, placed
from huixiang.digest.repeats.comparing import likeness
from huixiang.digest.repeats.reasons import explain
from huixiang.digest.repeats.rules import RULES, Rules
from huixiang.digest.similar import likeness as words_alike, shared_runs

Rows = npt.NDArray[np.int64]

REPEAT: Final = "repeat"
SAME_MATTER: Final = "same_matter"
DIFFERENT: Final = "different"
JUDGED: Final[Any] = pa.schema([("kind", pa.string()), ("score", pa.float32()), ("reason", pa.string())])

MATTER: Final = 0.53  # least score of one matter
PLACE: Final = 0.2  # what the same place adds, or another one takes
OPENING: Final = 60  # characters of a first sentence that are compared

_SENTENCE: Final = re.compile(r"[^。！？!?\n]+")
_AGREED: Final = {True: "地点一致", False: "地点不同", None: "未见地点"}


def judge_pairs(lefts: Sequence[str], rights: Sequence[str], *, rules: Rules = RULES) -> pa.Table:
    """Judge each pair of texts: ``kind`` (repeat, same_matter, different), ``score`` and ``reason``, in order.

    A repeat is alike by ``rules.least`` and names no other place; its score is that likeness. Two texts are of one
    matter if their openings or the whole texts are alike enough, more readily at one place; its score is that sum
    and stays below ``MATTER`` if they are different. Empty texts are different from everything. Cost is linear:
    about 5,000 pairs of 120 characters a second.

    :raises ValueError: the two sequences are not of one length.
    """
    if len(lefts) != len(rights):
        raise ValueError(f"{len(lefts)} texts on the left, {len(rights)} on the right: each needs its partner")
    texts = texts_of(pa.array([*lefts, *rights], pa.large_string()))
    ours = np.arange(len(lefts))
    sets, theirs = gram_sets(texts), ours + len(lefts)
    sizes = sets.sizes()
    scores = likeness(shared(sets, ours, theirs), sizes[ours], sizes[theirs])
    agreed = list(map(_agreed, placed(lefts), placed(rights)))
    alike = scores >= rules.least
    repeats = np.flatnonzero(alike & np.array([agree is not False for agree in agreed], dtype=bool))
    said = dict(zip(repeats.tolist(), _explained(texts, sets, repeats, len(lefts)), strict=True))
    rows = zip(lefts, rights, scores.tolist(), agreed, strict=True)
    judged = [
        (REPEAT, score, said[row]) if row in said else _matter(left, right, score, agree)
        for row, (left, right, score, agree) in enumerate(rows)
    ]
    return pa.table([list(column) for column in zip(*judged, strict=True)] or [[], [], []], schema=JUDGED)


def _explained(texts: Texts, sets: GramSets, rows: Rows, count: int) -> list[str]:
    return explain(texts, sets, rows, rows + count)


def _agreed(left: Placed, right: Placed) -> bool | None:
    return False if apart(left, right) else places_agree(left.places, right.places)


def _matter(left: str, right: str, score: float, agree: bool | None) -> tuple[str, float, str]:
    """Judge a pair that is no repeat. A template used for another place counts for nothing but its opening."""
    opening = words_alike(_opening(left), _opening(right))
    words = opening if agree is False else max(opening, 2 * score)
    found = max(0.0, min(1.0, words + {True: PLACE, False: -PLACE, None: 0.0}[agree]))
    if found < MATTER:
        return DIFFERENT, found, f"{_AGREED[agree]}，相同的文字不多"
    runs = "".join(f"「{run}」" for run in shared_runs(left, right))
    return SAME_MATTER, found, f"{_AGREED[agree]}，都说到{runs}"


def _opening(text: str) -> str:
    sentence = _SENTENCE.search(text)
    return sentence[0][:OPENING] if sentence else ""
