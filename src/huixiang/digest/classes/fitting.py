"""Fit linear weights: two members that see words and characters, added up to one table.

Decides the learners and their settings; what the rows and targets are is the caller's business. The settings were
taken from the literature and one look at the development folds; docs/algorithms/classes.md says which.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import scipy.sparse as sp

from huixiang.digest.classes.features import counts, gram_list, made_of, rarity, weighed
from huixiang.digest.words import Words

MOST_STEPS: Final = 2_000


@dataclass(frozen=True, slots=True, eq=False)
class Laid:
    """n texts laid out for learning: ``words`` (n x V), ``parts`` (n x G) = words @ ``made``, ``made`` (V x G).

    ``idf`` weighs the words, ``gram_scale`` the grams (both are in the matrices already).
    """

    terms: tuple[str, ...]
    idf: np.ndarray
    words: Any
    grams: tuple[str, ...]
    gram_scale: np.ndarray
    made: Any
    parts: Any


@dataclass(frozen=True, slots=True, eq=False)
class Fitted:
    """Weights of one member: ``word`` (V x C), ``gram`` (G x C), ``bias`` (C); float64."""

    word: np.ndarray
    gram: np.ndarray
    bias: np.ndarray

    def scores(self, laid: Laid, rows: np.ndarray) -> np.ndarray:
        """Score some rows: rows x C."""
        return np.asarray(laid.words[rows] @ self.word + laid.parts[rows] @ self.gram + self.bias)


@dataclass(frozen=True, slots=True, eq=False)
class Task:
    """What to learn: ``targets`` (n x C, 1 where a class holds), ``weight`` of each text (n), the ``seed``."""

    targets: np.ndarray
    weight: np.ndarray
    seed: int

    def of(self, rows: np.ndarray) -> "Task":
        """Give the same task on some rows."""
        return Task(self.targets[rows], self.weight[rows], self.seed)


Member = Callable[[Any, Any, Task], Fitted]


def lay_out(words: Words) -> Laid:
    """Lay out n texts; grams that fewer than two texts have are left out. Linear in the words."""
    table = counts(words)
    idf = rarity(table)
    rows = weighed(table, idf)
    every = gram_list(words.terms)
    made = made_of(words.terms, {gram: place for place, gram in enumerate(every)})
    had = np.bincount((rows @ made).tocsr().indices, minlength=len(every))
    kept = np.flatnonzero(had > 1)
    scale = np.log((len(words) + 1) / (had[kept] + 1)) + 1
    made = (made[:, kept] @ sp.diags(scale)).tocsr()
    parts = (rows @ made).tocsr()
    # Characters as a whole count as much as words: rows of parts have a mean square length of 1.
    length = np.sqrt(parts.multiply(parts).sum() / max(len(words), 1)) or 1.0
    grams = tuple(every[place] for place in kept)
    return Laid(words.terms, idf, rows, grams, scale / length, made / length, parts / length)


def vector_machine(words: Any, parts: Any, task: Task) -> Fitted:
    """Fit a linear support vector machine for each class on words and grams (Fan et al. 2008, squared hinge)."""
    rows = sp.hstack([words, parts]).tocsr()
    return _split([_machine(rows, column, task, 0.3) for column in task.targets.T], words.shape[1])


def bayes_on_both(words: Any, parts: Any, task: Task) -> Fitted:
    """Fit an NB-SVM on words and grams (Wang and Manning 2012): features scaled by their log-count ratio."""
    return _bayes(sp.hstack([words, parts]).tocsr(), task, words.shape[1])


def even_machine(words: Any, parts: Any, task: Task) -> Fitted:
    """Fit a support vector machine in which the texts of a rare class count as much as those of a common one."""
    rows = sp.hstack([words, parts]).tocsr()
    size, classes = task.targets.shape
    lift = size / (classes * np.maximum(task.targets.sum(0), 1))
    solved = []
    for column, more in zip(task.targets.T, lift, strict=True):
        lifted = Task(task.targets, task.weight * np.where(column > 0, more, 1.0), task.seed)
        solved.append(_machine(rows, column, lifted, 0.2))
    return _split(solved, words.shape[1])


MEMBERS: Final[tuple[Member, ...]] = (even_machine, bayes_on_both)


def fit(laid: Laid, rows: np.ndarray, task: Task, members: Sequence[Member] = MEMBERS) -> list[Fitted]:
    """Fit each member on some rows. Cost: liblinear's, about 0.1 s for each 1,000 texts and 7 classes."""
    words, parts, part = laid.words[rows], laid.parts[rows], task.of(rows)
    return [member(words, parts, part) for member in members]


def _machine(rows: Any, column: np.ndarray, task: Task, strictness: float) -> np.ndarray:
    if not 0 < column.sum() < len(column):  # nothing to tell apart: always yes, or always no
        return np.append(np.zeros(rows.shape[1]), 1.0 if column.any() else -1.0)
    # Not at the top: it takes 0.7 s and 40 MB in every process of the site, and only learning needs it.
    from sklearn.svm import LinearSVC  # noqa: PLC0415

    machine = LinearSVC(C=strictness, random_state=task.seed, max_iter=MOST_STEPS, dual=True)
    machine.fit(rows, column > 0, sample_weight=task.weight)
    return np.append(machine.coef_[0], machine.intercept_)


def _bayes(rows: Any, task: Task, split: int) -> Fitted:
    solved = []
    for column, ratio in zip(task.targets.T, _ratios(rows, task), strict=True):
        weights = _machine(rows @ sp.diags(ratio), column, task, 1.0)
        weights[:-1] *= ratio
        solved.append(weights)
    return _split(solved, split)


def _ratios(rows: Any, task: Task) -> np.ndarray:
    """Compute each class's log-count ratio of each feature, smoothed by half a text: C x features."""
    share = task.targets * task.weight[:, None]
    inside = np.asarray((rows.T @ share).T) + 0.5
    outside = np.asarray((rows.T @ (task.weight[:, None] - share)).T) + 0.5
    return np.asarray(np.log((inside / inside.sum(1, keepdims=True)) / (outside / outside.sum(1, keepdims=True))))


def _split(solved: list[np.ndarray], at: int) -> Fitted:
    weights = np.array(solved).T
    return Fitted(weights[:at], weights[at:-1], weights[-1])
