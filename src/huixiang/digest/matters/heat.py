"""How much a matter moves people, and when: heat, trend and bursts, from who spoke and when alone."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

HALF_LIFE: Final = 180.0  # days after which a silent matter has lost half of what recency can take
LASTING: Final = 0.4  # the share of heat that time does not take
LIKES_A_VOICE: Final = 20  # more likes of one voice add nothing: likes are cheap and can be bought
MONTHS: Final = 36  # longest span shown by months; beyond it by quarters
WINDOWS: Final = (90, 180)  # days

Array = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True, slots=True)
class Said:
    """The voices of all matters, ordered by matter and then time: matter number (from 0), day, speaker number, likes.

    ``day`` is days since 1970 in local time, NaN if unknown.
    """

    matter: Array
    day: Array
    speaker: Array
    likes: Array
    count: int


def speakers(said: Said) -> Array:
    """Count the different people of each matter."""
    pairs = np.unique(np.stack([said.matter, said.speaker]), axis=1)[0]
    counted: Array = np.bincount(pairs, minlength=said.count)
    return counted


def heat(said: Said, now: float) -> Array:
    """Measure each matter's heat: people first, then voices, then likes, all by their logarithm, less with time.

    (ln(1 + speakers) + 0.25 ln(1 + voices) + 0.1 ln(1 + likes)) x (0.4 + 0.6 x 0.5^(days silent / 180)), where at most
    20 likes of a voice count. A matter whose times are unknown counts as silent for one half-life.
    """
    voices = np.bincount(said.matter, minlength=said.count)
    likes = np.bincount(said.matter, np.clip(said.likes, 0, LIKES_A_VOICE), minlength=said.count)
    weight = np.log1p(speakers(said)) + 0.25 * np.log1p(voices) + 0.1 * np.log1p(likes)
    silent = np.nan_to_num(now - span(said)[1], nan=HALF_LIFE).clip(0)
    hot: Array = np.round(weight * (LASTING + (1 - LASTING) * 0.5 ** (silent / HALF_LIFE)), 4)
    return hot


def span(said: Said) -> tuple[Array, Array]:
    """Give each matter's first and last day; NaN where none is known."""
    first, last = np.full(said.count, np.inf), np.full(said.count, -np.inf)
    known = ~np.isnan(said.day)
    np.minimum.at(first, said.matter[known], said.day[known])
    np.maximum.at(last, said.matter[known], said.day[known])
    return np.where(np.isinf(first), np.nan, first), np.where(np.isinf(last), np.nan, last)


def within(said: Said, days: int) -> Array:
    """Count for each matter the most voices in any ``days`` days, both ends included."""
    known = ~np.isnan(said.day)
    matter, day = said.matter[known], said.day[known]
    if not len(day):
        return np.zeros(said.count, np.int64)
    # One rising line for all matters: each begins far behind the one before.
    line = day - day.min() + matter * (2 * (np.ptp(day) + days + 1))
    most = np.zeros(said.count, np.int64)
    np.maximum.at(most, matter, np.searchsorted(line, line + days, side="right") - np.arange(len(line)))
    return most


def burst(said: Said, whole: float) -> Array:
    """Measure by how much a matter's busiest 90 or 180 days exceed what an even flow would bring; 0 if not at all.

    (most - expected) / sqrt(expected + 1) for each window, expected = voices x window / ``whole`` days of the table;
    the larger counts. An even flow stays below 2.
    """
    voices = np.bincount(said.matter[~np.isnan(said.day)], minlength=said.count)
    best = np.zeros(said.count)
    for days in WINDOWS:
        expected = voices * min(1.0, days / max(whole, 1.0))
        best = np.maximum(best, (within(said, days) - expected) / np.sqrt(expected + 1))
    return np.round(best, 3)


def trend(said: Said) -> tuple[Array, tuple[str, ...]]:
    """Count each matter's voices by months (by quarters if all span more than three years), from the first to the last.

    Gives matters x steps, and the first month of each step. Voices without a time are not counted.
    """
    known = ~np.isnan(said.day)
    month = said.day[known].astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    if not len(month):
        return np.zeros((said.count, 0), np.int32), ()
    size = 1 if np.ptp(month) < MONTHS else 3
    step = month // size
    width = int(np.ptp(step)) + 1
    cells = np.bincount(said.matter[known] * width + step - step.min(), minlength=said.count * width)
    starts = (np.arange(step.min(), step.min() + width) * size).astype("datetime64[M]")
    return cells.reshape(said.count, width).astype(np.int32), tuple(map(str, starts))
