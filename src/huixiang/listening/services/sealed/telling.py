"""Mails to recipients that a protected voice waits: no number, no unit, no word of it, one a day at most.

Only who has a key to it is told, so nobody placed in the accused unit. Whoever reads the mail as well learns no more
than that somebody spoke under protection.
"""

from __future__ import annotations

import datetime as dt
from typing import Final

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from huixiang.listening import queries
from huixiang.listening.models import RecipientKey, RecipientNotice
from huixiang.listening.states import KeyKind
from huixiang.people import queries as people

PATIENCE: Final = 3
"""Working days after which whoever read nothing of a case is told again."""


@transaction.atomic
def tell_recipient(*, key_id: int, at: dt.datetime) -> bool:
    """Mail the owner of a key that a protected voice waits; tell whether a mail went out.

    Nothing goes out without an address, to a key out of use, to somebody who lost the role, or twice on one day. The
    mail is sent before the commit: when the mail server refuses, nothing is kept and the job tries again.
    """
    key = next((one for one in queries.keys_in_use(KeyKind.RECIPIENT) if one.pk == key_id), None)
    if key is None or not key.user.email:
        return False
    _notice, new = RecipientNotice.objects.get_or_create(key=key, sent_on=people.local_day(at))
    if new:
        link = f"{settings.ORIGIN}{reverse('listening:protected')}"
        words = render_to_string("listening/mail_protected.txt", {"link": link})
        send_mail(_("Something waits for you"), words, None, [key.user.email])
    return new


def recipients_to_remind(*, at: dt.datetime) -> list[RecipientKey]:
    """Whose case nobody has read for three working days, and who was told of none in that time; on working days only.

    A query for each recipient.
    """
    today, calendar = people.local_day(at), people.working_calendar()
    if not calendar.is_working(today):
        return []

    def is_over(day: dt.date) -> bool:
        return calendar.between(day, today) >= PATIENCE

    return [
        key
        for key in queries.keys_in_use(KeyKind.RECIPIENT)
        if any(is_over(day) for day in queries.unread_days(key))
        and all(is_over(notice.sent_on) for notice in key.notices.order_by("-sent_on")[:1])
    ]
