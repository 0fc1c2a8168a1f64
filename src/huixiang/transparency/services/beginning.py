"""As a witness: to begin anew with a log we refuse to sign, in the open. Called from the command line alone.

A log that was restored from an older backup is another one than we knew. Refusing it for good helps nobody once its
people have said why; going on without a word would hide every rewriting. So the old head stays with us for ever,
beside the new one and the reason, and both houses show it for good.
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from huixiang.journal import services as journal
from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import Refusal
from huixiang.proofs.begun_anew import LONGEST, SHORTEST, one_line
from huixiang.proofs.notes import (
    Checkpoint,
    Note,
    NoteWrong,
    NotSigned,
    read_checkpoint,
    read_note,
    read_verifier,
    to_b64,
    vouched_by,
)
from huixiang.transparency.models import BegunAnew, WatchedLog


class NotBegunAnew(Refusal):
    """There is nothing to begin anew, or no reason was given; nothing was written."""


@transaction.atomic
def begin_anew(*, head: str, reason: str, by: Actor, at: dt.datetime) -> BegunAnew:
    """Go on from this signed head of a log we watch, whatever we knew of it; only what continues it is signed then.

    ``head`` is the log's checkpoint as a text, which its people have shown; compare it with their notice board first.

    :raises NotBegunAnew: no reason of 10 to 500 characters; no checkpoint; not watched; not signed by its key;
    we signed nothing of it yet, or this very head. Nothing was written.
    """
    why = one_line(reason)
    if not SHORTEST <= len(why) <= LONGEST:
        words = _("Say why, in %(least)s to %(most)s characters. Everybody will read it.")
        raise NotBegunAnew(words % {"least": SHORTEST, "most": LONGEST})
    note, begins = _read(head)
    watched = WatchedLog.objects.select_for_update().filter(origin=begins.origin).first()
    if watched is None or not _is_signed(note, watched):
        raise NotBegunAnew(_("This is no head of a log we watch, signed with its key."))
    known = read_checkpoint(read_note(watched.note).body) if watched.note else None
    if known is None or known == begins:
        raise NotBegunAnew(_("There is nothing to begin anew: we refuse nothing that continues this head."))
    kept = BegunAnew.objects.create(
        watched=watched, knew=known.size, known=watched.note, size=begins.size, note=note.text, reason=why, at=at
    )
    watched.size, watched.note = begins.size, note.text
    watched.save(update_fields=["size", "note"])
    _record(kept, known, begins, by=by, at=at)
    return kept


def _record(kept: BegunAnew, known: Checkpoint, begins: Checkpoint, *, by: Actor, at: dt.datetime) -> None:
    after = {
        "origin": begins.origin, "knew": known.size, "known_root": to_b64(known.root), "size": begins.size,
        "root": to_b64(begins.root), "reason": kept.reason,
    }  # fmt: skip
    journal.record("transparency.log.begun_anew", about=f"log:{kept.watched_id}", by=by, at=at, after=after)


def _read(head: str) -> tuple[Note, Checkpoint]:
    try:
        note = read_note(head)
        return note, read_checkpoint(note.body)
    except NoteWrong as wrong:
        raise NotBegunAnew(_("This is no signed head of a log. Save the file /log/checkpoint of its site.")) from wrong


def _is_signed(note: Note, watched: WatchedLog) -> bool:
    try:
        return bool(vouched_by(note, [read_verifier(watched.key)]))
    except NotSigned:
        return False
