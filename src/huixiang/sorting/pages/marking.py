"""The words of a voice cut into pieces: those that speak for a suggestion are marked, each with what for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from huixiang.sorting.models import Suggestion
from huixiang.sorting.states import SuggestionKind as K
from huixiang.sorting.suggestion_labels import KINDS

MOST_WORDS: Final = 6  # of one suggestion that are marked
SHORTEST: Final = 2
QUIET: Final = frozenset({K.MATTER})  # their words are too common to be marked in a whole text


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters; ``why`` is empty where nothing is marked."""

    text: str
    why: str = ""


def pieces_of(words: str, suggestions: Sequence[Suggestion], *, around: int | None = None) -> list[Piece]:
    """Cut the words at what is marked; joined they are the words again. Linear in the words and the marks.

    With ``around``, only the first mark with so many characters on either side. Of two that overlap the first stays.
    """
    pieces: list[Piece] = []
    at = 0
    for start, end, why in _marks(words, suggestions):
        if start < at:
            continue
        if around is not None and pieces:
            break
        before = words[at:start] if around is None else words[max(0, start - around) : start]
        pieces += [Piece(before), Piece(words[start:end], why)]
        at = end
    rest = words[at:] if around is None else words[at : at + around]
    return [piece for piece in [*pieces, Piece(rest)] if piece.text]


def _marks(words: str, suggestions: Sequence[Suggestion]) -> list[tuple[int, int, str]]:
    found = []
    for suggestion in suggestions:
        kind = K(suggestion.kind)
        if kind not in QUIET or len(suggestions) == 1:
            found += [(start, end, str(KINDS[kind])) for start, end in _spans(words, suggestion.facts)]
    return sorted(found)


def _spans(words: str, facts: Mapping[str, Any]) -> Iterator[tuple[int, int]]:
    for start, end in facts.get("spans", ()):
        yield int(start), int(end)
    for word in facts.get("words", ())[:MOST_WORDS]:
        if len(word) >= SHORTEST:
            for match in re.finditer(re.escape(word), words):
                yield match.span()
