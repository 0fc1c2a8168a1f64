"""Writes the talk about a sealed case, sealed with its key; both sides read it, nobody else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from uuid import UUID, uuid4

from django.db import transaction

from huixiang.journal import services as journal
from huixiang.kernel import clock
from huixiang.kernel.actor import Actor
from huixiang.listening import policies, queries
from huixiang.listening.models import SealedMessage
from huixiang.listening.queries import context_of
from huixiang.listening.services.days import day_moment, zone_here
from huixiang.listening.services.files import GivenFile
from huixiang.listening.services.sealed.filing import keep_sealed_file
from huixiang.listening.services.wording import storable
from huixiang.listening.states import Side
from huixiang.proofs import envelopes


@transaction.atomic
def write_sealed_message(  # noqa: PLR0913 - a message has this many facts
    *,
    case_id: UUID,
    key: bytes,
    side: Side,
    words: str,
    by: Actor,
    at: dt.datetime,
    files: Sequence[GivenFile] = (),
) -> SealedMessage:
    """Seal a word of the speaker or of a recipient into the talk; only its day is kept.

    The last words of the same side again, without files, are the message that stands there already.

    :raises NotFound: no such case here. :raises NotAllowed: somebody at the desk is no recipient.
    :raises NothingSaid, TooLong: see ``storable``. :raises NotOpened: the key is of another case. Nothing was written.
    """
    case = queries.case_by_id(case_id, lock=True)
    if side == Side.OFFICE:
        policies.may_receive(by).require()
    said, talk, zone = storable(words), queries.sealed_talk(case, key), zone_here()
    queries.body_of(case, key)
    if talk and not files and (talk[-1].message.side, talk[-1].words) == (side, said):
        return talk[-1].message  # the button was pressed twice
    pk = uuid4()
    message = SealedMessage.objects.create(
        id=pk, case=case, number=len(talk) + 1, side=side.value, by_id=by.user_id,
        said_on=clock.day_of(at, zone=zone),
        words=envelopes.lock(said.encode(), key=key, context=context_of(case, f"message/{pk.hex}")),
    )  # fmt: skip
    day = day_moment(at, zone=zone)
    for given in files:
        keep_sealed_file(case, given, key=key, day=day, message=message)
    journal.record("listening.case.message", about=f"case:{case.pk}", by=by, at=day, after={"side": side.value})
    return message
