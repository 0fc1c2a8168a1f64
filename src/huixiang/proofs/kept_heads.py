"""Finds the signed head of a log in whatever somebody kept of it: a mail, the text of a QR code, the file itself.

A head that many people keep is what a log made anew cannot get around; so what they kept is read as they kept it: a
mail as its program saved it (base64, quoted-printable, any set of characters), quoted, with other line ends, with the
dash of a signature lost on the way.
"""

from __future__ import annotations

import email
import re
from collections.abc import Sequence
from email import policy
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
# Letters of other sets read as UTF-8 leave anything where the dash stood; name and signature are plain ASCII.
_SIGNED: Final = re.compile(r"[^\x00-\x7f]{1,4}|-{1,3}")


def text_kept(raw: bytes) -> str:
    """The words of a file somebody kept: of a mail its plain text, else the file itself; never an error."""
    plain, mail = raw.decode("utf-8", "replace"), email.message_from_bytes(raw, policy=policy.default)
    part = mail.get_body(("plain",)) if mail["Content-Type"] else None
    try:
        return str(part.get_content()) if part is not None else plain
    except (LookupError, ValueError):  # no set of characters of that name; broken encoding
        return plain


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
    signed = takewhile(
        lambda words: len(words) == 3 and _SIGNED.fullmatch(words[0]), (line.split(" ") for line in after)
    )
    try:
        note = Note("\n".join(body) + "\n", tuple(read_signature(f"— {name} {raw}") for _dash, name, raw in signed))
        head = read_checkpoint(note.body)
        vouched = vouched_by(note, logs)
    except (NoteWrong, NotSigned):
        return None
    return head if head.origin in {each.key.name for each in vouched} else None
