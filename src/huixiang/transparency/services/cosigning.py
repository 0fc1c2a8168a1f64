"""Asks the outside witnesses of our log to cosign its newest checkpoint, and keeps what they sign.

Addresses of witnesses come from the command line of the house, never from a page.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from django.db import transaction

from huixiang.journal import services as journal
from huixiang.kernel.actor import Actor
from huixiang.kernel.tenancy import current_organisation_id
from huixiang.people.models import Organisation
from huixiang.proofs.notes import (
    COSIGNATURE,
    Note,
    NoteWrong,
    NotSigned,
    Verifier,
    read_signature,
    read_verifier,
    to_b64,
    vouched_by,
)
from huixiang.transparency import queries
from huixiang.transparency.keys import witness_signer
from huixiang.transparency.models import Cosignature, Witness
from huixiang.transparency.services.again import note_signs_again
from huixiang.transparency.services.asking import OK, Answer, post

_CONFLICT: Final = 409
_NO_PROOF: Final = 422


@dataclass(frozen=True, slots=True)
class Cosigned:
    """What came of asking one witness: signed, or what it said instead."""

    name: str
    signed: bool
    said: str = ""


@transaction.atomic
def add_witness(*, key: str, url: str, by: Actor, at: dt.datetime) -> Witness:
    """Have somebody outside watch our log from now on; the same name again takes the new key and address.

    :raises NoteWrong: no key of a witness, no http(s) address, or our own key; nothing was written.
    """
    found = read_verifier(key)
    own = witness_signer(Organisation.objects.get(pk=current_organisation_id())).verifier
    if found == own:
        raise NoteWrong("this is our own key: a witness is somebody outside")
    if found.kind != COSIGNATURE or urlsplit(url).scheme not in {"http", "https"}:
        raise NoteWrong("a witness has a key of the kind for cosignatures and an http(s) address")
    witness, _new = Witness.objects.update_or_create(
        name=found.name, defaults={"key": found.text, "url": url.rstrip("/"), "added_at": at, "left_at": None}
    )
    journal.record(
        "transparency.witness.added", about=f"witness:{witness.pk}", by=by, at=at, after={"name": found.name}
    )
    return witness


def ask_witnesses(*, at: dt.datetime) -> list[Cosigned]:
    """Ask every witness for its signature on the newest checkpoint; at most 5 s for each that does not answer."""
    signed = queries.public_checkpoint()
    return [_ask(witness, signed, at=at) for witness in queries.current_witnesses()] if signed else []


@transaction.atomic
def _ask(witness: Witness, signed: queries.Signed, *, at: dt.datetime) -> Cosigned:
    assumed = witness.size
    answer = _send(witness, signed)
    if answer.status == _CONFLICT and _is_size(answer.body) and int(answer.body) <= signed.checkpoint.size:
        witness.size = int(answer.body)
        answer = _send(witness, signed) if witness.size != assumed else answer
    key = read_verifier(witness.key)
    line = _signature(answer, key, signed) if answer.status == OK else None
    if line is None:
        _note_disagreement(witness, answer, at=at)
        return Cosigned(witness.name, signed=False, said=f"{answer.status} {answer.body[:200]}".strip())
    Cosignature.objects.get_or_create(
        size=signed.checkpoint.size, name=witness.name, defaults={"line": line, "given_at": at}
    )
    if witness.disagrees_since is not None:
        note_signs_again(witness, signed.checkpoint, at=at)
    witness.size, witness.knows, witness.disagrees_since = signed.checkpoint.size, 0, None
    witness.save(update_fields=["size", "knows", "disagrees_since"])
    return Cosigned(witness.name, signed=True)


def _note_disagreement(witness: Witness, answer: Answer, *, at: dt.datetime) -> None:
    """Keep that a witness knows another log than ours: a longer one (409), or one that ours does not continue.

    A witness that was asked from the size it knows and still refuses knows other entries. That one is away, or does
    not watch us any more, says nothing about the log.
    """
    if answer.status == _CONFLICT and _is_size(answer.body):
        witness.knows = int(answer.body)
    elif answer.status == _NO_PROOF:
        witness.knows = witness.size
    else:
        return
    witness.disagrees_since = witness.disagrees_since or at
    witness.save(update_fields=["knows", "disagrees_since"])


def _send(witness: Witness, signed: queries.Signed) -> Answer:
    proof = queries.consistency_proof(witness.size, signed.checkpoint.size)
    own = Note(signed.note.body, signed.note.signatures[:1])
    lines = [f"old {witness.size}", *map(to_b64, proof), ""]
    return post(f"{witness.url}/add-checkpoint", "\n".join(lines) + "\n" + own.text)


def _is_size(body: str) -> bool:
    text = body.strip()
    return text.isascii() and text.isdigit() and len(text) < 19


def _signature(answer: Answer, key: Verifier, signed: queries.Signed) -> str | None:
    try:
        lines = tuple(read_signature(line) for line in answer.body.splitlines() if line)
        if vouched_by(Note(signed.note.body, lines), [key]):
            return next(line.line for line in lines if line.key_id == key.key_id)
    except (NoteWrong, NotSigned):
        return None
    return None
