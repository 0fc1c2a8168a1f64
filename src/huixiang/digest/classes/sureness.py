"""How sure to be: what a score means as a chance. ``calibrating`` fits it on texts that the weights had not seen.

Decides the confidence. Two steps: a temperature turns scores into chances (Guo, Pleiss, Sun and Weinberger 2017);
then the lead of the first class over the second says how often such a lead is right (Platt 1999). The lead orders
texts better than the chance itself: a far third class says nothing about the first.
"""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Sureness:
    """Scores to chances: ``temperature``; then ``slope`` and ``offset`` of the lead, if ``slope`` is not 0."""

    temperature: float
    slope: float = 0.0
    offset: float = 0.0

    def chances(self, scores: np.ndarray) -> np.ndarray:
        """Turn scores (n x C) into the chance of each class: float32, rows sum to 1."""
        powers = np.exp((scores - scores.max(1, keepdims=True)) / self.temperature)
        chance = np.asarray(powers / powers.sum(1, keepdims=True), np.float32)
        if not self.slope:
            return chance
        every, first = np.arange(len(chance)), scores.argmax(1)
        right = 1 / (1 + np.exp(-(self.slope * lead(scores) + self.offset)))
        others = 1 - chance[every, first]
        chance *= np.where(others > 0, (1 - right) / np.where(others > 0, others, 1), 0)[:, None].astype(np.float32)
        # However the rest is shared out, nothing may come before the class with the highest score.
        chance[every, first] = np.maximum(right, chance.max(1, initial=0, where=_but(first, chance.shape[1])))
        return np.asarray(chance / chance.sum(1, keepdims=True))


def lead(scores: np.ndarray) -> np.ndarray:
    """Measure by how much each row's highest score leads."""
    two = np.partition(scores, -2, axis=1)[:, -2:]
    return np.asarray(two[:, 1] - two[:, 0])


def _but(places: np.ndarray, classes: int) -> np.ndarray:
    return np.asarray(np.arange(classes)[None, :] != places[:, None])
