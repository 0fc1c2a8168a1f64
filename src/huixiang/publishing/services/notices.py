"""The mail "something is new" to speakers who agreed and left an address: no content, no number, one a day at most.

Where they are asked whether it is solved, it carries a link to answer. A gateway for short messages would stand in
``tell_speaker``, beside the mail: it is the only place where something goes out to a speaker.
"""

from __future__ import annotations

import datetime as dt
import re
from uuid import UUID

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from huixiang.journal import services as journal
from huixiang.kernel.actor import system
from huixiang.kernel.tenancy import current_organisation_id
from huixiang.listening import queries as listening, services as listening_services
from huixiang.listening.models import Voice
from huixiang.people import queries as people
from huixiang.publishing.models import SpeakerNotice
from huixiang.sorting.models import Problem
from huixiang.verification import queries as verification, services as verification_services

ADDRESS = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,8}\.[A-Za-z]{2,63}")


@transaction.atomic
def tell_speaker(*, voice_id: UUID, at: dt.datetime) -> bool:
    """Mail the speaker of a voice that something is new; tell whether a mail went out.

    Whoever is asked whether it is solved gets a link for each question, by which they can answer once; whoever is asked
    anew for a sample audit reads that the receipt has a question.
    Nothing goes out without consent, without an address, or twice on one day. The mail is sent before the commit:
    when the mail server refuses, nothing is kept and the job tries again.
    """
    voice = Voice.objects.filter(pk=voice_id).first()
    contact = listening.contact_of(voice) if voice else None
    address = ADDRESS.search(contact.contact) if contact and contact.may_contact else None
    if voice is None or address is None:
        return False
    today = people.local_day(at)
    _notice, new = SpeakerNotice.objects.get_or_create(voice=voice, sent_on=today)
    if not new:
        return False
    by, day = system(current_organisation_id()), listening_services.day_moment(at)
    journal.record("publishing.speaker.told", about=f"voice:{voice.pk}", by=by, at=day)
    codes = verification_services.make_links(voice_id=voice.pk, at=at)
    answers = [f"{settings.ORIGIN}{reverse('publishing:answer', args=[code])}" for code in codes]
    question = verification.is_asked_anew(voice.pk)
    facts = {"link": f"{settings.ORIGIN}/receipt", "answers": answers, "question": question}
    words = render_to_string("publishing/mail_news.txt", facts)
    send_mail(_("Something is new"), words, None, [address.group()])
    return True


def tell_speakers_of(*, problem_id: int, at: dt.datetime) -> int:
    """Mail every speaker whose voice feeds the problem, each as ``tell_speaker``; returns how many mails went out."""
    problem = Problem.objects.filter(pk=problem_id).first()
    if problem is None:
        return 0
    voices = verification.voices_feeding(problem).order_by("id").values_list("pk", flat=True)
    return sum(tell_speaker(voice_id=voice_id, at=at) for voice_id in voices)
