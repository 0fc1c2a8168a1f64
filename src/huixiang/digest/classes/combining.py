"""Add the members up to one table of weights, and fit the confidence on texts they had not seen.

Decides the folds (copies of a text stay together) and the members' shares.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from typing import Final

import numpy as np

from huixiang.digest.classes.calibrating import fit_sureness
from huixiang.digest.classes.fitting import MEMBERS, Fitted, Laid, Member, Task, fit
from huixiang.digest.classes.sureness import Sureness
from huixiang.digest.progress import Progress, silent
from huixiang.digest.words import Words

FOLDS: Final = 3


@dataclass(frozen=True, slots=True, eq=False)
class Combined:
    """The members added up: weights, how sure to be, and the ``unseen`` scores of each text (n x C)."""

    fitted: Fitted
    sureness: Sureness
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
    return Combined(whole, fit_sureness(together, task.targets, task.weight), together)


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
