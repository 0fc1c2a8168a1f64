"""A few old voices and all fresh ones, numbered anew: who of the fresh repeats whom."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from huixiang.digest.kernel import Families
from huixiang.digest.repeats.comparing import compare, with_words
from huixiang.digest.repeats.families import families
from huixiang.digest.repeats.joining import PAIRS
from huixiang.digest.repeats.reasons import reasons
from huixiang.digest.repeats.rules import Rules
from huixiang.digest.repeats.segments import KEPT

Rows = npt.NDArray[np.int64]

ADDED: Final[Any] = pa.schema(
    [("id", pa.string()), ("repeat_of", pa.string()), ("score", pa.float32()), ("reason", pa.string())]
)


@dataclass(frozen=True, slots=True)
class Pool:
    """Voices with ``id``, ``words`` and ``place``: ``old`` (their rows in the index, rising), then the fresh ones."""

    voices: pa.Table
    old: Rows
    rules: Rules

    def joined(self, pairs: pa.Table, firsts: Rows, scores: npt.NDArray[np.float32]) -> Families:
        """Compare the pairs and join fresh voices to families; the old ones keep theirs (``firsts``, ``scores``)."""
        member = np.flatnonzero(firsts != np.arange(len(firsts)))
        lefts, rights, found = self._compared(pairs["left"].to_numpy(), pairs["right"].to_numpy())
        lefts, rights = np.append(lefts, firsts[member]), np.append(rights, member)
        return families(lefts, rights, np.append(found, scores[member]), len(self.voices), self._compared)

    def kept(self, joined: Families, start: int) -> pa.Table:
        """Give the fresh voices as the index keeps them; the first of them gets row ``start``."""
        rows = np.append(self.old, np.arange(start, start + len(self.voices) - len(self.old)))
        fresh = self.voices.slice(len(self.old))
        firsts, scores = rows[joined.firsts], np.where(joined.scores > 0, joined.scores, np.float32(1))
        return (
            fresh.append_column("first", pa.array(firsts[len(self.old) :]))
            .append_column("score", pa.array(scores[len(self.old) :]))
            .cast(KEPT)
        )

    def answer(self, joined: Families) -> pa.Table:
        """Say for each fresh voice which one it repeats, and why."""
        rows = np.arange(len(self.old), len(self.voices))
        firsts, scores = joined.firsts[rows], joined.scores[rows]
        single = firsts == rows
        why = reasons(self._with_words(firsts[~single], rows[~single]))["reason"]
        place = np.cumsum(~single) - 1
        ids = self.voices["id"].combine_chunks()
        return pa.table(
            [
                ids.slice(len(self.old)),
                pc.take(ids, pa.array(firsts, mask=single)),
                pa.array(scores, mask=single),
                pc.take(why, pa.array(place, mask=single)),
            ],
            schema=ADDED,
        )

    def _compared(self, lefts: Rows, rights: Rows) -> tuple[Rows, Rows, npt.NDArray[np.float32]]:
        found = compare(self._with_words(lefts, rights), self.rules.least)
        return found["left"].to_numpy(), found["right"].to_numpy(), found["score"].to_numpy()

    def _with_words(self, lefts: Rows, rights: Rows) -> pa.Table:
        words, places = (self.voices[name].combine_chunks() for name in ("words", "place"))
        return with_words(pa.table([lefts, rights], schema=PAIRS), words, places)
