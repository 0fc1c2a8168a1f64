"""The words by which a matter is known: said often in it and seldom elsewhere."""

import re
from typing import Final

import numpy as np

from huixiang.digest.matters.runs import ranks
from huixiang.digest.stop_words import STOP_WORDS
from huixiang.digest.words import segment

SHOWN: Final = 6  # words of a matter
TITLE: Final = 3  # a word in a title counts as often
OPENING: Final = 80  # characters of a body that are read
_NO_WORD: Final = re.compile(r"^(?:[a-z]?\d[\d.]*[a-z]?|.)$")


def words_of_matters(matter: np.ndarray, titles: list[str], bodies: list[str], count: int) -> list[list[str]]:
    """Give up to six words of each matter, the most telling first; ``matter`` numbers the matter of each text.

    Weight: how often the matter's texts say the word, titles thrice, times ln(1 + matters / matters with the word),
    after class-based TF-IDF (Grootendorst 2022). Linear; a million short texts take about 15 s of one core.
    """
    said = segment([f"{title}\n" * TITLE + body[:OPENING] for title, body in zip(titles, bodies, strict=True)])
    good = np.array(
        [len(term) > 1 and term not in STOP_WORDS and not _NO_WORD.match(term) for term in said.terms], bool
    )
    rows = matter[said.rows()]
    keep = good[said.ids] if len(said.ids) else np.zeros(0, bool)
    cells, times = np.unique(rows[keep].astype(np.int64) * max(1, len(said.terms)) + said.ids[keep], return_counts=True)
    owner, term = np.divmod(cells, max(1, len(said.terms)))
    spread = np.bincount(term, minlength=len(said.terms))
    weight = np.round(times * np.log1p(count / spread[term]), 6)
    order = np.lexsort((term, -weight, owner))
    rank = ranks(owner[order])
    found: list[list[str]] = [[] for _ in range(count)]
    for place in order[rank < SHOWN]:
        found[owner[place]].append(said.terms[term[place]])
    return found
