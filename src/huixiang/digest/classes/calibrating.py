"""Fit how sure to be on texts that the weights had not seen; what is fitted, ``sureness`` says.

Apart from it because fitting needs an optimiser, and classifying shall start quickly.
"""

from typing import Final

import numpy as np
from scipy.optimize import minimize, minimize_scalar

from huixiang.digest.classes.sureness import Sureness, lead

_COOLEST, _HOTTEST = -4.0, 3.0  # ln of the temperature
_TOSSED: Final = 2.0  # texts thought to have been met without any lead, half of them right
_FLATTEST: Final = 1e-3


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
