"""Builders of logs: voices that are sealed, witnesses that sign without a network."""

from __future__ import annotations

import datetime as dt

from huixiang.kernel.actor import system
from huixiang.kernel.tenancy import current_organisation_id
from huixiang.listening.models import Voice
from huixiang.listening.testing import make_voice
from huixiang.people.testing import NOON
from huixiang.proofs.notes import COSIGNATURE, Signer
from huixiang.proofs.receipts import ReceiptCode
from huixiang.transparency import queries, services
from huixiang.transparency.models import Cosignature

UNION = Signer("union.example/witness", COSIGNATURE, bytes([7]) * 32)


def make_sealed(
    words: str = "桂花路的路灯坏了三盏，晚上老人不敢出门。", at: dt.datetime = NOON
) -> tuple[Voice, ReceiptCode]:
    """A voice whose leaf is in the log, and its code."""
    made = make_voice(words=words, at=at)
    services.seal_waiting(at=at)
    return made


def make_witnessed(at: dt.datetime = NOON, signer: Signer = UNION) -> None:
    """The newest checkpoint signed by the union's witness, as if it had been asked."""
    signed = queries.latest_checkpoint()
    assert signed is not None
    by = system(current_organisation_id())
    witness = services.add_witness(key=signer.verifier.text, url="http://127.0.0.1:1/w", by=by, at=at)
    line = signer.sign(signed.note.body, moment=int(at.timestamp()))
    Cosignature.objects.create(size=signed.checkpoint.size, name=signer.name, line=line, given_at=at)
    witness.size = signed.checkpoint.size
    witness.save(update_fields=["size"])
