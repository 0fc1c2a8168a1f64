"""Opens a sealed case for a recipient whose key is unlocked, and hands it on to another recipient."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from huixiang.journal import services as journal
from huixiang.kernel import events
from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import NotAllowed, NotFound
from huixiang.listening import policies, queries
from huixiang.listening.events import CaseSealed
from huixiang.listening.models import CaseKey, RecipientKey, SealedCase
from huixiang.listening.queries import Body, OpenFile, OpenMessage, Ring
from huixiang.listening.services.sealed.accepting import content_key
from huixiang.listening.states import KeyKind, Sealing
from huixiang.people import queries as people


@dataclass(frozen=True, slots=True)
class Opened:
    """A case as a recipient reads it, with the key that opened it."""

    case: SealedCase
    key: bytes = field(repr=False)
    body: Body
    files: tuple[OpenFile, ...]
    talk: tuple[OpenMessage, ...]


@transaction.atomic
def open_case(*, case_id: UUID, ring: Ring, by: Actor, at: dt.datetime) -> Opened:
    """Open a case; each opening is on the record, the first one tells the speaker that somebody has read it.

    :raises NotAllowed: no recipient. :raises NotFound: not here, or not sealed for this key.
    """
    policies.may_receive(by).require()
    case = queries.case_for(case_id, ring.key_id)
    key = queries.case_key(case, ring)
    if case.read_on is None:
        case.read_on = people.local_day(at)
        case.save(update_fields=["read_on"])
    journal.record("listening.case.read", about=f"case:{case.pk}", by=by, at=at)
    return Opened(case, key, queries.body_of(case, key), queries.files_of(case, key), queries.sealed_talk(case, key))


def open_file(*, case_id: UUID, file_id: UUID, ring: Ring, by: Actor) -> tuple[OpenFile, bytes]:
    """A file of a case and its clean copy; the opening of the case stands on the record already.

    :raises NotAllowed: no recipient. :raises NotFound: not here, or not sealed for this key.
    """
    policies.may_receive(by).require()
    case = queries.case_for(case_id, ring.key_id)
    return queries.sealed_file(case, file_id, queries.case_key(case, ring))


@transaction.atomic
def hand_on(*, case_id: UUID, to_key_id: int, ring: Ring, by: Actor, at: dt.datetime) -> CaseKey:
    """Seal a case for one more recipient; twice changes nothing.

    :raises NotAllowed: no recipient, or the other one is placed in the unit the case accuses; nothing was written.
    :raises NotFound: no such case for this key, or no such recipient.
    """
    policies.may_receive(by).require()
    case = queries.case_for(case_id, ring.key_id)
    key = queries.case_key(case, ring)
    to = next((one for one in queries.keys_in_use(KeyKind.RECIPIENT) if one.pk == to_key_id), None)
    if to is None:
        raise NotFound(str(to_key_id))
    require_not_accused(queries.body_of(case, key), to)
    there = CaseKey.objects.filter(case=case, purpose=Sealing.CONTENT, first=to, second=None).first()
    if there is not None:
        return there
    row = content_key(case, key, to)
    row.save()
    journal.record("listening.case.handed_on", about=f"case:{case.pk}", by=by, at=at, after={"recipient": to.user_id})
    events.emit(CaseSealed(key_ids=(to.pk,)))
    return row


def is_accused(body: Body, key: RecipientKey) -> bool:
    """Test whether the owner of a key is placed in the unit a case accuses, or below it (2 queries)."""
    if body.accused_unit is None:
        return False
    placed = queries.units_of([key.user_id]).get(key.user_id)
    return placed is not None and people.is_within(placed, body.accused_unit)


def require_not_accused(body: Body, key: RecipientKey) -> None:
    """Do nothing for a recipient who may read it.

    :raises NotAllowed: they are placed in the accused unit or below it.
    """
    if is_accused(body, key):
        raise NotAllowed(_("This person is placed in the unit it is about, or below it. Choose somebody else."))
