"""Finds the signed head of a log in whatever somebody kept of it: a mail, the text of a QR code, the file itself.

A head that many people keep is what a log made anew cannot get around; so what they kept is read as they kept it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import Final

from huixiang.proofs.notes import (
    MOST_SIGNATURES,
    Checkpoint,
    Note,
    NoteWrong,
    NotSigned,
    Verifier,
    read_checkpoint,
    read_signature,
    vouched_by,
)

LONGEST: Final = 256 * 1024
_BODY_LINES: Final = 3


def find_head(text: str, *, logs: Sequence[Verifier]) -> Checkpoint | None:
    """The largest head in a text that one of ``logs`` signed; None if there is none. Marks of quoting are passed over.

    Linear in the text, of which the first 256 Ki characters are read.
    """
    lines = [line.lstrip("> \t").rstrip() for line in text[:LONGEST].splitlines()]
    names = {each.name for each in logs}
    heads = [_head_at(lines, place, logs) for place, line in enumerate(lines) if line in names]
    return max((head for head in heads if head), key=lambda head: head.size, default=None)


def _head_at(lines: Sequence[str], place: int, logs: Sequence[Verifier]) -> Checkpoint | None:
    """The head whose name stands in this line, if what follows is one."""
    end = place + _BODY_LINES
    body, after = lines[place:end], lines[end + 1 : end + 1 + MOST_SIGNATURES]
    signed = takewhile(lambda line: line.startswith("— "), after)
    try:
        note = Note("\n".join(body) + "\n", tuple(read_signature(line) for line in signed))
        head = read_checkpoint(note.body)
        vouched = vouched_by(note, logs)
    except (NoteWrong, NotSigned):
        return None
    return head if head.origin in {each.key.name for each in vouched} else None
