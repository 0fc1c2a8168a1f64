"""How sure to be: what a score means as a chance, fitted on texts that the weights had not seen.

Decides the confidence. Two steps: a temperature turns scores into chances (Guo, Pleiss, Sun and Weinberger 2017);
then the lead of the first class over the second says how often such a lead is right (Platt 1999). The lead orders
texts better than the chance itself: a far third class says nothing about the first.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.optimize import minimize, minimize_scalar

_COOLEST, _HOTTEST = -4.0, 3.0  # ln of the temperature
_TOSSED: Final = 2.0  # texts thought to have been met without any lead, half of them right
_FLATTEST: Final = 1e-3


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


def fit_sureness(scores: np.ndarray, targets: np.ndarray, weight: np.ndarray) -> Sureness:
    """Fit on n texts' scores (n x C), which of C classes held (n x C), and how much each text counts (n)."""
    slope, offset = _fit_lead(scores, targets, weight)
    return Sureness(_fit_temperature(scores, targets, weight), slope, offset)


def _fit_temperature(scores: np.ndarray, targets: np.ndarray, weight: np.ndarray) -> float:
    """Make the labels likeliest; several labels share a text, and one more text is thought to have borne them all."""
    rows, classes = targets.shape
    doubt = 1 / (rows + 1)
    labels = targets / np.maximum(targets.sum(1, keepdims=True), 1)
    truth = weight[:, None] * ((1 - doubt) * labels + doubt / classes)
    centred = scores - scores.max(1, keepdims=True)

    def surprise(log_heat: float) -> float:
        scaled = centred / np.exp(log_heat)
        return float((truth * (np.log(np.exp(scaled).sum(1, keepdims=True)) - scaled)).sum())

    return float(np.exp(minimize_scalar(surprise, bounds=(_COOLEST, _HOTTEST), method="bounded").x))


def _fit_lead(scores: np.ndarray, targets: np.ndarray, weight: np.ndarray) -> tuple[float, float]:
    """Make it likeliest who was right; as Platt does, no text is taken to be quite as right or wrong as it was."""
    held = targets[np.arange(len(scores)), scores.argmax(1)] > 0
    right = np.where(held, 1 - 1 / (held.sum() + 2), 1 / ((~held).sum() + 2))
    leads = np.append(lead(scores), 0.0)
    hits, misses = np.append(weight * right, _TOSSED / 2), np.append(weight * (1 - right), _TOSSED / 2)

    def surprise(line: np.ndarray) -> float:
        sums = line[0] * leads + line[1]
        return float((hits * np.logaddexp(0, -sums) + misses * np.logaddexp(0, sums)).sum())

    found = minimize(surprise, np.array([1.0, 0.0]), bounds=[(_FLATTEST, None), (None, None)], method="L-BFGS-B")
    return float(found.x[0]), float(found.x[1])


def _but(places: np.ndarray, classes: int) -> np.ndarray:
    return np.asarray(np.arange(classes)[None, :] != places[:, None])
