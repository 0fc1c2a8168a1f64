"""What one text says that another does not: its own words, so that two reports of one matter can be told apart.

Order does not count: whoever tells the same in another order adds nothing.
"""

from dataclasses import dataclass
from typing import Final

import rjieba

from huixiang.digest.normalise import normalise
from huixiang.digest.stop_words import STOP_WORDS

LONGEST: Final = 4_000  # characters that are compared; what follows counts as said


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text, and whether it is added to what the other says."""

    text: str
    added: bool


def added_to(base: str, text: str) -> tuple[Piece, ...]:
    """Cut a text into pieces that the base says too and pieces it does not; joined they are the text.

    A word counts as said when it stands anywhere in the base. Signs, stop words and single characters between two
    added words belong to them, at either end they do not. Only the first 4,000 characters of each are compared, the
    rest counts as said. 0.5 ms for 150 characters.
    """
    known = normalise(base[:LONGEST])
    words = rjieba.cut(text[:LONGEST])
    settled = zip(words, _settled([_mark(word, known) for word in words]), strict=True)
    pieces: list[Piece] = []
    for word, added in [*settled, *([(text[LONGEST:], False)] if len(text) > LONGEST else [])]:
        if pieces and pieces[-1].added == added:
            pieces[-1] = Piece(pieces[-1].text + word, added)
        else:
            pieces.append(Piece(word, added))
    return tuple(pieces)


def _mark(word: str, known: str) -> bool | None:
    """Whether a word is added; None for one that says nothing by itself."""
    plain = normalise(word)
    if len(plain) < 2 or plain in STOP_WORDS or not any(char.isalnum() for char in plain):
        return None
    return plain not in known


def _settled(marks: list[bool | None]) -> list[bool]:
    """Give what says nothing to the added words on both its sides, if there are such."""
    settled = [bool(mark) for mark in marks]
    open_since = 0
    before = False
    for at, mark in enumerate(marks):
        if mark is None:
            continue
        if before and mark:
            settled[open_since:at] = [True] * (at - open_since)
        before, open_since = mark, at + 1
    return settled
