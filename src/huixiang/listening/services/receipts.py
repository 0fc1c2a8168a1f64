"""Replaces sealed receipt secrets by what only the code opens, out of the sender's way; claim tags enter the log here.

Those of sealed cases wait for the same round, in the same order as all others: nobody who reads the public log can tell
which entry is of a protected voice.
"""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import transaction

from huixiang.journal import services as journal
from huixiang.kernel.sealing import unseal
from huixiang.listening.models import Receipt, SealedCase
from huixiang.listening.queries import RECEIPT_PURPOSE
from huixiang.proofs.entries import LeafType, claim_of
from huixiang.proofs.receipts import derive, verifier


@transaction.atomic
def harden_receipts(limit: int = 20) -> int:
    """Derive the verifier of up to ``limit`` pending receipts and forget their secrets; returns how many.

    Takes about 0.3 s for each; claim tags of sealed cases, derived already, are logged with them. Several workers may
    run it at once: each skips the rows another holds. Writes no journal entry: nothing of the matter changes.
    """
    pending = Receipt.objects.select_for_update(skip_locked=True, of=("self",)).filter(verifier=None)
    done = list(pending.select_related("voice").order_by("locator")[:limit])
    tags = [_harden(receipt) for receipt in done] + _tags_of_cases()
    Receipt.objects.bulk_update(done, ["verifier", "pending"])
    for locator, about, day, claim in sorted(tags):
        # From now on the code alone finds the voice in the public log: nobody needs to keep a file for that.
        journal.commit_leaf(
            LeafType.CODE, about=f"code:{about.partition(':')[2]}", thread=about, day=day,
            facts={"voice": about, "locator": locator}, claim=claim,
        )  # fmt: skip
    return len(done)


_Tag = tuple[str, str, dt.date, bytes]


def _harden(receipt: Receipt) -> _Tag:
    secret = unseal(bytes(receipt.pending or b""), purpose=RECEIPT_PURPOSE).decode()
    keys = derive(secret, locator=receipt.locator, origin=settings.ORIGIN)
    receipt.verifier, receipt.pending = verifier(keys), None
    claim = claim_of(keys.claim, origin=settings.ORIGIN)
    return receipt.locator, f"voice:{receipt.pk}", receipt.voice.said_on, claim


def _tags_of_cases() -> list[_Tag]:
    waiting = SealedCase.objects.select_for_update(skip_locked=True, of=("self",)).filter(unlogged_claim__isnull=False)
    cases = list(waiting)
    SealedCase.objects.filter(pk__in=[case.pk for case in cases]).update(unlogged_claim=None)
    return [(case.locator, f"case:{case.pk}", case.said_on, bytes(case.unlogged_claim or b"")) for case in cases]
