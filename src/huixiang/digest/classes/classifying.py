"""Suggest classes for texts, with the words that decided; silent where it is not sure enough.

Runs over partitions: ``classify`` takes a model in memory, ``Classifier`` is a stage from table to table.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pyarrow as pa

from huixiang.digest.classes.model import Known, Model, Scored, Taxonomy, informative, look_up, score
from huixiang.digest.progress import Progress, silent
from huixiang.digest.voices import all_words
from huixiang.digest.words import Words, segment

SUREST: Final = 0.5  # below this chance nothing is suggested
ALSO: Final = 0.2  # a class with this chance is named beside the first
REASONS: Final = 4  # words named for a suggestion
_AT_ONCE: Final = 20_000  # texts scored at once: bounds the memory, changes nothing else

SUGGESTIONS: Final[Any] = pa.schema(
    [
        pa.field("label", pa.string()),
        pa.field("confidence", pa.float32(), nullable=False),
        pa.field("second", pa.string()),
        pa.field("second_confidence", pa.float32(), nullable=False),
        pa.field("labels", pa.list_(pa.string()), nullable=False),
        pa.field("words", pa.list_(pa.string()), nullable=False),
    ]
)


@dataclass(frozen=True, slots=True)
class Classifier:
    """A stage: a table with ``VOICES`` columns in, a table of ``SUGGESTIONS`` in the same order out."""

    model: Model
    surest: float = SUREST

    def __call__(self, voices: pa.Table) -> pa.Table:
        """Suggest for each voice."""
        return classify(self.model, all_words(voices), surest=self.surest)


def classify(
    model: Model,
    texts: Sequence[str] | Words,
    *,
    surest: float = SUREST,
    also: float = ALSO,
    progress: Progress = silent,
) -> pa.Table:
    """Suggest for n texts (or their words): a table of n rows as ``SUGGESTIONS``, in their order.

    ``label`` is null where the chance is below ``surest`` or no word of the text speaks for it; ``second`` is the next
    likeliest. ``labels`` are all classes with a chance of at least ``also``, likeliest first; empty where ``label`` is
    null. ``words`` spoke most for the first class against the second. Further taxonomies add the same columns with
    their name and a colon in front. Linear: see docs/algorithms/classes.md for texts a second.
    """
    words = informative(texts if isinstance(texts, Words) else segment(texts, progress=progress))
    tables = [_suggest(taxonomy, words, surest, also, progress) for taxonomy in model.taxonomies]
    first = tables[0]
    for taxonomy, table in zip(model.taxonomies[1:], tables[1:], strict=True):
        for name in table.column_names:
            first = first.append_column(f"{taxonomy.name}:{name}", table[name])
    return first


def _suggest(taxonomy: Taxonomy, words: Words, surest: float, also: float, progress: Progress) -> pa.Table:
    size = len(words)
    known = look_up(taxonomy, words.terms)
    pieces = [SUGGESTIONS.empty_table()]
    for start in range(0, size, _AT_ONCE):
        progress("classes", start, size)
        rows = np.arange(start, min(start + _AT_ONCE, size))
        pieces.append(_piece(taxonomy, known, words.take(rows), (surest, also)))
    progress("classes", size, size)
    return pa.concat_tables(pieces)


def _piece(taxonomy: Taxonomy, known: Known, words: Words, least: tuple[float, float]) -> pa.Table:
    surest, also = least
    scored = score(known, words)
    chance = taxonomy.sureness.chances(scored.scores)
    order = np.argsort(-chance, axis=1, kind="stable")
    ranked = np.take_along_axis(chance, order, axis=1)
    reasons = _reasons(scored, order, words.terms)
    silent_rows = (ranked[:, 0] < surest) | (reasons.value_lengths().to_numpy() == 0)
    names = pa.array(taxonomy.classes, pa.string())
    first = names.take(pa.array(order[:, 0], mask=silent_rows))
    columns = [
        first,
        pa.array(ranked[:, 0]),
        names.take(pa.array(order[:, 1])),
        pa.array(ranked[:, 1]),
        _lists(order, (ranked >= also) & ~silent_rows[:, None], names),
        reasons,
    ]
    return pa.table(columns, schema=SUGGESTIONS)


def _lists(places: np.ndarray, chosen: np.ndarray, names: pa.Array) -> pa.Array:
    """Make a list for each row of the chosen places' names, in order."""
    ends = np.concatenate(([0], np.cumsum(chosen.sum(1)))).astype(np.int32)
    return pa.ListArray.from_arrays(pa.array(ends), names.take(pa.array(places[chosen])))


def _reasons(scored: Scored, order: np.ndarray, terms: tuple[str, ...]) -> pa.Array:
    """Find the words of each row that spoke most for its first class against its second."""
    table = scored.rows
    row = np.repeat(np.arange(table.shape[0]), np.diff(table.indptr))
    for_first = scored.table[table.indices, order[row, 0]] - scored.table[table.indices, order[row, 1]]
    spoke = table.data * for_first
    best = np.full((table.shape[0], REASONS), -1, np.int64)
    filled = np.flatnonzero(np.diff(table.indptr))
    for rank in range(REASONS if filled.size else 0):
        most = np.zeros(table.shape[0], spoke.dtype)
        most[filled] = np.maximum.reduceat(spoke, table.indptr[filled])
        hits = np.flatnonzero((spoke == most[row]) & (spoke > 0))[::-1]
        best[row[hits], rank] = table.indices[hits]  # of equal words the first stays, having been written last
        chosen = hits[best[row[hits], rank] == table.indices[hits]]
        spoke[chosen] = -np.inf
    return _lists(best, best >= 0, pa.array(terms, pa.string()))
