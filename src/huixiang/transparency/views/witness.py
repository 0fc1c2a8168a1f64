"""The witness role over HTTP: ``POST add-checkpoint`` of c2sp.org/tlog-witness. For other logs, not for people."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from huixiang.kernel import clock
from huixiang.people.requests import HouseRequest
from huixiang.transparency import breaks, services

SIZE_TYPE = "text/x.tlog.size"


# Whoever asks proves it with the signature of the log; there is no session to forge.
@csrf_exempt
@never_cache
@require_POST
def add_checkpoint(request: HouseRequest) -> HttpResponse:
    raw = request.read(services.LARGEST_REQUEST + 1)
    if len(raw) > services.LARGEST_REQUEST:
        return HttpResponse(status=413)
    try:
        line = services.cosign(request=raw.decode("utf-8", "replace"), at=clock.now())
    except services.NotCosigned as refused:
        kind = SIZE_TYPE if refused.status == 409 else "text/plain; charset=utf-8"
        return HttpResponse(refused.body, status=refused.status, content_type=kind)
    return HttpResponse(line, content_type="text/plain; charset=utf-8")


@never_cache
@require_GET
def begun_anew(request: HouseRequest) -> HttpResponse:
    found = breaks.beginning_with(request.GET.get("log", "")[:200])
    return HttpResponse(found.text if found else "", content_type="text/plain; charset=utf-8")
