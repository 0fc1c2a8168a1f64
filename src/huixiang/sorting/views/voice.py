"""The page of one voice. Each of its forms posts here with the name of the act; typed words survive a refusal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _, pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from huixiang.kernel import clock
from huixiang.kernel.errors import NotAllowed, Refusal
from huixiang.listening.queries import Contact
from huixiang.people.requests import HouseRequest
from huixiang.sorting import queries, services
from huixiang.sorting.forms import SummaryForm, WordsForm, read_number
from huixiang.sorting.labels import problem_badge
from huixiang.sorting.models import Act
from huixiang.sorting.pages.inbox import done_of
from huixiang.sorting.pages.voice import alike_ones, life_of_voice, read_voice
from huixiang.sorting.views.gate import back_to, readers_only
from huixiang.web.responses import render_page

Doing = Callable[[HouseRequest, UUID, str], Act | None]
LABELS = {
    "answer": (
        pgettext_lazy("sorting", "Answer"),
        _("The speaker reads it with the receipt. The voice counts as answered."),
    ),
    "set_aside": (_("Why it is set aside, and where the speaker can turn"), _("The speaker reads this reason.")),
    "message": (_("Ask or tell the speaker something"), _("It decides nothing; the speaker can answer.")),
}


@never_cache
@require_http_methods(["GET", "POST"])
@readers_only
def voice(request: HouseRequest, voice_id: UUID) -> HttpResponse:
    """One voice, and everything that can be done with it."""
    if request.method == "GET":
        return _page(request, voice_id, _forms(queries.item_of(voice_id).summary))
    doing = request.POST.get("act", "")
    forms = _forms(queries.item_of(voice_id).summary, doing, request)
    typed = forms.get(doing)
    if typed is not None and not typed.is_valid():
        return _page(request, voice_id, forms, status=422)
    try:
        if doing == "contact":
            contact = services.show_contact(voice_id=voice_id, by=request.actor, at=clock.now())
            return _page(request, voice_id, forms, contact=contact)
        act = ACTS[doing](request, voice_id, typed.cleaned_data["words"] if typed else "") if doing in ACTS else None
    except NotAllowed as refusal:
        return _page(request, voice_id, forms, refusal=refusal, status=403)
    except Refusal as refusal:
        return _page(request, voice_id, forms, refusal=refusal, status=409)
    default = reverse("sorting:voice", args=[voice_id])
    return back_to(request, done=act.pk if act else None, default=default)


def _page(
    request: HouseRequest, voice_id: UUID, forms: dict[str, Any], *, refusal: Refusal | None = None,
    contact: Contact | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    item, find = queries.item_of(voice_id), request.GET.get("find", "")
    found = queries.find_problems(find) if find else []
    context: dict[str, Any] = {
        "reading": read_voice(item, request.actor, at=clock.now()), "forms": forms,
        "alike": alike_ones(item), "life": life_of_voice(item, request.actor), "contact": contact, "find": find,
        "found": [(problem, problem_badge(problem.state)) for problem in found],
        "done": done_of(read_number(request.GET.get("done", "")), request.actor, at=clock.now()),
        "back": reverse("sorting:voice", args=[voice_id]), "refusal": refusal.sentence if refusal else "",
    }  # fmt: skip
    return render_page(request, "sorting/voice.html", context, status=status)


def _forms(summary: str, doing: str = "", request: HouseRequest | None = None) -> dict[str, Any]:
    """The page's forms; the one that was sent holds what was typed."""
    sent = {doing: request.POST} if request else {}
    forms: dict[str, Any] = {
        name: WordsForm(sent.get(name), prefix=name, label=label, hint=hint) for name, (label, hint) in LABELS.items()
    }
    return {**forms, "summary": SummaryForm(sent.get("summary"), prefix="summary", initial={"words": summary})}


def _version(request: HouseRequest) -> int | None:
    return read_number(request.POST.get("version", ""))


def _number(request: HouseRequest) -> int:
    return read_number(request.POST.get("problem", "")) or 0


def _answer(request: HouseRequest, voice_id: UUID, words: str) -> Act:
    version = _version(request)
    return services.answer_voice(voice_id=voice_id, words=words, by=request.actor, at=clock.now(), version=version)


def _set_aside(request: HouseRequest, voice_id: UUID, words: str) -> Act:
    version = _version(request)
    return services.set_aside(voice_id=voice_id, reason=words, by=request.actor, at=clock.now(), version=version)


def _message(request: HouseRequest, voice_id: UUID, words: str) -> None:
    services.write_to_speaker(voice_id=voice_id, words=words, by=request.actor, at=clock.now())


def _summary(request: HouseRequest, voice_id: UUID, words: str) -> None:
    version = _version(request)
    services.summarise_voice(voice_id=voice_id, summary=words, by=request.actor, at=clock.now(), version=version)


def _join(request: HouseRequest, voice_id: UUID, _words: str) -> Act:
    problem, version = queries.problem_numbered(_number(request)), _version(request)
    versions = None if version is None else {voice_id: version}
    return services.join_voices(
        problem_id=problem.pk, voice_ids=[voice_id], by=request.actor, at=clock.now(), versions=versions
    )


def _leave(request: HouseRequest, voice_id: UUID, _words: str) -> Act:
    problem = queries.problem_numbered(_number(request))
    return services.leave(problem_id=problem.pk, voice_ids=[voice_id], by=request.actor, at=clock.now())


ACTS: dict[str, Doing] = {
    "answer": _answer,
    "set_aside": _set_aside,
    "message": _message,
    "summary": _summary,
    "join": _join,
    "leave": _leave,
}
