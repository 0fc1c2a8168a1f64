"""What the public log says was erased, so that it is erased again after a restore."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from huixiang.listening.queries import Erased
from huixiang.listening.states import TAG_NUMBERS, ErasureGround, ErasureScope
from huixiang.proofs.entries import LeafType, decode, read_erasure_tag
from huixiang.transparency.models import Opening

SCOPES = {TAG_NUMBERS[one]: one.value for one in ErasureScope}
GROUNDS = {TAG_NUMBERS[one]: one.value for one in ErasureGround}


def erased_by_leaves(entries: Iterable[bytes]) -> list[Erased]:
    """What published entries of our log say was erased, as subjects of this database, to be erased again.

    ``entries`` are 80 bytes each, in any order; others than erasures are passed over. An erasure names its case by the
    index of the case's first leaf, which this database's own log must hold: what is newer is no longer here anyway.
    """
    wanted = [(entry, read_erasure_tag(entry.claim)) for entry in map(decode, entries) if entry.kind == LeafType.ERASED]
    threads = dict(
        Opening.objects.filter(idx__in=[entry.subject for entry, _tag in wanted]).values_list("idx", "thread")
    )
    found = []
    for entry, tag in wanted:
        thread = threads.get(entry.subject, "")
        if tag and thread.startswith(("voice:", "case:")) and tag[0] in SCOPES and tag[1] in GROUNDS:
            day = dt.date(1970, 1, 1) + dt.timedelta(days=entry.day)
            found.append(Erased(thread, SCOPES[tag[0]], GROUNDS[tag[1]], day.isoformat()))
    return found
