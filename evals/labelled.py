"""The labelled texts of the classes eval, and the splits on which no near-copy stands on both sides."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import numpy as np
import scipy.sparse as sp
from python_calamine import CalamineWorkbook
from scipy.sparse.csgraph import connected_components
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.model_selection import StratifiedGroupKFold

from evals.data import data_folder
from huixiang.digest.voices import words_of

NEAR: Final = 0.6  # cosine of character 3-gram TF-IDF from which on two texts are near-copies
_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True, eq=False)
class Labelled:
    """n distinct texts as words between spaces, their class, and the number of their group of near-copies."""

    texts: tuple[str, ...]
    labels: tuple[str, ...]
    groups: np.ndarray

    def folds(self) -> list[tuple[np.ndarray, np.ndarray]]:
        """Five folds, stratified by class, groups whole, seed 0: pairs of training and test rows."""
        dealt = StratifiedGroupKFold(5, shuffle=True, random_state=0)
        return list(dealt.split(np.zeros(len(self.texts)), self.labels, self.groups))


@cache
def labelled_words() -> Labelled:
    """The messages given as words: copies once, and none whose exact words bear two labels."""
    seen: dict[str, set[str]] = {}
    with (data_folder() / "messages-labelled-words.csv").open(encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            seen.setdefault(row["词语"].strip(), set()).add(row["一级标签"])
    pairs = [(text, min(labels)) for text, labels in seen.items() if len(labels) == 1]
    texts = tuple(text for text, _ in pairs)
    left, right = near(texts, texts)
    links = sp.coo_matrix((np.ones(len(left)), (left, right)), shape=(len(texts), len(texts)))
    return Labelled(texts, tuple(label for _, label in pairs), connected_components(links, directed=False)[1])


def labelled_raw() -> tuple[list[str], list[str]]:
    """The 457 raw messages (title and body) and their classes."""
    rows = _rows("messages-labelled-raw.xlsx")
    return [words_of(str(row[2]).strip(), str(row[4]).strip()) for row in rows], [str(row[5]) for row in rows]


def topic_rows() -> list[list[str]]:
    """The rows of the three-level topic scheme, without their head."""
    return [[str(cell) for cell in row] for row in _rows("topic-scheme-517.xlsx")]


def near(texts: Sequence[str], others: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """Find the near-copies between two lists: numbers in ``others`` and in ``texts``, pair by pair."""
    found = TfidfVectorizer(analyzer="char", ngram_range=(3, 3), min_df=2, dtype=np.float32)
    rows = found.fit_transform([text.replace(" ", "") for text in texts])
    against = rows if others is texts else found.transform([text.replace(" ", "") for text in others])
    hits: list[tuple[np.ndarray, np.ndarray]] = []
    for start in range(0, against.shape[0], _AT_ONCE):
        alike = (against[start : start + _AT_ONCE] @ rows.T).tocoo()
        close = alike.data >= NEAR
        hits.append((alike.row[close] + start, alike.col[close]))
    return np.concatenate([one for one, _ in hits]), np.concatenate([other for _, other in hits])


def _rows(name: str) -> list[list[Any]]:
    rows: list[list[Any]] = CalamineWorkbook.from_path(data_folder() / name).get_sheet_by_index(0).to_python()
    return rows[1:]
