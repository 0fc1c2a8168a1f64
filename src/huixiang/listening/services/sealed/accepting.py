"""Takes in what is said in the protected lane: sealed in memory before anything of it is written anywhere.

Unlike an open voice, its receipt is hardened within the request: the slow hash gives the key for the speaker.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import permutations

from django.conf import settings
from django.utils.translation import gettext as _

from huixiang.journal import services as journal
from huixiang.kernel import clock, events
from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import Refusal
from huixiang.listening import queries
from huixiang.listening.events import CaseSealed
from huixiang.listening.logged import case_facts
from huixiang.listening.models import CaseKey, Receipt, RecipientKey, SealedCase
from huixiang.listening.queries import BODY, CASE_KEY, IDENTITY, IDENTITY_KEY, context_of, packed
from huixiang.listening.services.accepting import LocatorTaken
from huixiang.listening.services.days import day_moment, zone_here
from huixiang.listening.services.files import GivenFile
from huixiang.listening.services.sealed.filing import keep_sealed_file
from huixiang.listening.services.wording import storable
from huixiang.listening.states import KeyKind, Sealing
from huixiang.people.models import Unit
from huixiang.proofs import envelopes
from huixiang.proofs.entries import LeafType, claim_of
from huixiang.proofs.receipts import Keys, ReceiptCode, matches, verifier


class NobodyToRead(Refusal):
    """Of those with a key nobody is left who may read this; nothing was written."""


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody says under protection. ``readers`` are ids of keys; empty for all who may."""

    words: str
    place: str = ""
    accused: str = ""
    accused_unit: Unit | None = None
    name: str = ""
    contact: str = ""
    readers: frozenset[int] = frozenset()
    files: Sequence[GivenFile] = field(default=())


@dataclass(frozen=True, slots=True)
class AcceptedCase:
    """The case as stored. ``nameless``: a name was told, but fewer than two people could have kept it."""

    case: SealedCase
    again: bool
    nameless: bool = False


def accept_case(*, told: Told, code: ReceiptCode, by: Actor, at: dt.datetime) -> AcceptedCase:
    """Seal and keep a case once, in the caller's transaction; about 0.5 s of a processor, mostly the slow hash.

    The same code again returns the case as it was first sent. Only the day is kept, for whoever speaks here.

    :raises NobodyToRead: no recipient is left. :raises LocatorTaken: the code belongs to something else.
    :raises NothingSaid, TooLong: see ``storable``. :raises ManyAtOnce: the slow hash had no turn. Nothing was written.
    """
    words = storable(told.words)
    recipients = readers_of(told)
    keys, key, zone = queries.derived(code, origin=settings.ORIGIN), envelopes.new_key(), zone_here()
    case = SealedCase(
        origin=settings.ORIGIN, locator=code.locator, verifier=verifier(keys), said_on=clock.day_of(at, zone=zone),
        unlogged_claim=claim_of(keys.claim, origin=settings.ORIGIN),
    )  # fmt: skip
    case.body = envelopes.lock(packed(_body(told, words)), key=key, context=context_of(case, BODY))
    opening = _identity_keys(case, told, recipients)
    if not _claim(case):
        return _sent_before(code, keys)
    CaseKey.objects.bulk_create([*_content_keys(case, key, keys, recipients), *_recovery(case, key, told), *opening])
    files = [keep_sealed_file(case, given, key=key, day=day_moment(at, zone=zone)) for given in told.files]
    _log(case, [bytes(each.facts) for each in files])
    journal.record("listening.case.accepted", about=f"case:{case.pk}", by=by, at=day_moment(at, zone=zone))
    events.emit(CaseSealed(key_ids=tuple(recipient.pk for recipient in recipients)))
    return AcceptedCase(case, again=False, nameless=bool(told.name or told.contact) and not opening)


def _log(case: SealedCase, files: Sequence[bytes]) -> None:
    """Have the case enter the log like any voice; its claim tag follows with those of the voices (see receipts.py)."""
    about = f"case:{case.pk}"
    journal.commit_leaf(
        LeafType.ACCEPTED, about=about, thread=about, day=case.said_on, facts=case_facts(case, files=files)
    )


def readers_of(told: Told) -> list[RecipientKey]:
    """Those a case is sealed for: the chosen ones, none of them placed in the accused unit.

    :raises NobodyToRead: nobody is left.
    """
    able = queries.keys_in_use(KeyKind.RECIPIENT, accused=told.accused_unit)
    chosen = [key for key in able if key.pk in told.readers] if told.readers else able
    if not chosen:
        raise NobodyToRead(
            _("Nobody is left here who could read this without belonging to what you name. Turn to the body above.")
        )
    return chosen


def _body(told: Told, words: str) -> dict[str, object]:
    unit = told.accused_unit.pk if told.accused_unit else None
    return {"words": words, "place": told.place.strip(), "accused": told.accused.strip(), "accused_unit": unit}


def _identity_keys(case: SealedCase, told: Told, recipients: Sequence[RecipientKey]) -> list[CaseKey]:
    """Lock name and contact into the case under a key that two of the recipients open only together."""
    if not (told.name.strip() or told.contact.strip()) or len(recipients) < 2:
        return []
    key = envelopes.new_key()
    identity = packed({"name": told.name.strip(), "contact": told.contact.strip()})
    case.identity = envelopes.lock(identity, key=key, context=context_of(case, IDENTITY))
    return _for_two(case, key, Sealing.IDENTITY, IDENTITY_KEY, recipients)


def _for_two(
    case: SealedCase, key: bytes, purpose: Sealing, name: str, people: Sequence[RecipientKey]
) -> list[CaseKey]:
    """A key sealed for each two of these people, in both orders, so that either may begin."""
    return [
        CaseKey(
            case=case, purpose=purpose, first=first, second=second,
            sealed=envelopes.seal_to_two(
                key, first=bytes(first.public), second=bytes(second.public), context=context_of(case, name)
            ),
        )
        for first, second in permutations(people, 2)
    ]  # fmt: skip


def _content_keys(case: SealedCase, key: bytes, keys: Keys, recipients: Sequence[RecipientKey]) -> list[CaseKey]:
    context = context_of(case, CASE_KEY)
    speaker = CaseKey(case=case, purpose=Sealing.SPEAKER, sealed=envelopes.lock(key, key=keys.enc, context=context))
    return [speaker, *(content_key(case, key, recipient) for recipient in recipients)]


def content_key(case: SealedCase, key: bytes, recipient: RecipientKey) -> CaseKey:
    """The row with which one more recipient opens a case; not saved."""
    sealed = envelopes.seal_to(key, public=bytes(recipient.public), context=context_of(case, CASE_KEY))
    return CaseKey(case=case, purpose=Sealing.CONTENT, first=recipient, sealed=sealed)


def _recovery(case: SealedCase, key: bytes, told: Told) -> list[CaseKey]:
    keepers = queries.keys_in_use(KeyKind.KEEPER, accused=told.accused_unit)
    return _for_two(case, key, Sealing.RECOVERY, CASE_KEY, keepers)


def _claim(case: SealedCase) -> bool:
    """Write the case unless its locator is there; of two senders at once the second waits here."""
    if Receipt.objects.filter(locator=case.locator).exists():
        return False
    SealedCase.objects.bulk_create([case], ignore_conflicts=True)
    return SealedCase.objects.filter(pk=case.pk).exists()


def _sent_before(code: ReceiptCode, keys: Keys) -> AcceptedCase:
    case = SealedCase.objects.filter(locator=code.locator).first()
    if case is None or not matches(bytes(case.verifier), keys):
        raise LocatorTaken(
            _("By a rare chance this receipt code is already in use. Write down the new one below, then send again.")
        )
    return AcceptedCase(case, again=True)
