"""Makes an ordinary, anonymous voice of the masked summary of a case: all that the inbox ever learns of it."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from huixiang.journal import services as journal
from huixiang.kernel.actor import Actor, outsider
from huixiang.kernel.errors import Overtaken, Refusal
from huixiang.kernel.sealing import seal
from huixiang.kernel.tenancy import current_organisation_id
from huixiang.listening import policies, queries
from huixiang.listening.logged import voice_facts
from huixiang.listening.models import Accusation, Receipt, SealedCase, Voice
from huixiang.listening.queries import RECEIPT_PURPOSE, Body, Ring, accusation_mark
from huixiang.listening.services.days import day_moment
from huixiang.listening.services.wording import storable
from huixiang.listening.states import ChannelKind, Lane
from huixiang.people import queries as people
from huixiang.people.models import Unit
from huixiang.proofs.entries import LeafType
from huixiang.proofs.receipts import ReceiptCode, draw

RUN: Final = 15
"""So many characters in a row from the voice itself would let whoever knows the speaker know them again."""


class NamesSomebody(Refusal):
    """The summary holds who is accused, or whole sentences of the voice; nothing was written."""


class SummarisedAlready(Overtaken):
    """There is a summary of this case; nothing was written."""


@transaction.atomic
def write_summary(
    *, case_id: UUID, words: str, accused_unit: Unit | None, ring: Ring, by: Actor, at: dt.datetime
) -> Voice:
    """File a masked summary as a voice of today; it can never be handed to ``accused_unit`` or below.

    Neither the voice nor its journal entry says that it comes from a sealed case, or who wrote it.

    :raises NotAllowed: no recipient. :raises NotFound: not sealed for this key. :raises NothingSaid, TooLong: no words.
    :raises SummarisedAlready: there is one. :raises NamesSomebody: it names whom the voice accuses, or copies it.
    """
    policies.may_receive(by).require()
    queries.case_for(case_id, ring.key_id)
    case = queries.case_by_id(case_id, lock=True)
    if case.voice_id is not None:
        raise SummarisedAlready(_("There is a masked summary of this already; it stands in the inbox."))
    body, said = queries.body_of(case, queries.case_key(case, ring)), storable(words)
    _require_masked(said, body)
    voice = _file(said, at=at)
    units = {unit for unit in (body.accused_unit, accused_unit.pk if accused_unit else None) if unit}
    Accusation.objects.bulk_create(Accusation(voice=voice, mark=accusation_mark(voice.pk, unit)) for unit in units)
    _link(case, voice)
    journal.record("listening.case.summarised", about=f"case:{case.pk}", by=by, at=at)
    return voice


def _require_masked(words: str, body: Body) -> None:
    plain = "".join(words.split())
    for name in body.accused.replace("、", " ").replace("，", " ").replace(",", " ").split():
        if len(name) > 1 and name in plain:
            raise NamesSomebody(
                _("The summary names “%(name)s”, whom the voice is about. Leave it out.") % {"name": name}
            )
    told = "".join(body.words.split())
    copied = next((told[at : at + RUN] for at in range(len(told) - RUN + 1) if told[at : at + RUN] in plain), "")
    if copied:
        raise NamesSomebody(
            _("“%(words)s” stands like this in the voice and could be known again. Say it in your own words.")
            % {"words": copied}
        )


def _file(words: str, *, at: dt.datetime) -> Voice:
    """An anonymous voice of today whose code nobody has seen: its speaker has the one of the case.

    It is hardened and enters the log as every code does, so that this voice looks like any other there too.
    """
    voice = Voice.objects.create(
        channel=ChannelKind.WEB.value, words=words, lane=Lane.ANONYMOUS.value, said_on=people.local_day(at)
    )
    code = _free_code()
    pending = seal(code.secret.encode(), purpose=RECEIPT_PURPOSE)
    Receipt.objects.create(voice=voice, locator=code.locator, pending=pending)
    about = f"voice:{voice.pk}"
    logged = voice_facts(voice, locator=code.locator, files=[])
    journal.commit_leaf(LeafType.ACCEPTED, about=about, thread=about, day=voice.said_on, facts=logged)
    facts = {"channel": voice.channel, "lane": voice.lane, "said_on": voice.said_on.isoformat(), "files": 0}
    by = outsider(current_organisation_id())
    journal.record("listening.voice.accepted", about=about, by=by, at=day_moment(at), after=facts)
    return voice


def _free_code() -> ReceiptCode:
    while True:
        code = draw(secrets.SystemRandom())
        if queries.locator_is_free(code.locator):
            return code


def _link(case: SealedCase, voice: Voice) -> None:
    case.voice = voice
    case.save(update_fields=["voice"])
