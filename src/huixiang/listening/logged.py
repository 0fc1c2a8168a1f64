"""What of an accepted voice the public log commits to: all that was said and how, with the digests of its files.

None of it changes later. Used when a voice is taken in and when the log is audited, so both always mean the same.
"""

from __future__ import annotations

from collections.abc import Iterable

from huixiang.listening.models import Voice
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
