"""Builders of voices and imports, through the services."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Any

from huixiang.kernel.actor import outsider
from huixiang.kernel.tenancy import current_organisation_id
from huixiang.listening import services
from huixiang.listening.models import Import, Voice
from huixiang.listening.states import Lane
from huixiang.people.testing import NOON, Cast
from huixiang.proofs import receipts
from huixiang.proofs.receipts import ReceiptCode


def make_voice(
    words: str = "桂花路的路灯坏了三盏，晚上老人不敢出门。",
    lane: Lane = Lane.OPEN,
    at: dt.datetime = NOON,
    **facts: Any,
) -> tuple[Voice, ReceiptCode]:
    """A voice somebody sent by the form, and its code. ``facts`` are those of ``accept_voice``."""
    code = facts.pop("code", None) or receipts.draw(secrets.SystemRandom())
    by = facts.pop("by", None) or outsider(current_organisation_id())
    accepted = services.accept_voice(words=words, code=code, lane=lane, by=by, at=at, **facts)
    return accepted.voice, code


def make_import(cast: Cast, content: str = "工单编号,主要内容\nGD001,桂花路的路灯坏了三盏。\nGD002,\n") -> Import:
    """A table that 何静 brought and confirmed as it was read; of the usual one a row came in, another failed."""
    by = cast.actor("hejing")
    begun = services.begin_import(name="12345.csv", pieces=[content.encode()], by=by, at=NOON)
    choice = services.choice_of(begun.choice)
    services.confirm_import(import_id=begun.pk, choice=choice, by=by, at=NOON)
    services.run_import(organisation_id=current_organisation_id(), import_id=begun.pk)
    begun.refresh_from_db()
    return begun
