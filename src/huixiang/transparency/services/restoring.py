"""After a restore: says so in the log (type 14), and takes over what a mirror of the log holds more than the backup.

Entries of a mirror bring no records back. They keep the log one that only grows: a witness goes on signing it, and
whoever holds a proof file of the lost time still finds the entry.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import islice
from typing import Final

from django.db import transaction

from huixiang.journal import services as journal
from huixiang.journal.models import JournalEntry
from huixiang.kernel import clock
from huixiang.kernel.actor import Actor
from huixiang.kernel.tenancy import current_organisation_id
from huixiang.people.models import Organisation
from huixiang.proofs.merkle import Frontier, leaf_hash
from huixiang.proofs.notes import Checkpoint, Note, NoteWrong, NotSigned, read_checkpoint, vouched_by
from huixiang.transparency.keys import log_signer
from huixiang.transparency.models import LogCheckpoint, LogHead
from huixiang.transparency.services.sealing import append_entries

CHUNK: Final = 10_000


class NotOurMirror(ValueError):
    """The mirror is none of this log: signed by another key, or it does not continue what stands here."""


def record_restore(*, made_at: str, size: int, erased: int, by: Actor, at: dt.datetime) -> JournalEntry:
    """Write that the records here are those of a backup of ``made_at``, when the log had ``size`` leaves.

    ``erased`` counts what had been erased since and was erased again.
    """
    return journal.record(
        "transparency.house.restored",
        about=f"house:{current_organisation_id()}",
        by=by,
        at=at,
        after={"made_at": made_at, "size": size, "erased": erased},
    )


@transaction.atomic
def continue_from_mirror(*, entries: Iterator[bytes], note: Note, at: dt.datetime) -> int:
    """Append to our log what a mirror of it holds more; returns how many entries. Nothing opens them here.

    ``entries`` are those of the mirror from its first on. 10,000 in memory at a time.

    :raises NotOurMirror: nothing was written.
    """
    head = LogHead.objects.select_for_update().first()
    if head is None:
        return 0
    signed = _signed(note, head)
    if signed.size <= head.size:
        return 0
    tree = Frontier()
    for entry in islice(entries, head.size):
        tree.append(leaf_hash(entry))
    if (tree.size, b"".join(tree.hashes)) != (head.size, bytes(head.frontier)):
        raise NotOurMirror(f"its first {head.size} entries are not ours")
    while chunk := list(islice(entries, CHUNK)):
        append_entries(chunk, tree)
    if (tree.size, tree.root) != (signed.size, signed.root):
        raise NotOurMirror("its entries do not lead to the root that was signed")
    grown = tree.size - head.size
    day = clock.day_of(at, zone=Organisation.objects.get(pk=current_organisation_id()).zone)
    head.size, head.frontier = tree.size, b"".join(tree.hashes)
    head.published, head.published_on = tree.size, day  # a mirror holds nothing that was not public
    head.save(update_fields=["size", "frontier", "published", "published_on"])
    own = Note(note.body, note.signatures[:1])
    LogCheckpoint.objects.create(size=tree.size, note=own.text, day=day)
    return grown


def _signed(note: Note, head: LogHead) -> Checkpoint:
    try:
        if vouched_by(note, [log_signer(head.origin).verifier]):
            return read_checkpoint(note.body)
    except (NoteWrong, NotSigned) as wrong:
        raise NotOurMirror("it is not signed by our key") from wrong
    raise NotOurMirror("it is not signed by our key")
