"""The receipt as a file: a proof that one entry is in a log whose checkpoint is signed (c2sp.org/tlog-proof, v1).

Decides the form of the file and when it holds; which keys are trusted is the caller's to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from huixiang.proofs import merkle
from huixiang.proofs.notes import (
    Checkpoint,
    Note,
    NoteWrong,
    NotSigned,
    Verifier,
    Vouched,
    from_b64,
    read_checkpoint,
    read_note,
    to_b64,
    vouched_by,
)

HEAD: Final = "c2sp.org/tlog-proof@v1"
LONGEST: Final = 256 * 1024
_BEGINNINGS: Final = (HEAD, "extra ", "index ")
_INDEX: Final = re.compile(r"index (0|[1-9][0-9]{0,18})", re.ASCII)


class FileWrong(ValueError):
    """The text is no proof file."""


def is_meant_as_proof(text: str) -> bool:
    """Test whether a text is a proof file, perhaps a damaged one: two lines of the three that it begins with."""
    return sum(f"\n{text[:LONGEST]}".count(f"\n{beginning}") > 0 for beginning in _BEGINNINGS) >= len(_BEGINNINGS) - 1


@dataclass(frozen=True, slots=True)
class TlogProof:
    """A proof file: opaque extra bytes (nobody vouches for them), the entry's index, the hashes, the checkpoint."""

    index: int
    hashes: tuple[bytes, ...]
    note: Note
    extra: bytes = b""

    @property
    def text(self) -> str:
        """The file."""
        extra = [f"extra {to_b64(self.extra)}"] if self.extra else []
        lines = [HEAD, *extra, f"index {self.index}", *map(to_b64, self.hashes), ""]
        return "\n".join(lines) + "\n" + self.note.text

    @property
    def checkpoint(self) -> Checkpoint:
        """The checkpoint, unchecked.

        :raises FileWrong: the note holds none.
        """
        try:
            return read_checkpoint(self.note.body)
        except NoteWrong as error:
            raise FileWrong(str(error)) from error


def read_proof(text: str) -> TlogProof:
    """Read a proof file; checks neither hashes nor signatures.

    :raises FileWrong: it is none.
    """
    head, gap, note = text.partition("\n\n")
    lines = head.split("\n")
    if len(text) > LONGEST or not gap or lines.pop(0) != HEAD:
        raise FileWrong("the file does not begin as a proof does")
    try:
        extra = from_b64(lines.pop(0).removeprefix("extra ")) if lines and lines[0].startswith("extra ") else b""
        index = _INDEX.fullmatch(lines.pop(0)) if lines else None
        hashes = tuple(from_b64(line) for line in lines)
        found = read_note(note)
    except NoteWrong as error:
        raise FileWrong(str(error)) from error
    if index is None or len(hashes) > merkle.LONGEST_PROOF or any(len(each) != merkle.HASH_BYTES for each in hashes):
        raise FileWrong("the index or a hash of the proof is not written as it should be")
    proof = TlogProof(int(index[1]), hashes, found, extra)
    proof.checkpoint  # noqa: B018 - raises when there is none
    return proof


def verify(proof: TlogProof, *, entry: bytes, keys: Iterable[Verifier]) -> list[Vouched]:
    """Check that the entry stands in the log; gives the keys that vouch for the checkpoint, in their order.

    :raises ProofWrong: the hashes do not lead from the entry to the root.
    :raises NotSigned: none of the keys signed the checkpoint, or one's signature does not hold.
    """
    checkpoint = proof.checkpoint
    vouched = vouched_by(proof.note, keys)
    merkle.verify_inclusion(merkle.leaf_hash(entry), proof.index, checkpoint.size, proof.hashes, checkpoint.root)
    if not vouched:
        raise NotSigned(checkpoint.origin)
    return vouched
