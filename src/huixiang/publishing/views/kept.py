"""Behind the receipt: everything kept of a voice, to read and take along; set right and erase. No account needed."""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from huixiang.kernel import clock
from huixiang.kernel.actor import outsider
from huixiang.listening import queries as listening_queries, services as listening
from huixiang.listening.keepers import KeptPart
from huixiang.listening.models import SealedCase, Voice
from huixiang.listening.services import erasing
from huixiang.listening.serving import file_response
from huixiang.listening.states import ErasureScope, Lane, MessageKind, Side
from huixiang.people.requests import HouseRequest
from huixiang.publishing import queries, visits
from huixiang.publishing.forms import CodeForm
from huixiang.publishing.kept_forms import CorrectionForm, EraseForm, SpeakerForm
from huixiang.publishing.pages import kept as pages
from huixiang.web.responses import render_page


@dataclass(frozen=True, slots=True)
class Own:
    """What the visit is to: a voice, or a sealed case with its key."""

    voice: Voice | None
    case: SealedCase | None
    key: bytes

    @property
    def erased(self) -> bool:
        """Whether its words were erased."""
        subject = self.case or self.voice
        return subject is not None and subject.erased_on is not None

    @property
    def parts(self) -> list[KeptPart]:
        """Everything that is kept of it."""
        if self.case is not None:
            return listening_queries.kept_of_case(self.case, self.key)
        return listening_queries.kept_of_voice(self.voice) if self.voice else []

    @property
    def files(self) -> Iterator[tuple[str, bytes]]:
        """Its files as they came."""
        if self.case is not None:
            return listening_queries.files_of_case(self.case, self.key)
        return listening_queries.files_of_voice(self.voice.pk) if self.voice else iter(())

    @property
    def may_be_named(self) -> bool:
        """Whether name and contact are kept in the open, so that their owner can set them right."""
        return self.voice is not None and self.voice.lane != Lane.ANONYMOUS


Inside = Callable[[HouseRequest, Own, dt.datetime], HttpResponse]


def _inside(view: Inside) -> Callable[[HouseRequest], HttpResponse]:
    """Let only a visit in; what was erased leads back to the receipt, which says so."""

    @never_cache
    @wraps(view)
    def entered(request: HouseRequest) -> HttpResponse:
        at = clock.now()
        visit = visits.visit_in(request, at=at)
        case = listening_queries.case_here(visit.id) if visit and visit.key else None
        voice = queries.voice_with_id(visit.id) if visit and not visit.key else None
        if visit is None or (case is None and voice is None):
            context = {"form": CodeForm(), "typed": "\n".join(request.POST.getlist("words"))}
            return render_page(request, "publishing/receipt_rested.html", context, status=403)
        own = Own(voice, case, visit.key)
        response = _back(own) if own.erased else view(request, own, at)
        return visits.keep(response, visit, at=at, secure=request.is_secure())

    return entered


def _back(own: Own) -> HttpResponse:
    found = "publishing:sealed_receipt" if own.case else "publishing:receipt"
    return HttpResponseRedirect(reverse(found), status=303)


@_inside
@require_http_methods(["GET", "HEAD"])
def kept(request: HouseRequest, own: Own, at: dt.datetime) -> HttpResponse:  # noqa: ARG001 - as every page inside
    return _page(request, own)


def _page(request: HouseRequest, own: Own, *, status: int = 200, **more: Any) -> HttpResponse:
    parts = own.parts
    told = next((part.rows[0] for part in parts if part.name == "speaker"), {})
    forms = {"speaker": SpeakerForm(initial=dict(told)), "correction": CorrectionForm()}
    named = bool(told) or bool(own.case and own.case.identity)
    context = {"own": own, "sections": pages.sections_of(parts), "named": named, **forms, **more}
    return render_page(request, "publishing/kept.html", context, status=status)


@_inside
@require_http_methods(["GET", "HEAD"])
def kept_json(request: HouseRequest, own: Own, at: dt.datetime) -> HttpResponse:  # noqa: ARG001 - as every page inside
    return file_response("huixiang-kept.json", "application/json", _json(own.parts))


def _json(parts: list[KeptPart]) -> bytes:
    content = {part.name: list(part.rows) for part in parts}
    return json.dumps(content, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1).encode()


@_inside
@require_http_methods(["GET", "HEAD"])
def kept_file(request: HouseRequest, own: Own, at: dt.datetime) -> HttpResponse:
    # In memory: of a sealed case nothing may be written to disk unsealed.
    buffer, parts = io.BytesIO(), own.parts
    context = {"sections": pages.sections_of(parts), "at": at, "organisation": request.organisation}
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("kept.html", render_to_string("publishing/kept_file.html", context))
        archive.writestr("kept.json", _json(parts))
        for name, content in own.files:
            archive.writestr(f"files/{name}", content)
    return file_response("huixiang-kept.zip", "application/zip", buffer.getvalue())


@_inside
@require_POST
def correct(request: HouseRequest, own: Own, at: dt.datetime) -> HttpResponse:
    form = SpeakerForm(request.POST)
    if not form.is_valid() or own.voice is None:
        return _page(request, own, status=422, speaker=form)
    erasing.correct_speaker(voice_id=own.voice.pk, **form.cleaned_data, by=outsider(request.organisation.pk), at=at)
    return HttpResponseRedirect(reverse("publishing:kept") + "#speaker", status=303)


@_inside
@require_POST
def correct_words(request: HouseRequest, own: Own, at: dt.datetime) -> HttpResponse:
    form = CorrectionForm(request.POST)
    if not form.is_valid():
        return _page(request, own, status=422, correction=form)
    by, words = outsider(request.organisation.pk), form.cleaned_data["words"]
    if own.case is not None:
        listening.write_sealed_message(
            case_id=own.case.pk, key=own.key, side=Side.SPEAKER, words=words, files=(), by=by, at=at
        )
    elif own.voice is not None:
        listening.write_message(
            voice_id=own.voice.pk, side=Side.SPEAKER, kind=MessageKind.CORRECTION, words=words, by=by, at=at
        )
    return _to_talk(own)


def _to_talk(own: Own) -> HttpResponse:
    found = "publishing:sealed_receipt" if own.case else "publishing:receipt"
    return HttpResponseRedirect(reverse(found) + "#talk", status=303)


@_inside
@require_POST
def erase(request: HouseRequest, own: Own, at: dt.datetime) -> HttpResponse:
    """The first press shows what goes and what stays, the second, with the box ticked, erases."""
    form = EraseForm(request.POST if "step" in request.POST else None, initial={"scope": request.POST.get("scope")})
    scope = EraseForm(request.POST).asked
    if scope is None:
        return _page(request, own, status=422)
    if not form.is_valid():
        return _sure_page(request, own, form, scope)
    subject = {"case_id": own.case.pk} if own.case else {"voice_id": own.voice.pk if own.voice else None}
    erasing.erase_as_speaker(scope=scope, by=outsider(request.organisation.pk), at=at, **subject)
    return _back(own)


def _sure_page(request: HouseRequest, own: Own, form: EraseForm, scope: ErasureScope) -> HttpResponse:
    context = {"own": own, "form": form, "scope": scope.value, "goes": pages.GOES[scope], "stays": pages.STAYS[scope]}
    return render_page(request, "publishing/kept_erase.html", context, status=422 if form.is_bound else 200)
