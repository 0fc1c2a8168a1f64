"""Spread what a scheme says to the texts at hand, without a label: keywords first, then the company they keep.

Naive Bayes with expectation and maximisation (Nigam, McCallum, Thrun and Mitchell 2000), held to the keywords in
every round, so that a topic cannot drift away from its own words.
"""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import scipy.sparse as sp

from huixiang.digest.classes.schemes import Heading, Scheme
from huixiang.digest.words import cut

ROUNDS: Final = 5
_WHOLE, _PIECE, _LEAF_PIECE = 1.0, 0.3, 0.5  # a word itself, a word of a phrase, a word of a sub-heading's name
_SMOOTH: Final = 0.5  # of a text, for each word and class
_EVEN: Final = 50.0  # texts that each class is thought to have had before
_TEMPER: Final = 0.5  # words of one text do not speak independently of each other
_HELD: Final = 1.5  # spread of the keywords' say beside that of the other words
_LABEL: Final = 20.0  # texts that a label somebody gave counts for
_MOST: Final = 3.0  # 1 + ln of a word's count in a text counts up to here


def keyword_weights(scheme: Scheme, terms: Sequence[str]) -> np.ndarray:
    """Weigh each of V terms for each of C headings: V x C, from 0 to 1; a word of several headings counts less.

    A phrase of several words speaks through each of them, more weakly.
    """
    place = {term: at for at, term in enumerate(terms)}
    weights = np.zeros((len(terms), len(scheme.headings)))
    for column, heading in enumerate(scheme.headings):
        for word, weight in _words_of(heading).items():
            if word in place:
                weights[place[word], column] = weight
    total = weights.sum(1, keepdims=True)
    return np.asarray(weights * weights.max(1, keepdims=True) / np.where(total > 0, total, 1))


def keywords(scheme: Scheme) -> tuple[str, ...]:
    """List the distinct words that speak for some heading, in the order of the scheme."""
    return tuple(dict.fromkeys(word for heading in scheme.headings for word in _words_of(heading)))


def spread(counted: Any, idf: np.ndarray, said: np.ndarray, told: np.ndarray) -> np.ndarray:
    """Estimate the chance of each class for n texts: n x C, rows summing to 1.

    ``counted`` is n x V word counts (CSR), ``idf`` weighs the words, ``said`` (n x C) is what the keywords say and
    ``told`` (n x C) what people said: there the chance is shared among their classes, and counts twentyfold.
    Linear in the words: a second for 8,000 texts of 150 characters.
    """
    values = np.minimum(1 + np.log(counted.data), _MOST) * (idf / idf.mean())[counted.indices]
    table = sp.csr_matrix((values, counted.indices, counted.indptr), shape=counted.shape)
    length = np.sqrt(np.maximum(np.asarray(table.sum(1)), 1))
    held = said * (_HELD / (said.std() or 1))
    labelled = np.asarray(told.any(1))
    weight = np.where(labelled, _LABEL, 1.0)
    chance = _fixed(softmax(held), told, labelled)
    for _ in range(ROUNDS):
        weighed = chance * weight[:, None]
        seen = np.asarray((table.T @ weighed).T) + _SMOOTH
        words = np.log(seen / seen.sum(1, keepdims=True))
        prior = np.log((weighed.sum(0) + _EVEN) / (weighed.sum() + _EVEN * chance.shape[1]))
        scores = np.asarray(table @ words.T) * (_TEMPER / length) + prior + held
        chance = _fixed(softmax(scores), told, labelled)
    return chance


def softmax(scores: np.ndarray) -> np.ndarray:
    """Turn scores into chances; rows sum to 1."""
    powers = np.exp(scores - scores.max(1, keepdims=True))
    return np.asarray(powers / powers.sum(1, keepdims=True))


def _fixed(chance: np.ndarray, told: np.ndarray, labelled: np.ndarray) -> np.ndarray:
    chance[labelled] = told[labelled] / told[labelled].sum(1, keepdims=True)
    return chance


def _words_of(heading: Heading) -> dict[str, float]:
    weights: dict[str, float] = {}
    for phrases, piece in (((heading.name, *heading.parts), _LEAF_PIECE), (heading.words, _PIECE)):
        for phrase in phrases:
            words = cut(phrase)
            if len(words) == 1:
                weights[words[0]] = _WHOLE
                continue
            for word in words:
                if len(word) > 1 or piece == _LEAF_PIECE:
                    weights[word] = max(weights.get(word, 0.0), piece)
    return weights
