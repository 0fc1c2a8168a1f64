"""What each voice says for itself, whatever the others say: its suggested classes and its personal data, in one pass.

Runs over partitions: the words of a partition are cut once. How a table is cut into partitions changes nothing.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pyarrow as pa

from huixiang.digest.classes.classifying import SUGGESTIONS, classify
from huixiang.digest.classes.model import Model
from huixiang.digest.proposals import propose_in_texts
from huixiang.digest.voices import all_words
from huixiang.digest.words import Words, segment

MASKS: Final[Any] = pa.field("masks", pa.int32(), nullable=False)


@dataclass(frozen=True, slots=True)
class Reader:
    """A stage: voices in; their ``SUGGESTIONS`` (all null without a model) and ``MASKS`` out, in the same order.

    ``masks`` counts the places that are proposed to be blacked out. ``names`` is the roster.
    """

    model: Model | None
    surest: float
    names: Collection[str]

    def __call__(self, voices: pa.Table) -> pa.Table:
        """Read one partition. A second of one core reads about 10,000 texts of 120 characters."""
        texts = all_words(voices)
        return self._suggestions(texts).append_column(MASKS, _masks(texts, self.names))

    def _suggestions(self, texts: list[str]) -> pa.Table:
        if self.model is None:
            return nothing_suggested(len(texts))
        return classify(self.model, in_order(segment(texts)), surest=self.surest)


def nothing_suggested(count: int) -> pa.Table:
    """Give ``count`` rows of ``SUGGESTIONS`` that suggest nothing, with no confidence at all."""
    columns: list[Any] = [
        pa.nulls(count, field.type) if field.nullable else pa.array([_blank(field.type)] * count, field.type)
        for field in SUGGESTIONS
    ]
    return pa.table(columns, schema=SUGGESTIONS)


def in_order(words: Words) -> Words:
    """Number the terms in the order of their characters.

    Weights are added up in the order of these numbers. Were it the order of first appearance, the last bit of a
    confidence would depend on how the table was cut.
    """
    order = np.argsort(np.array(words.terms, dtype=object), kind="stable") if words.terms else np.zeros(0, np.int64)
    rank = np.empty(len(order), np.int32)
    rank[order] = np.arange(len(order), dtype=np.int32)
    return Words(tuple(words.terms[place] for place in order), rank[words.ids], words.offsets)


def _masks(texts: list[str], names: Collection[str]) -> Any:
    rows = propose_in_texts(texts, names=names)["row"].to_numpy()
    return pa.array(np.bincount(rows, minlength=len(texts)).astype(np.int32))


def _blank(kind: Any) -> Any:
    return [] if pa.types.is_list(kind) else 0.0
