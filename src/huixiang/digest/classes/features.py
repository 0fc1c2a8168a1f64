"""Words as numbers: how much each word of a text weighs, and of which characters a word is made.

A text is a row of word weights of length 1: (1 + ln n) ln((N + 1) / (df + 1)) + 1 scaled (Salton and Buckley 1988).
A word is a row of its character 1- to 3-grams, so that a word never seen in training still says something through
its characters. Because that step is linear, whatever is learnt on characters can be added up per word beforehand.
"""

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any, Final

import numpy as np
import scipy.sparse as sp

from huixiang.digest.words import Words

LONGEST: Final = 3  # characters of a gram


def counts(words: Words) -> Any:
    """Count each text's words: a CSR matrix of n texts x terms, float32, columns sorted. Linear."""
    shape = (len(words), len(words.terms))
    ones = np.ones(len(words.ids), np.float32)
    table = sp.csr_matrix((ones, words.ids, words.offsets), shape=shape, copy=True)
    table.sum_duplicates()
    return table


def rarity(table: Any) -> np.ndarray:
    """Weigh each column by how few rows have it: float32, ln((n + 1) / (df + 1)) + 1."""
    had = np.bincount(table.indices, minlength=table.shape[1])
    return np.asarray(np.log((table.shape[0] + 1) / (had + 1)) + 1, np.float32)


def weighed(table: Any, idf: np.ndarray) -> Any:
    """Turn counts into rows of word weights of Euclidean length 1; a row without words stays zero."""
    values = (1 + np.log(table.data)) * idf[table.indices]
    rows = np.repeat(np.arange(table.shape[0]), np.diff(table.indptr))
    lengths = np.sqrt(np.bincount(rows, values * values, table.shape[0]))
    values = (values / np.where(lengths, lengths, 1)[rows]).astype(np.float32)
    return sp.csr_matrix((values, table.indices, table.indptr), shape=table.shape)


def grams(term: str) -> list[str]:
    """Cut a word into its character 1- to 3-grams; a Latin word or a number is one piece."""
    if term.isascii():
        return [term]
    return [term[at : at + size] for size in range(1, LONGEST + 1) for at in range(len(term) - size + 1)]


def gram_list(terms: Iterable[str]) -> tuple[str, ...]:
    """List the distinct grams of some words, in order of first appearance."""
    return tuple(dict.fromkeys(chain.from_iterable(map(grams, terms))))


def made_of(terms: Sequence[str], known: dict[str, int]) -> Any:
    """Count the known grams of each word: a CSR matrix of terms x grams, float32; unknown grams are left out."""
    pieces = [[known[gram] for gram in grams(term) if gram in known] for term in terms]
    ends = np.cumsum([0, *map(len, pieces)])
    ids = np.fromiter(chain.from_iterable(pieces), np.int32, int(ends[-1]))
    table = sp.csr_matrix((np.ones(len(ids), np.float32), ids, ends), shape=(len(terms), len(known)))
    table.sum_duplicates()
    return table


def says_something(term: str) -> bool:
    """Tell whether a word may count at all: numbers (dates, house and phone numbers) do not."""
    return not term.isdigit()
