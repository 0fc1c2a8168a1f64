"""Makes an ordinary, anonymous voice of the masked summary of a case: all that the inbox ever learns of it."""

from __future__ import annotations

import datetime as dt
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from huixiang.journal import services as journal
from huixiang.kernel.actor import Actor, outsider
from huixiang.kernel.errors import Overtaken, Refusal
from huixiang.kernel.tenancy import current_organisation_id
from huixiang.listening import policies, queries
from huixiang.listening.codes import drawn_code
from huixiang.listening.models import Accusation, SealedCase, Voice
from huixiang.listening.queries import Body, Ring, accusation_mark
from huixiang.listening.services.accepting import accept_voice
from huixiang.listening.services.sealed.proposing import accused_names
from huixiang.listening.services.wording import storable
from huixiang.listening.states import Lane
from huixiang.people.models import Unit

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
    for name in accused_names(body):
        if name in plain:
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
    """An anonymous voice of today whose receipt nobody holds: its speaker has the one of the case.

    Taken in as any other, or its entries in the journal and in the public log would tell it from them.
    """
    by = outsider(current_organisation_id())
    return accept_voice(words=words, code=drawn_code(), lane=Lane.ANONYMOUS, by=by, at=at).voice


def _link(case: SealedCase, voice: Voice) -> None:
    case.voice = voice
    case.save(update_fields=["voice"])
