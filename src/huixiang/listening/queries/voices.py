"""Reads: the voice behind a receipt code, its talk and files, who spoke, places."""

from __future__ import annotations

import hashlib
import hmac
import threading
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from huixiang.kernel.errors import NotFound, Refusal
from huixiang.kernel.sealing import unseal
from huixiang.listening.models import Attachment, Message, Place, Receipt, SealedCase, Speaker, Voice
from huixiang.listening.states import Lane
from huixiang.proofs.receipts import Keys, ReceiptCode, derive, matches

RECEIPT_PURPOSE: Final = "receipt"
NAME_PURPOSE: Final = "speaker-name"
CONTACT_PURPOSE: Final = "speaker-contact"
ORIGINAL_PURPOSE: Final = "original"

FILE_KEY_SECONDS: Final = 3600
_FILE_SALT: Final = "huixiang.listening.file"
_MARK: Final = "huixiang/speaker-mark/"
_LONGEST_WAIT: Final = 15.0
# Each derivation takes 64 MiB: two at a time in each process, whoever asks.
_derivations = threading.BoundedSemaphore(2)


class WrongCode(Refusal):
    """No voice opens with this code; whether the locator or the secret is wrong is not told."""


class ManyAtOnce(Refusal):
    """Too many codes are being tried at this moment."""


@dataclass(frozen=True, slots=True)
class Contact:
    """Who spoke and how to reach them, opened."""

    name: str
    contact: str
    may_contact: bool


def voice_behind(code: ReceiptCode) -> Voice:
    """The voice this code opens. Takes about 0.3 s, as long for unknown locators, unless it was sent just now.

    :raises WrongCode: no voice here has this locator and secret.
    :raises ManyAtOnce: the turn did not come within 15 s.
    """
    receipt = Receipt.objects.select_related("voice").filter(locator=code.locator).first()
    if receipt is None or not opens(receipt, code):
        if receipt is None or receipt.verifier is None:
            _derived_matches(b"", code)  # the answer must not come sooner than for a known locator
        raise WrongCode(_("No receipt opens with this code. Check each group of four digits."))
    return receipt.voice


def opens(receipt: Receipt, code: ReceiptCode) -> bool:
    """Test whether the secret of the code belongs to this receipt; slow once the receipt is hardened.

    :raises ManyAtOnce: the turn for the slow hash did not come within 15 s.
    """
    if receipt.pending is not None:
        secret = unseal(bytes(receipt.pending), purpose=RECEIPT_PURPOSE)
        return hmac.compare_digest(secret, code.secret.encode())
    return _derived_matches(bytes(receipt.verifier or b""), code)


def _derived_matches(stored: bytes, code: ReceiptCode) -> bool:
    return matches(stored, derived(code, origin=settings.ORIGIN))


def derived(code: ReceiptCode, *, origin: str) -> Keys:
    """The keys of a code, when the turn for the slow hash has come: about 0.3 s.

    :raises ManyAtOnce: the turn did not come within 15 s.
    """
    with slow_turn():
        return derive(code.secret, locator=code.locator, origin=origin)


@contextmanager
def slow_turn() -> Iterator[None]:
    """Wait for one of the two places in which slow hashes run.

    :raises ManyAtOnce: the turn did not come within 15 s.
    """
    if not _derivations.acquire(timeout=_LONGEST_WAIT):
        raise ManyAtOnce(_("Many people are looking up receipts right now. Please try again in a minute."))
    try:
        yield
    finally:
        _derivations.release()


def locator_is_free(locator: str) -> bool:
    """Test that no voice and no sealed case of this organisation has the locator."""
    taken = Receipt.objects.filter(locator=locator).order_by().values("locator")
    return not taken.union(SealedCase.objects.filter(locator=locator).order_by().values("locator")).exists()


def talk_of(voice: Voice) -> QuerySet[Message]:
    """Every message and answer of a voice with its files, oldest first (2 queries)."""
    return Message.objects.filter(voice=voice).prefetch_related("attachments").order_by("id")


def attachments(voice: Voice) -> QuerySet[Attachment]:
    """The files that came with the voice itself, by name; those of messages are in ``talk_of``."""
    return Attachment.objects.filter(voice=voice, message=None).order_by("name", "id")


def attachment(attachment_id: UUID) -> Attachment:
    """A file of this organisation.

    :raises NotFound: there is none with this id here.
    """
    found = Attachment.objects.select_related("voice").filter(pk=attachment_id).first()
    if found is None:
        raise NotFound(str(attachment_id))
    return found


def file_key(file: Attachment) -> str:
    """A key with which whoever holds it may open this one file for an hour, without signing in."""
    return signing.dumps(file.pk.hex, salt=_FILE_SALT)


def file_key_fits(attachment_id: UUID, key: str) -> bool:
    """Test whether the key opens this file now."""
    try:
        opened: object = signing.loads(key, salt=_FILE_SALT, max_age=FILE_KEY_SECONDS)
    except signing.BadSignature:
        return False
    return opened == attachment_id.hex


def contact_of(voice: Voice) -> Contact | None:
    """Who spoke and how to reach them, or None where nothing was given; for rules, not for eyes.

    Whoever shows it to somebody calls ``services.read_contact``, which asks the policy and leaves a journal entry.
    """
    speaker = Speaker.objects.filter(voice=voice).first()
    if speaker is None:
        return None
    return Contact(
        name=_opened(speaker.name_sealed, NAME_PURPOSE),
        contact=_opened(speaker.contact_sealed, CONTACT_PURPOSE),
        may_contact=speaker.may_contact,
    )


def _opened(sealed: bytes | memoryview[int], purpose: str) -> str:
    return unseal(bytes(sealed), purpose=purpose).decode() if sealed else ""


def places_like(text: str, limit: int = 20) -> list[Place]:
    """Open places whose name holds the text or whose initials begin with it, shortest name first; empty: the top ones.

    Each comes with ``label``: its name after the names of what it lies in. Costs 2 queries.
    """
    text = text.replace("\0", "").strip()[:80]
    wanted = Q(name__icontains=text) | Q(initials__startswith="".join(text.casefold().split())) if text else Q()
    found = sorted(
        Place.objects.filter(wanted, closed_on=None).order_by("path")[: 4 * limit],
        key=lambda place: (len(place.name), place.path),
    )
    return labelled(found[:limit])


def labelled(places: list[Place]) -> list[Place]:
    """Set ``label`` on each place, such as 青禾镇 桂花社区 (1 query)."""
    ids = {int(step) for place in places for step in place.path.split("/") if step}
    names = dict(Place.objects.filter(pk__in=ids).values_list("pk", "name"))
    for place in places:
        steps = [int(step) for step in place.path.split("/") if step]
        place.label = " ".join(names.get(step, "") for step in steps) or place.name  # type: ignore[attr-defined]
    return places


def place_named(text: str) -> Place | None:
    """The one open place that is called exactly this, by its label or its name; None for none or several."""
    text = " ".join(text.replace("\0", "").split())
    if not text:
        return None
    alike = labelled(list(Place.objects.filter(name=text.split(" ")[-1], closed_on=None)[:20])) or list(
        Place.objects.filter(name=text, closed_on=None)[:2]
    )
    exact = [place for place in alike if getattr(place, "label", "") == text]
    found = exact or [place for place in alike if place.name == text]
    return found[0] if len(found) == 1 else None


def place_names(ids: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Names of places, for the journal (one query); a place has no page of its own."""
    return {pk: (name, "") for pk, name in Place.objects.filter(pk__in=list(ids)).values_list("pk", "name")}


def speaker_marks(voice_ids: Collection[UUID]) -> dict[UUID, str]:
    """A mark for who spoke, of each voice that may be counted with others of the same speaker; shows nobody's name.

    Equal marks mean the same name and contact; without the house key nothing follows from a mark. Anonymous voices,
    and those without name and contact, have none: each counts on its own. One query; 40 microseconds a voice.
    """
    rows = Speaker.objects.filter(voice__in=voice_ids).exclude(voice__lane=Lane.ANONYMOUS)
    marks = {}
    for speaker in rows:
        told = [_opened(speaker.name_sealed, NAME_PURPOSE), _opened(speaker.contact_sealed, CONTACT_PURPOSE)]
        if any(told):
            said = "\0".join("".join(one.split()).casefold() for one in told)
            marks[speaker.pk] = hmac.new(settings.HOUSE_KEY, f"{_MARK}{said}".encode(), hashlib.sha256).hexdigest()[:24]
    return marks
