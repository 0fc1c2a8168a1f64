"""What of an accepted voice or sealed case the log commits to: all that was said and how, with its files' digests.

None of it changes later. Used when a voice is taken in and when the log is audited, so both always mean the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from huixiang.listening.models import SealedCase, Voice
from huixiang.proofs.entries import Facts


def voice_facts(voice: Voice, *, locator: str, files: Iterable[str]) -> Facts:
    """The facts of a voice; ``files`` are the SHA-256 of the originals that came with it, in hex and any order."""
    return {
        "id": str(voice.pk),
        "locator": locator,
        "words": voice.words,
        "lane": voice.lane,
        "channel": voice.channel,
        "said_on": voice.said_on.isoformat(),
        "place": f"{voice.place_id or ''}/{voice.place_words}",
        "unit": str(voice.unit_id or ""),
        "source": voice.source,
        "files": " ".join(sorted(files)),
    }


def case_facts(case: SealedCase, *, files: Iterable[bytes]) -> Facts:
    """The facts of a sealed case; ``files`` are the sealed facts of the files that came with it, in any order.

    Of the ciphertext only: who can open it can show what it says, and nobody else learns anything from the leaf.
    """
    return {
        "id": str(case.pk),
        "locator": case.locator,
        "said_on": case.said_on.isoformat(),
        "origin": case.origin,
        "body": hashlib.sha256(case.body).hexdigest(),
        "identity": hashlib.sha256(case.identity).hexdigest(),
        "files": " ".join(sorted(hashlib.sha256(each).hexdigest() for each in files)),
    }
