"""Mails the head of the log to whoever asked for it: once a day, when it has grown since the last.

A head that lies in many mailboxes is a witness nobody can gather in again: whoever kept one can show later that what
it covers was changed. An address is kept only for this, is confirmed by a link first, and is gone with another.
"""

from __future__ import annotations

import datetime as dt
from typing import Final
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from huixiang.kernel.errors import Refusal
from huixiang.people import queries as people
from huixiang.transparency import queries
from huixiang.transparency.keys import log_signer
from huixiang.transparency.models import HeadReader

CONFIRM_WITHIN: Final = dt.timedelta(days=3)
MOST_ASKED: Final = 200
"""How many addresses may wait for a confirmation, so that our mail cannot be made a nuisance of."""


class TooManyAsked(Refusal):
    """Many addresses wait for their confirmation; nothing was written, no mail went out."""


# No journal entry in this module: who reads the head of a public log is nobody's business.
@transaction.atomic
def ask_for_heads(*, address: str, at: dt.datetime) -> None:
    """Send a link to an address by which its owner can have each day's head sent; one a day at most.

    The mail goes out before the commit: when the mail server refuses, nothing is kept.

    :raises TooManyAsked: see there. :raises OSError: the mail server did not take it.
    """
    today = people.local_day(at)
    if HeadReader.objects.filter(confirmed_on=None).count() >= MOST_ASKED:
        raise TooManyAsked(_("Very many have asked for this just now. Please try again tomorrow."))
    reader, new = HeadReader.objects.get_or_create(address=address.strip().lower(), defaults={"asked_on": today})
    if not new:
        if reader.asked_on == today:
            return
        reader.asked_on = today
        reader.save(update_fields=["asked_on"])
    words = render_to_string("transparency/mail_confirm.txt", {"link": _link(reader)})
    EmailMessage(_("Please confirm: the log's head by mail"), words, None, [reader.address]).send()


@transaction.atomic
def confirm_heads(*, reader: HeadReader, at: dt.datetime) -> None:
    """Have each day's head sent from now on; twice changes nothing."""
    HeadReader.objects.filter(pk=reader.pk, confirmed_on=None).update(confirmed_on=people.local_day(at))


@transaction.atomic
def end_heads(*, reader: HeadReader) -> None:
    """Send no head any more and forget the address."""
    HeadReader.objects.filter(pk=reader.pk).delete()


@transaction.atomic
def heads_due(*, at: dt.datetime) -> list[UUID]:
    """Who is to get the public head now: had none today, and none of this size. Forgets who did not confirm in time."""
    today, signed = people.local_day(at), queries.public_checkpoint()
    HeadReader.objects.filter(confirmed_on=None, asked_on__lte=today - CONFIRM_WITHIN).delete()
    if signed is None:
        return []
    due = HeadReader.objects.exclude(confirmed_on=None).filter(size__lt=signed.checkpoint.size)
    return list(due.filter(Q(mailed_on=None) | Q(mailed_on__lt=today)).values_list("pk", flat=True))


@transaction.atomic
def mail_head(*, reader_id: UUID, at: dt.datetime) -> bool:
    """Mail the public head to one reader; tell whether a mail went out: not twice a day, nor of nothing new.

    The mail goes out before the commit: when the mail server refuses, nothing is kept and the job tries again.
    """
    today, signed = people.local_day(at), queries.public_checkpoint()
    reader = HeadReader.objects.select_for_update().filter(pk=reader_id).exclude(confirmed_on=None).first()
    if reader is None or signed is None or reader.mailed_on == today or reader.size >= signed.checkpoint.size:
        return False
    reader.mailed_on, reader.size = today, signed.checkpoint.size
    reader.save(update_fields=["mailed_on", "size"])
    more = {
        "note": signed.note.text, "size": reader.size, "key": log_signer(signed.checkpoint.origin).verifier.text,
        "day": today, "names": signed.witnesses, "page": f"{settings.ORIGIN}{reverse('transparency:status')}",
    }  # fmt: skip
    words = render_to_string("transparency/mail_head.txt", {"link": _link(reader), **more})
    ends = {"List-Unsubscribe": f"<{_link(reader)}>"}
    EmailMessage(_("The log's head of today"), words, None, [reader.address], headers=ends).send()
    return True


def _link(reader: HeadReader) -> str:
    return f"{settings.ORIGIN}{reverse('transparency:head_mail', args=[reader.pk])}"
