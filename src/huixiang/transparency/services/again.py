"""A witness that had refused our log signs it again: that is kept for good, with the reason it signed for it.

Whatever the reason was, everybody who looks at the log is to see that there was a break, how long after.
"""

from __future__ import annotations

import datetime as dt
from typing import Final
from urllib.parse import urlencode

from huixiang.journal import services as journal
from huixiang.kernel.actor import system
from huixiang.kernel.tenancy import current_organisation_id
from huixiang.proofs.begun_anew import BeginningAnew, read_beginning
from huixiang.proofs.notes import Checkpoint, Note, NoteWrong, NotSigned, read_note, read_verifier, vouched_by
from huixiang.transparency.models import SignsAgain, Witness
from huixiang.transparency.services.asking import OK, fetch

PATH: Final = "begun-anew"
"""Where, below its address, a witness tells with which logs it began anew."""


def note_signs_again(witness: Witness, signed: Checkpoint, *, at: dt.datetime) -> SignsAgain:
    """Keep that a witness signs again, with its statement if it gives one; part of the act that keeps its signature."""
    told = _told_by(witness, signed)
    statement, reason = (told[0].text, told[1].reason) if told else ("", "")
    kept = SignsAgain.objects.create(
        witness=witness, knew=witness.knows, refused_since=witness.disagrees_since or at, size=signed.size,
        reason=reason, statement=statement, at=at,
    )  # fmt: skip
    by = system(current_organisation_id())
    after = {"name": witness.name, "knew": kept.knew, "size": kept.size, "reason": kept.reason}
    journal.record("transparency.witness.signs_again", about=f"witness:{witness.pk}", by=by, at=at, after=after)
    return kept


def _told_by(witness: Witness, signed: Checkpoint) -> tuple[Note, BeginningAnew] | None:
    """What the witness says of having begun anew with our log; nothing that is not signed by it, or of another time."""
    answer = fetch(f"{witness.url}/{PATH}?{urlencode({'log': signed.origin})}")
    try:
        note = read_note(answer.body) if answer.status == OK else None
        told = read_beginning(note.body) if note and vouched_by(note, [read_verifier(witness.key)]) else None
    except (NoteWrong, NotSigned):
        return None
    if note is None or told is None or (told.origin, told.knew.size) != (signed.origin, witness.knows):
        return None
    return note, told
