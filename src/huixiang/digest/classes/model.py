"""What was learnt, ready to be applied: one table of word weights for each taxonomy.

Decides how a text is scored; how the weights come about is ``training``'s business, how they are kept ``storing``'s.
Needs numpy and scipy only, so that classifying starts quickly.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from huixiang.digest.classes.features import counts, made_of, says_something, weighed
from huixiang.digest.classes.sureness import Sureness
from huixiang.digest.stop_words import STOP_WORDS
from huixiang.digest.words import Words, segment


@dataclass(frozen=True, slots=True, eq=False)
class Taxonomy:
    """One set of headings with V words, G grams and C classes; all arrays float32.

    ``idf`` (V), ``weights`` (V x C), ``gram_weights`` (G x C), ``bias`` (C), ``shares`` (C; of each class among the
    labels), ``unseen_idf`` for words outside the vocabulary, ``unseen_share`` how many such words a training text had.
    ``left_out`` names labels that occurred too rarely to be learnt.
    """

    name: str
    classes: tuple[str, ...]
    terms: tuple[str, ...]
    idf: np.ndarray
    weights: np.ndarray
    grams: tuple[str, ...]
    gram_weights: np.ndarray
    bias: np.ndarray
    shares: np.ndarray
    unseen_idf: float
    unseen_share: float
    sureness: Sureness
    left_out: tuple[str, ...] = ()
    number: dict[str, int] = field(init=False, repr=False)
    gram_number: dict[str, int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Number the words and grams for looking them up."""
        object.__setattr__(self, "number", {term: place for place, term in enumerate(self.terms)})
        object.__setattr__(self, "gram_number", {gram: place for place, gram in enumerate(self.grams)})


@dataclass(frozen=True, slots=True)
class Model:
    """The taxonomies that are suggested together; the first is the main one. ``made_at`` is ISO 8601."""

    taxonomies: tuple[Taxonomy, ...]
    made_at: str
    seed: int

    def beside(self, other: "Model") -> "Model":
        """Put the other's taxonomies behind these, to be suggested together."""
        return replace(self, taxonomies=(*self.taxonomies, *other.taxonomies))


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """What a taxonomy knows of V words: ``idf`` (V), ``table`` (V x C) and the ``bias`` (C)."""

    idf: np.ndarray
    table: np.ndarray
    bias: np.ndarray


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """Texts scored: ``rows`` (CSR, n texts x terms), ``table`` (terms x C) and ``scores`` (n x C)."""

    rows: Any
    table: np.ndarray
    scores: np.ndarray


def informative(texts: Sequence[str] | Words) -> Words:
    """Cut texts into words and keep those that may say something: no stop words, no numbers."""
    words = texts if isinstance(texts, Words) else segment(texts)
    return words.only([says_something(term) and term not in STOP_WORDS for term in words.terms])


def look_up(taxonomy: Taxonomy, terms: Sequence[str]) -> Known:
    """Find the rarity and the class weights of some words; an unknown word is the sum of its known grams."""
    places = np.array([taxonomy.number.get(term, -1) for term in terms], np.int64)
    unknown = np.flatnonzero(places < 0).tolist()
    idf = np.full(len(terms), taxonomy.unseen_idf, np.float32)
    table = np.zeros((len(terms), len(taxonomy.classes)), np.float32)
    known = places >= 0
    idf[known], table[known] = taxonomy.idf[places[known]], taxonomy.weights[places[known]]
    if unknown:
        table[unknown] = made_of([terms[place] for place in unknown], taxonomy.gram_number) @ taxonomy.gram_weights
    return Known(idf, table, taxonomy.bias)


def score(known: Known, words: Words) -> Scored:
    """Score n texts whose terms were looked up under each class; a text without words gets the bias alone. Linear."""
    rows = weighed(counts(words), known.idf)
    return Scored(rows, known.table, np.asarray(rows @ known.table) + known.bias)
