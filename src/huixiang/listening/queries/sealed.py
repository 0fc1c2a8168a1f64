"""Reads of sealed cases: whose keys there are, what a key or a receipt code opens, what a unit must never be handed."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from huixiang.kernel.errors import NotFound, Refusal
from huixiang.listening.models import (
    CaseKey,
    RecipientKey,
    Revelation,
    SealedCase,
    SealedFile,
    SealedMessage,
    Voice,
)
from huixiang.listening.queries.voices import WrongCode, derived
from huixiang.listening.states import Sealing
from huixiang.proofs import envelopes
from huixiang.proofs.envelopes import Context, NotOpened
from huixiang.proofs.receipts import ReceiptCode, matches

BODY: Final = "body"
IDENTITY: Final = "identity"
CASE_KEY: Final = "case-key"
IDENTITY_KEY: Final = "identity-key"
NO_KEY: Final = bytes(32)
"""Stands for the key of a case that was erased: it opens nothing."""


class NotForThisKey(Refusal):
    """The key does not open this; nothing was opened."""


@dataclass(frozen=True, slots=True)
class Ring:
    """The unlocked key of somebody at the desk."""

    key_id: int
    private: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Body:
    """What was said in a sealed case, opened. ``accused_unit`` is the id of a unit, or None."""

    words: str
    place: str
    accused: str
    accused_unit: int | None


@dataclass(frozen=True, slots=True)
class Identity:
    """Who spoke under protection, opened by two."""

    name: str
    contact: str


@dataclass(frozen=True, slots=True)
class OpenFile:
    """A file of a sealed case, its facts opened."""

    id: UUID
    name: str
    media_type: str


@dataclass(frozen=True, slots=True)
class OpenMessage:
    """A message of a sealed case, opened."""

    message: SealedMessage
    words: str
    files: tuple[OpenFile, ...]


def context_of(case: SealedCase, purpose: str) -> Context:
    """What is bound into everything sealed for this case and purpose."""
    return Context(case.origin, case.pk.hex, purpose)


def packed(content: dict[str, Any]) -> bytes:
    """A small table as bytes, to be sealed."""
    return json.dumps(content, ensure_ascii=False).encode("utf-8", "replace")


def case_by_id(case_id: UUID, *, lock: bool = False) -> SealedCase:
    """A sealed case of this organisation.

    :raises NotFound: there is none with this id here.
    """
    rows = SealedCase.objects.select_for_update(of=("self",)) if lock else SealedCase.objects
    found = rows.filter(pk=case_id).first()
    if found is None:
        raise NotFound(str(case_id))
    return found


def case_here(case_id: UUID) -> SealedCase | None:
    """The case of a visit; None when it is not here."""
    return SealedCase.objects.filter(pk=case_id).first()


def cases_for(key_id: int) -> QuerySet[SealedCase]:
    """The cases sealed for this key, newest first; page through them."""
    mine = CaseKey.objects.filter(first=key_id, second=None, purpose=Sealing.CONTENT)
    return SealedCase.objects.filter(pk__in=mine.values("case")).order_by("-said_on", "-id")


def unread_days(key: RecipientKey) -> list[dt.date]:
    """The days of the cases sealed for a key that nobody has read, oldest first (1 query)."""
    unread = cases_for(key.pk).filter(read_on=None, erased_on=None)
    return list(unread.order_by("said_on").values_list("said_on", flat=True))


def case_for(case_id: UUID, key_id: int) -> SealedCase:
    """One of the cases sealed for this key.

    :raises NotFound: it is not here or not for this key: which of both is not told.
    """
    found = cases_for(key_id).filter(pk=case_id).first()
    if found is None:
        raise NotFound(str(case_id))
    return found


def case_key(case: SealedCase, ring: Ring) -> bytes:
    """The key of a case, opened by a recipient (1 query).

    :raises NotForThisKey: it was not sealed for this key, or changed.
    """
    row = CaseKey.objects.filter(case=case, purpose=Sealing.CONTENT, first=ring.key_id, second=None).first()
    try:
        return envelopes.open_with(
            bytes(row.sealed if row else b""), private=ring.private, context=context_of(case, CASE_KEY)
        )
    except NotOpened as error:
        raise NotForThisKey(_("Your key does not open this. It was sealed for others, or was changed.")) from error


def case_behind(code: ReceiptCode) -> tuple[SealedCase, bytes] | None:
    """The sealed case this code opens, with its key; None when no case has the locator. Takes about 0.3 s if one has.

    :raises WrongCode: there is one, and the secret is another.
    :raises ManyAtOnce: the turn for the slow hash did not come within 15 s.
    """
    case = SealedCase.objects.filter(locator=code.locator).first()
    if case is None:
        return None
    keys = derived(code, origin=case.origin)
    if not matches(bytes(case.verifier), keys):
        raise WrongCode(_("No receipt opens with this code. Check each group of four digits."))
    if case.erased_on is not None:
        return case, NO_KEY
    row = CaseKey.objects.get(case=case, purpose=Sealing.SPEAKER)
    return case, envelopes.unlock(bytes(row.sealed), key=keys.enc, context=context_of(case, CASE_KEY))


def body_of(case: SealedCase, key: bytes) -> Body:
    """What was said, opened with the key of the case.

    :raises NotOpened: another key, or the stored bytes were changed.
    """
    return Body(**json.loads(envelopes.unlock(bytes(case.body), key=key, context=context_of(case, BODY))))


def files_of(case: SealedCase, key: bytes) -> tuple[OpenFile, ...]:
    """The files that came with the words themselves, their facts opened."""
    return tuple(_file(case, row, key) for row in case.files.filter(message=None).order_by("id"))


def sealed_talk(case: SealedCase, key: bytes) -> tuple[OpenMessage, ...]:
    """The talk about a case, opened, oldest first (2 queries)."""
    rows = case.messages.prefetch_related("files").order_by("number")
    return tuple(
        OpenMessage(
            row,
            envelopes.unlock(bytes(row.words), key=key, context=context_of(case, f"message/{row.pk.hex}")).decode(),
            tuple(_file(case, file, key) for file in row.files.all()),
        )
        for row in rows
    )


def _file(case: SealedCase, row: SealedFile, key: bytes) -> OpenFile:
    facts = json.loads(
        envelopes.unlock(bytes(row.facts), key=key, context=context_of(case, f"file-facts/{row.pk.hex}"))
    )
    return OpenFile(row.pk, facts["name"], facts["media_type"])


def sealed_file(case: SealedCase, file_id: UUID, key: bytes) -> tuple[OpenFile, bytes]:
    """A file of a case and its clean copy, opened.

    :raises NotFound: the case has no such file.
    """
    row = case.files.filter(pk=file_id).first()
    if row is None:
        raise NotFound(str(file_id))
    sealed = (settings.UPLOADS_DIR / row.clean_path).read_bytes()
    return _file(case, row, key), envelopes.unlock(sealed, key=key, context=context_of(case, f"file/{row.pk.hex}"))


def revelations_told(*, case: SealedCase | None = None, voice_id: UUID | None = None) -> list[Revelation]:
    """The times somebody opened who spoke: what the speaker is told, oldest first."""
    return list(Revelation.objects.filter(case=case, voice=voice_id, granted=True).order_by("id"))


def revelations_of(voice_id: UUID) -> list[Revelation]:
    """Every wish to know who spoke in a confidential voice, newest first (1 query)."""
    rows = Revelation.objects.filter(voice=voice_id).select_related("asked_by", "decided_by")
    return list(rows.order_by("-id"))


def revelation_waiting(case: SealedCase) -> Revelation | None:
    """The wish to know who spoke in a case that waits for its second person."""
    return Revelation.objects.filter(case=case, granted=None).select_related("asked_by").first()


def voice_by_id(voice_id: UUID) -> Voice:
    """A voice of this organisation.

    :raises NotFound: there is none with this id here.
    """
    found = Voice.objects.filter(pk=voice_id).first()
    if found is None:
        raise NotFound(str(voice_id))
    return found


def is_revealed(case: SealedCase, key_id: int) -> bool:
    """Test whether the name in a case was opened for this key by two."""
    return CaseKey.objects.filter(case=case, purpose=Sealing.REVEALED, first=key_id).exists()


def case_names(ids: Iterable[UUID]) -> dict[str, tuple[str, str]]:
    """Names of sealed cases, for the journal: nothing that leads to one (no query)."""
    return {str(pk): (_("a protected voice"), "") for pk in ids}
