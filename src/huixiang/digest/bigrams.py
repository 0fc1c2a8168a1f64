"""Cut texts into search terms, so that PostgreSQL finds Chinese without a dictionary.

Decides what a term is; the caller stores the terms, asks for all of them, and checks the hits
once more by LIKE, because neighbouring pairs need not come from one place.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from huixiang.digest.normalise import normalise

# Han with 〇 and 々, kana, Hangul, compatibility forms, and the planes of the rare characters.
_CJK: Final = "\u3005\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff"
_RUN: Final = re.compile(rf"([{_CJK}]+)|([^\W_{_CJK}]+)")


@dataclass(frozen=True, slots=True)
class Term:
    """One thing to look for; with ``prefix`` every term that begins so counts ('x':*)."""

    text: str
    prefix: bool


def terms(text: str) -> tuple[str, ...]:
    """Cut a text into its distinct search terms, in order of first appearance.

    A run of Chinese gives its overlapping pairs and its last character, so that every character
    begins some term; a word or number stays whole, in lower case. Terms hold letters and digits
    only: nothing the tsquery parser could mistake.
    """
    found: dict[str, None] = {}
    for chinese, word in runs(text):
        if word:
            found[word] = None
        else:
            found.update(dict.fromkeys(map(str.__add__, chinese, chinese[1:])))
            found[chinese[-1]] = None
    return tuple(found)


def runs(text: str) -> list[tuple[str, str]]:
    """Split a normalised text into its runs: a Chinese one and "", or "" and a word or number."""
    return _RUN.findall(normalise(text))


def query_terms(query: str) -> tuple[Term, ...]:
    """Cut a query into terms that all must be found; empty if it has no letter or digit.

    Pairs are looked for whole; a single Chinese character, a word or a number also as the
    beginning of a term. Words are therefore found from their start, not from their middle.
    """
    return tuple(dict.fromkeys(_query_terms(query)))


def _query_terms(query: str) -> Iterator[Term]:
    for chinese, word in runs(query):
        if len(chinese) > 1:
            yield from (Term(pair, prefix=False) for pair in map(str.__add__, chinese, chinese[1:]))
        else:
            yield Term(chinese or word, prefix=True)
