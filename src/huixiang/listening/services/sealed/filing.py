"""Keeps the files of a sealed case: facts, clean copy and original, each sealed with the key of the case."""

from __future__ import annotations

import datetime as dt
from uuid import uuid4

from huixiang.listening.models import SealedCase, SealedFile, SealedMessage
from huixiang.listening.queries import context_of, packed
from huixiang.listening.services.files import GivenFile, store_file
from huixiang.proofs import envelopes


def keep_sealed_file(
    case: SealedCase, given: GivenFile, *, key: bytes, day: dt.datetime, message: SealedMessage | None = None
) -> SealedFile:
    """Seal and write a file and its row; part of an act that leaves its own journal entry. One statement."""
    file_id = uuid4()
    facts = {"name": given.shown_name(), "media_type": given.safe.media_type, "digest": given.digest}

    def sealed(content: bytes, purpose: str) -> bytes:
        return envelopes.lock(content, key=key, context=context_of(case, f"{purpose}/{file_id.hex}"))

    return SealedFile.objects.create(
        id=file_id,
        case=case,
        message=message,
        facts=sealed(packed(facts), "file-facts"),
        clean_path=store_file(sealed(given.safe.clean, "file"), day=day),
        original_path=store_file(sealed(given.original, "original"), day=day),
    )
