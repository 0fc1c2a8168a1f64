"""Replaces sealed receipt secrets by what only the code opens, out of the sender's way."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction

from huixiang.journal import services as journal
from huixiang.kernel.sealing import unseal
from huixiang.listening.models import Receipt
from huixiang.listening.queries import RECEIPT_PURPOSE
from huixiang.proofs.entries import LeafType, claim_of
from huixiang.proofs.receipts import derive, verifier


@transaction.atomic
def harden_receipts(limit: int = 20) -> int:
    """Derive the verifier of up to ``limit`` pending receipts and forget their secrets; returns how many.

    Takes about 0.3 s for each. Several workers may run it at once: each skips the rows another holds. Writes no
    journal entry: nothing of the matter changes.
    """
    pending = Receipt.objects.select_for_update(skip_locked=True, of=("self",)).filter(verifier=None)
    done = list(pending.select_related("voice").order_by("locator")[:limit])
    for receipt in done:
        secret = unseal(bytes(receipt.pending or b""), purpose=RECEIPT_PURPOSE).decode()
        keys = derive(secret, locator=receipt.locator, origin=settings.ORIGIN)
        receipt.verifier, receipt.pending = verifier(keys), None
        # From now on the code alone finds the voice in the public log: nobody needs to keep a file for that.
        about = f"voice:{receipt.pk}"
        journal.commit_leaf(
            LeafType.CODE, about=f"code:{receipt.pk}", thread=about, day=receipt.voice.said_on,
            facts={"voice": about, "locator": receipt.locator}, claim=claim_of(keys.claim, origin=settings.ORIGIN),
        )  # fmt: skip
    Receipt.objects.bulk_update(done, ["verifier", "pending"])
    return len(done)
