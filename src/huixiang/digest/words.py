"""Cut texts into words, once for all stages; a word is a number into a list of terms.

Decides what a word is and how words are laid out in memory; what to leave out (``STOP_WORDS``) and what to
weigh is the stages' business. The dictionary is rjieba's; words it does not know stay single characters, so
that the same characters are cut the same way in every text (guessing new words is left out on purpose: it
costs half as much again and cuts one name differently from text to text).
"""

import re
from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Final

import numpy as np
import rjieba

from huixiang.digest.normalise import normalise
from huixiang.digest.progress import Progress, silent

# Normalising costs twice as much as cutting two texts in three, and almost every text differs from its normal
# form by full-width punctuation alone, which is no word anyway. So only what holds one of these is normalised.
_UNUSUAL: Final = re.compile(
    "[\x00\u00ad\u0130\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\u2070-\u209f\u2100-\u218f"
    "\u2460-\u24ff\u2e80-\u2fdf\u3200-\u33ff\ud800-\udfff\uf900-\ufaff\ufe00-\ufe0f\ufeff"
    "\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff66-\uffef\U0001d400-\U0002ffff]"
)
_EVERY: Final = 20_000  # texts between two words of progress


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The words of n texts: those of text i are ``terms[k] for k in ids[offsets[i]:offsets[i + 1]]``.

    ``terms`` are distinct, in order of first appearance; ``ids`` is int32 (one per word), ``offsets`` int64 (n + 1).
    A million texts of 120 characters take about 250 MB.
    """

    terms: tuple[str, ...]
    ids: np.ndarray
    offsets: np.ndarray

    def __len__(self) -> int:
        """How many texts there are."""
        return len(self.offsets) - 1

    def of(self, row: int) -> list[str]:
        """Give the words of one text, in order."""
        return [self.terms[place] for place in self.ids[self.offsets[row] : self.offsets[row + 1]]]

    def rows(self) -> np.ndarray:
        """Give the text number of each word (int64, as long as ``ids``)."""
        return np.repeat(np.arange(len(self)), np.diff(self.offsets))

    def take(self, rows: np.ndarray) -> "Words":
        """Give some of the texts, in this order; the terms stay as they are."""
        lengths = np.diff(self.offsets)[rows]
        ends = np.concatenate(([0], np.cumsum(lengths))).astype(np.int64)
        places = np.arange(ends[-1]) + np.repeat(self.offsets[rows] - ends[:-1], lengths)
        return Words(self.terms, self.ids[places], ends)

    def without(self, stop: Collection[str]) -> "Words":
        """Leave out these words; neighbours on both sides of one become neighbours."""
        unwanted = frozenset(stop)
        return self.only([term not in unwanted for term in self.terms])

    def only(self, keep: Sequence[bool]) -> "Words":
        """Keep the words whose term is marked (one mark for each term), and number the terms anew; order stays."""
        kept = np.array(keep, bool)
        fresh = np.where(kept, np.cumsum(kept) - 1, -1).astype(np.int32)
        ids = fresh[self.ids]
        here = ids >= 0
        before = np.concatenate(([0], np.cumsum(here)))
        terms = tuple(term for term, stays in zip(self.terms, keep, strict=True) if stays)
        return Words(terms, ids[here], before[self.offsets].astype(np.int64))


def cut(text: str) -> list[str]:
    """Cut one text into its words: normalised, in order, without punctuation.

    A word holds at least one letter, digit or Chinese character. Latin words and numbers stay whole.
    """
    return [word for word in rjieba.cut(_plain(text), False) if _is_word(word)]


def segment(texts: Iterable[str], *, progress: Progress = silent) -> Words:
    """Cut n texts into words as ``cut`` does, numbered.

    Texts may be empty. The result depends on the texts and their order alone. Cost is linear: about 2.5 million
    characters, or 20,000 texts of 120 characters, in a second of one core.
    """
    return _numbered((rjieba.cut(_plain(text), False) for text in texts), _size(texts), progress)


def spaced(texts: Iterable[str], *, progress: Progress = silent) -> Words:
    """Number the words of n texts that were cut before: words stand between spaces.

    A word our dictionary does not have is cut further, as it would be in a text; otherwise what is learnt from such a
    table would not fit the texts it is used on.
    """
    return segment(texts, progress=progress)


def _plain(text: str) -> str:
    if _UNUSUAL.search(text):
        return normalise(text.encode("utf-8", "ignore").decode())
    return text.lower()


def _is_word(word: str) -> bool:
    return any(map(str.isalnum, word))


def _size(texts: Iterable[str]) -> int:
    return len(texts) if isinstance(texts, Sequence) else 0


def _numbered(cut_texts: Iterable[list[str]], size: int, progress: Progress) -> Words:
    number: defaultdict[str, int] = defaultdict(count().__next__)
    ids, ends = array("i"), array("q", [0])
    for done, words in enumerate(cut_texts):
        if done % _EVERY == 0:
            progress("words", done, size)
        ids.extend(map(number.__getitem__, words))
        ends.append(len(ids))
    progress("words", len(ends) - 1, len(ends) - 1)
    every = Words(tuple(number), np.frombuffer(ids, np.int32), np.frombuffer(ends, np.int64))
    return every.only(list(map(_is_word, number)))
