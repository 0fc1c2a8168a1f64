"""Builders of logs: voices that are sealed, witnesses that sign without a network."""

from __future__ import annotations

import datetime as dt

from huixiang.kernel.actor import Actor, system
from huixiang.kernel.tenancy import current_organisation_id
from huixiang.listening.models import Voice
from huixiang.listening.testing import make_voice
from huixiang.people.testing import NOON
from huixiang.proofs.merkle import Frontier
from huixiang.proofs.notes import COSIGNATURE, Checkpoint, Signer
from huixiang.proofs.receipts import ReceiptCode
from huixiang.transparency import queries, services
from huixiang.transparency.models import BegunAnew, Cosignature, SignsAgain, Witness

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


REASON = "六月十二日硬盘坏了，用前一天的备份恢复，少了三条。"
"""Why a witness begins anew, in tests."""


def head_of(signer: Signer, *leaves: bytes) -> str:
    """The signed checkpoint of a log of these leaves."""
    tree = Frontier()
    for leaf in leaves:
        tree.append(leaf)
    return Checkpoint(signer.name, tree.size, tree.root).signed_by(signer).text


def make_begun_anew(signer: Signer, *, by: Actor, at: dt.datetime = NOON) -> BegunAnew:
    """We watched a log and signed two leaves of it; then its people showed a shorter one, and we began anew."""
    services.watch_log(key=signer.verifier.text, by=by, at=at)
    services.cosign(request=f"old 0\n\n{head_of(signer, bytes(32), bytes(32))}", at=at)
    return services.begin_anew(head=head_of(signer, bytes([1]) * 32), reason=REASON, by=by, at=at)


def make_break(at: dt.datetime = NOON) -> SignsAgain:
    """A witness refused our log for a while and signs it again, as if it had been asked; it gave no reason."""
    witness, signed = Witness.objects.all()[0], queries.latest_checkpoint()
    assert signed is not None
    return SignsAgain.objects.create(
        witness=witness, knew=signed.checkpoint.size + 3, refused_since=at, size=signed.checkpoint.size, at=at
    )
