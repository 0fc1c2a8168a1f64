"""The page after sending. For nearly everybody it differs in the code only, so its frame is kept for a minute.

Drawing it anew would cost as much as taking the voice in; with the frame a process answers twice as many.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections import OrderedDict
from dataclasses import replace
from typing import Final

from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language

from huixiang.kernel import clock
from huixiang.listening import pages
from huixiang.listening.forms import VoiceForm
from huixiang.listening.services import Accepted
from huixiang.people import queries as people
from huixiang.people.requests import HouseRequest
from huixiang.proofs.receipts import ReceiptCode

TEMPLATE: Final = "listening/sent.html"
MOST_FRAMES: Final = 64
# Stands where the code belongs while the frame is drawn: no code is ever all zeros but by one chance in 10^26.
_NO_CODE: Final = ReceiptCode("0" * 8, "0" * 20)
_frames: OrderedDict[tuple[object, ...], tuple[str, pages.CodeCard]] = OrderedDict()


def sent_facts(request: HouseRequest, form: VoiceForm, accepted: Accepted, code: ReceiptCode) -> pages.Sent:
    """What the page says of the voice that was typed into this form."""
    limit = request.organisation.limit_working_days
    steps = _steps(request.organisation.pk, accepted.voice.said_on, limit, _this_minute())
    typed = form.cleaned_data
    return pages.sent_page(
        accepted, code, steps,
        words=typed["words"], contact_typed=form.contact_typed, files_chosen=bool(typed["photos"]),
    )  # fmt: skip


def sent_response(request: HouseRequest, sent: pages.Sent) -> HttpResponse:
    """The page as an answer; from the kept frame where nothing but the code is particular to this reader."""
    particular = sent.again or sent.contact_left_out or settings.SESSION_COOKIE_NAME in request.COOKIES
    if particular:
        return HttpResponse(render_to_string(TEMPLATE, {"sent": sent}, request))
    html, blank = _frame(request, sent)
    # The carried code holds the digits, so it goes first.
    for name in ("carried", "digits", "text"):
        html = html.replace(getattr(blank, name), getattr(sent.card, name))
    return HttpResponse(html)


def _frame(request: HouseRequest, sent: pages.Sent) -> tuple[str, pages.CodeCard]:
    key = (request.organisation.pk, get_language(), request.preferences, sent.steps, _this_minute())
    found = _frames.get(key)
    if found is None:
        blank = pages.code_card(_NO_CODE)
        html = render_to_string(TEMPLATE, {"sent": replace(sent, card=blank, words="")}, request)
        found = _frames[key] = (html, blank)
        while len(_frames) > MOST_FRAMES:
            _frames.popitem(last=False)
    return found


# All who speak on one day are told the same dates: counted once a minute in each process, not for each of them.
@functools.lru_cache(maxsize=256)
def _steps(organisation_id: int, said_on: dt.date, limit: int, minute: int) -> pages.NextSteps:  # noqa: ARG001 - the key
    return pages.next_steps(people.working_calendar(), said_on, limit=limit)


def _this_minute() -> int:
    return int(clock.now().timestamp()) // 60
