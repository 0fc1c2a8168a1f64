"""How alike two voices are as to the matter they raise: one number from 0 to 1 for many pairs at once."""

from typing import Any, Final

import numpy as np

from huixiang.digest.kernel import dots, products
from huixiang.digest.matters.rules import Rules
from huixiang.digest.matters.threads import each
from huixiang.digest.matters.vectors import UNIT, Vectors

AT_ONCE: Final = 50_000  # pairs compared together: bounds memory
FAR: Final = 0.25  # likeness in sense below which letters were never enough alike
YEAR: Final = 365.25

Array = np.ndarray[Any, np.dtype[Any]]


def likeness(vectors: Vectors, lefts: Array, rights: Array, rules: Rules) -> Array:
    """Give the likeness of each pair of voices (float32): letters, sense, place, time.

    The letters' part is a cosine; its fifth root stands for the sense where none was learned. Exact: the same pair
    has the same likeness wherever it is computed. A pair costs about 3 microseconds.
    """
    parts = [slice(start, start + AT_ONCE) for start in range(0, len(lefts), AT_ONCE)]
    found = each(lambda part: _likeness(vectors, lefts[part], rights[part], rules), parts)
    return np.concatenate(found) if found else np.zeros(0, np.float32)


def _likeness(vectors: Vectors, lefts: Array, rights: Array, rules: Rules) -> Array:
    letters = products(vectors.pairs, lefts, rights) / UNIT**2
    return combined(vectors, lefts, rights, letters, rules)


def combined(vectors: Vectors, lefts: Array, rights: Array, letters: Array, rules: Rules) -> Array:
    """Add to the letters' likeness what sense, place and time say."""
    sense = _sense(vectors, lefts, rights) if vectors.sense.shape[1] else letters**0.2
    mixed = (1 - rules.semantic) * letters + rules.semantic * sense
    mixed *= 1 - rules.elsewhere * _elsewhere(vectors, lefts, rights)
    years = np.nan_to_num(np.abs(vectors.days[lefts] - vectors.days[rights]) / YEAR)
    result: Array = (mixed - rules.yearly * np.minimum(years, 2)).clip(0, 1).astype(np.float32)
    return result


def near_in_sense(vectors: Vectors, lefts: Array, rights: Array) -> Array:
    """Tell which pairs are near enough in sense to be worth comparing (bool); all where no sense was learned."""
    if not vectors.sense.shape[1]:
        return np.ones(len(lefts), bool)
    parts = [slice(start, start + AT_ONCE) for start in range(0, len(lefts), AT_ONCE)]
    found = each(lambda part: _sense(vectors, lefts[part], rights[part]) >= FAR, parts)
    return np.concatenate(found) if found else np.zeros(0, bool)


def _sense(vectors: Vectors, lefts: Array, rights: Array) -> Array:
    cosine: Array = dots(vectors.sense, lefts, rights).astype(np.float32) / np.float32(UNIT**2)
    return cosine


def _elsewhere(vectors: Vectors, lefts: Array, rights: Array) -> Array:
    """Tell which pairs name places of one kind without sharing any part of a name."""
    comparable = (vectors.families[lefts] & vectors.families[rights]) > 0
    found = np.zeros(len(lefts), bool)
    asked = np.flatnonzero(comparable)
    found[asked] = products(vectors.places, lefts[asked], rights[asked]) == 0
    return found
