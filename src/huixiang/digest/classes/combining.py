"""Add the members up to one table of weights, and fit the confidence on texts they had not seen.

Decides the folds (copies of a text stay together), the members' shares and the temperature.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from typing import Final

import numpy as np
from scipy.optimize import minimize_scalar

from huixiang.digest.classes.fitting import MEMBERS, Fitted, Laid, Member, Task, fit
from huixiang.digest.progress import Progress, silent
from huixiang.digest.words import Words

FOLDS: Final = 3
_COOLEST, _HOTTEST = -4.0, 3.0  # ln of the temperature


@dataclass(frozen=True, slots=True, eq=False)
class Combined:
    """The members added up: weights, the ``temperature``, and the ``unseen`` scores of each text (n x C)."""

    fitted: Fitted
    temperature: float
    unseen: np.ndarray


def combine(
    laid: Laid, task: Task, folds: np.ndarray, progress: Progress = silent, members: Sequence[Member] = MEMBERS
) -> Combined:
    """Fit all members on all folds but one in turn, then on everything; each counts by the inverse of its spread.

    ``folds`` gives each row its fold. Cost: the fit of the members times the number of folds and one.
    """
    steps = len(np.unique(folds)) + 1
    shares, together = cross_fitted(laid, task, folds, progress, members)
    whole = _added(fit(laid, np.arange(len(folds)), task, members), shares)
    progress("learning", steps, steps)
    return Combined(whole, temperature(together, task), together)


def cross_fitted(
    laid: Laid, task: Task, folds: np.ndarray, progress: Progress = silent, members: Sequence[Member] = MEMBERS
) -> tuple[list[float], np.ndarray]:
    """Score each text by members that had not seen its fold: the members' shares, and the sum of scores (n x C)."""
    unseen = [np.zeros(task.targets.shape) for _ in members]
    numbers = np.unique(folds)
    for done, fold in enumerate(numbers):
        progress("learning", done, len(numbers) + 1)
        held = np.flatnonzero(folds == fold)
        fitted = fit(laid, np.flatnonzero(folds != fold), task, members)
        for scores, member in zip(unseen, fitted, strict=True):
            scores[held] = member.scores(laid, held)
    shares = [1 / (len(unseen) * (float(scores.std()) or 1)) for scores in unseen]
    return shares, np.asarray(sum(share * scores for share, scores in zip(shares, unseen, strict=True)))


def temperature(scores: np.ndarray, task: Task) -> float:
    """Find the temperature at which the scores (n x C) make the labels likeliest; several labels share a text.

    As if one more text had been met that bears all labels alike, so that few texts never make it certain (after Platt
    1999). Guo, Pleiss, Sun and Weinberger 2017.
    """
    rows, classes = task.targets.shape
    doubt = 1 / (rows + 1)
    labels = task.targets / np.maximum(task.targets.sum(1, keepdims=True), 1)
    truth = task.weight[:, None] * ((1 - doubt) * labels + doubt / classes)
    centred = scores - scores.max(1, keepdims=True)

    def surprise(log_heat: float) -> float:
        scaled = centred / np.exp(log_heat)
        return float((truth * (np.log(np.exp(scaled).sum(1, keepdims=True)) - scaled)).sum())

    return float(np.exp(minimize_scalar(surprise, bounds=(_COOLEST, _HOTTEST), method="bounded").x))


def folds_of(words: Words, targets: np.ndarray, seed: int, number: int = FOLDS) -> np.ndarray:
    """Deal n texts into folds, class by class; texts of the same words stay together. Returns n fold numbers."""
    group = _copies(words)
    first = np.unique(group, return_index=True)[1]
    mixed = np.random.default_rng(seed).permutation(len(first))
    dealt = mixed[np.argsort(targets.argmax(1)[first][mixed], kind="stable")]
    fold = np.empty(len(first), np.int64)
    fold[dealt] = np.arange(len(first)) % number
    return np.asarray(fold[group])


def _copies(words: Words) -> np.ndarray:
    seen: dict[bytes, int] = {}
    fresh = count()
    keys = (
        np.sort(words.ids[start:end]).tobytes() for start, end in zip(words.offsets, words.offsets[1:], strict=False)
    )
    return np.array([seen[key] if key in seen else seen.setdefault(key, next(fresh)) for key in keys], np.int64)


def _added(members: list[Fitted], shares: list[float]) -> Fitted:
    def total(name: str) -> np.ndarray:
        return np.asarray(sum(share * getattr(one, name) for share, one in zip(shares, members, strict=True)))

    return Fitted(total("word"), total("gram"), total("bias"))
