"""Our role as a witness of others' logs: which we watch, and cosigning what is consistent with what we cosigned before.

The rules are those of c2sp.org/tlog-witness; each refusal carries its HTTP status.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Final

from django.db import transaction

from huixiang.journal import services as journal
from huixiang.kernel.actor import Actor
from huixiang.kernel.tenancy import current_organisation_id
from huixiang.people.models import Organisation
from huixiang.proofs.merkle import EMPTY_ROOT, LONGEST_PROOF, ProofWrong, verify_consistency
from huixiang.proofs.notes import (
    ED25519,
    Checkpoint,
    Note,
    NoteWrong,
    NotSigned,
    Verifier,
    from_b64,
    read_checkpoint,
    read_note,
    read_verifier,
    vouched_by,
)
from huixiang.transparency.keys import witness_signer
from huixiang.transparency.models import WatchedLog

_OLD: Final = re.compile(r"old (0|[1-9][0-9]{0,18})", re.ASCII)
LARGEST_REQUEST: Final = 128 * 1024


class NotCosigned(Exception):
    """We do not cosign; ``status`` and ``body`` are the answer. What we know of the log is as before."""

    def __init__(self, status: int, body: str = "") -> None:
        super().__init__(status, body)
        self.status, self.body = status, body


@dataclass(frozen=True, slots=True)
class Asked:
    """A request to cosign: the size it says we know, the proof from there, the checkpoint."""

    old: int
    proof: list[bytes]
    note: Note
    checkpoint: Checkpoint


@transaction.atomic
def watch_log(*, key: str, by: Actor, at: dt.datetime) -> WatchedLog:
    """Become a witness of the log with this key; doing it again changes nothing.

    :raises NoteWrong: the text is no key of a log; nothing was written.
    """
    found = read_verifier(key)
    if found.kind != ED25519:
        raise NoteWrong("this is the key of a witness, not of a log")
    watched, new = WatchedLog.objects.get_or_create(origin=found.name, defaults={"key": found.text, "added_at": at})
    if new:
        journal.record(
            "transparency.log.watched", about=f"log:{watched.pk}", by=by, at=at, after={"origin": found.name}
        )
    return watched


# No journal entry: a log asks many times a day, and the checkpoint we keep says it all.
@transaction.atomic
def cosign(*, request: str, at: dt.datetime) -> str:
    """Cosign a checkpoint that continues what we know of its log; gives the signature line with its line end.

    :raises NotCosigned: 400 misspelt, 403 unknown signer, 404 unknown log, 409 we know another size, 422 no proof.
    """
    asked = _read(request)
    watched = WatchedLog.objects.select_for_update().filter(origin=asked.checkpoint.origin).first()
    if watched is None:
        raise NotCosigned(404)
    _require_signed(asked.note, read_verifier(watched.key))
    _require_continues(asked, watched)
    watched.size, watched.note = asked.checkpoint.size, asked.note.text
    watched.save(update_fields=["size", "note"])
    signer = witness_signer(Organisation.objects.get(pk=current_organisation_id()))
    return f"{signer.sign(asked.note.body, moment=int(at.timestamp()))}\n"


def _read(request: str) -> Asked:
    head, _gap, note = request.partition("\n\n")
    first, *lines = head.split("\n")
    old = _OLD.fullmatch(first)
    try:
        found = read_note(note)
        proof, checkpoint = [from_b64(line) for line in lines], read_checkpoint(found.body)
    except NoteWrong as wrong:
        raise NotCosigned(400, f"{wrong}\n") from wrong
    if old is None or len(lines) > LONGEST_PROOF or int(old[1]) > checkpoint.size:
        raise NotCosigned(400, "the old size or the proof is not written as it should be\n")
    return Asked(int(old[1]), proof, found, checkpoint)


def _require_signed(note: Note, key: Verifier) -> None:
    try:
        if vouched_by(note, [key]):
            return
    except NotSigned:
        pass
    raise NotCosigned(403)


def _require_continues(asked: Asked, watched: WatchedLog) -> None:
    known = read_checkpoint(read_note(watched.note).body) if watched.note else None
    size, root = (known.size, known.root) if known else (0, EMPTY_ROOT)
    if asked.old != size or (asked.checkpoint.size == size and known and asked.checkpoint.root != root):
        raise NotCosigned(409, f"{size}\n")
    try:
        verify_consistency(size, asked.checkpoint.size, asked.proof, root, asked.checkpoint.root)
    except ProofWrong as wrong:
        raise NotCosigned(422) from wrong
