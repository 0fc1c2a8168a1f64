"""The proof file of one voice or sealed case, for whoever is in its receipt or has just sent it."""

from __future__ import annotations

import time
from typing import Final

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from huixiang.kernel import clock
from huixiang.kernel.errors import Refusal
from huixiang.listening import queries as listening
from huixiang.listening.codes import carried
from huixiang.listening.models import SealedCase, Voice
from huixiang.people.requests import HouseRequest
from huixiang.proofs.receipt_file import SUFFIX
from huixiang.proofs.tlog_proof import TlogProof
from huixiang.publishing import queries as publishing, visits
from huixiang.transparency import queries

LONGEST_WAIT: Final = 2.0
LOOK_AGAIN: Final = 0.1


class NoReceiptOpen(Refusal):
    """Neither a visit to a receipt nor a code that we drew came with the request."""


# Reads only, so no CSRF token: the page after sending has no session. Posted to, so that no code is in an address.
@csrf_exempt
@never_cache
@require_POST
def proof(request: HouseRequest) -> HttpResponse:
    spoken = _spoken(request)
    found = _sealed_soon(spoken)
    response = HttpResponse(found.text, content_type="text/plain; charset=utf-8")
    locator = spoken.locator if isinstance(spoken, SealedCase) else spoken.receipt.locator
    name = f"{locator}{SUFFIX}"
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


def _spoken(request: HouseRequest) -> Voice | SealedCase:
    if request.headers.get("Sec-Fetch-Site") != "cross-site":
        code = carried(request.POST.get("code", ""))
        if code is not None:
            return listening.voice_behind(code)
        visit = visits.visit_in(request, at=clock.now())
        found = _behind(visit) if visit else None
        if found is not None:
            return found
    raise NoReceiptOpen(_("Please open your receipt with its code first; the proof file is offered there."))


def _behind(visit: visits.Visit) -> Voice | SealedCase | None:
    """What a visit is to: only one to a sealed case carries its key."""
    return listening.case_here(visit.id) if visit.key else publishing.voice_with_id(visit.id)


def _sealed_soon(spoken: Voice | SealedCase) -> TlogProof:
    """Somebody who is quick waits up to two seconds for the seal, here and not while sending."""
    until = time.monotonic() + LONGEST_WAIT
    while True:
        try:
            return queries.proof_of(spoken)
        except queries.NotSealed:
            if time.monotonic() > until:
                raise
        time.sleep(LOOK_AGAIN)
