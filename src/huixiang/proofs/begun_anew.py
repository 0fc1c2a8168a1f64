"""That a witness began anew with a log it had refused: the statement it signs, and reading it back.

Five lines under a name of their own, signed with the key of its cosignatures. No checkpoint reads like this, so the
signature can never be taken for one on a log.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from huixiang.proofs.notes import Note, NoteWrong, Signer, from_b64, read_signature, to_b64

FIRST: Final = "huixiang/begun-anew/v1"
SHORTEST: Final = 10
LONGEST: Final = 500
_HEAD: Final = re.compile(r"(0|[1-9][0-9]{0,18}) (\S+)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Head:
    """How far a log had grown, and the root of it."""

    size: int
    root: bytes


@dataclass(frozen=True, slots=True)
class BeginningAnew:
    """Of the log ``origin`` a witness knew one head, and goes on from another, which need not continue it."""

    origin: str
    knew: Head
    begins: Head
    reason: str

    @property
    def body(self) -> str:
        """The five lines that are signed."""
        heads = (f"{each.size} {to_b64(each.root)}" for each in (self.knew, self.begins))
        return "\n".join([FIRST, self.origin, *heads, self.reason, ""])

    def signed_by(self, signer: Signer, *, moment: int) -> Note:
        """The statement as a note; ``moment`` in seconds is when the witness began anew."""
        return Note(self.body, (read_signature(signer.sign(self.body, moment=moment)),))


def one_line(reason: str) -> str:
    """A reason as it stands in a statement: one line, single spaces, no control characters."""
    return " ".join("".join(char if char.isprintable() else " " for char in reason).split())


def read_beginning(body: str) -> BeginningAnew:
    """Read a statement from the body of a note; its signature is the caller's to check.

    :raises NoteWrong: it is none.
    """
    lines = body.split("\n")
    if len(lines) != 6 or lines[0] != FIRST or not lines[1] or lines[5]:
        raise NoteWrong("a statement has five lines and begins with its name")
    if lines[4] != one_line(lines[4]) or not SHORTEST <= len(lines[4]) <= LONGEST:
        raise NoteWrong("the reason is too short, too long or not one line")
    return BeginningAnew(lines[1], _head(lines[2]), _head(lines[3]), lines[4])


def _head(line: str) -> Head:
    found = _HEAD.fullmatch(line)
    root = from_b64(found[2]) if found else b""
    if found is None or len(root) != 32:
        raise NoteWrong("a head is a size and a root of 32 bytes")
    return Head(int(found[1]), root)
