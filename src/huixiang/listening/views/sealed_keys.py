"""Pages about keys of the protected lane: make, unlock, lock, lose and recover one; and the body above."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from huixiang.kernel import clock
from huixiang.kernel.errors import NotFound, Refusal
from huixiang.listening import policies, queries, services, unlocking
from huixiang.listening.forms import NewKeyForm, PassphraseForm, RecoveryForm, UpperBodyForm
from huixiang.listening.queries import Ring
from huixiang.listening.states import KeyKind
from huixiang.listening.views.sealed_desk import UNLOCKED_ONLY, with_ring
from huixiang.people.gates import members_only
from huixiang.people.requests import HouseRequest
from huixiang.web.responses import render_page


def kind_of(text: str) -> KeyKind:
    """The kind in an address.

    :raises NotFound: there is none of this name.
    """
    if text not in set(KeyKind):
        raise NotFound(text)
    return KeyKind(text)


def start_of(kind: KeyKind) -> str:
    """The page from which the holder of a key begins."""
    return reverse("listening:protected" if kind == KeyKind.RECIPIENT else "listening:recovery")


@never_cache
@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def key(request: HouseRequest, key_kind: str) -> HttpResponse:
    kind = kind_of(key_kind)
    policies.may_hold_key(request.actor, kind).require()
    if request.method != "POST":
        return _key_page(request, kind, NewKeyForm())
    form = NewKeyForm(request.POST)
    if not form.is_valid():
        return _key_page(request, kind, form, status=422)
    try:
        services.make_key(kind=kind, passphrase=form.cleaned_data["passphrase"], by=request.actor, at=clock.now())
    except Refusal as refusal:
        return _key_page(request, kind, form, status=409, refusal=refusal.sentence)
    return HttpResponseRedirect(start_of(kind), status=303)


def _key_page(
    request: HouseRequest, kind: KeyKind, form: NewKeyForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    found = queries.key_in_use(request.actor.user_id, kind)
    keepers = len(queries.keys_in_use(KeyKind.KEEPER))
    context = {"form": form, "key": found, "kind": kind.value, "keepers": keepers, "start": start_of(kind), **more}
    return render_page(request, "listening/protected_key.html", context, status=status)


@never_cache
@members_only
@require_POST
def key_lost(request: HouseRequest, key_kind: str) -> HttpResponse:
    kind = kind_of(key_kind)
    services.end_key(kind=kind, by=request.actor, at=clock.now())
    response = HttpResponseRedirect(reverse("listening:protected_key", args=[kind.value]), status=303)
    return unlocking.lock(request, response)


@never_cache
@members_only
@require_POST
def unlock(request: HouseRequest, key_kind: str) -> HttpResponse:
    kind, form = kind_of(key_kind), PassphraseForm(request.POST)
    policies.may_hold_key(request.actor, kind).require()
    wanted = request.POST.get("next", "")
    back = wanted if wanted.startswith(f"{unlocking.PATH}/") else start_of(kind)
    if form.is_valid():
        try:
            ring = services.unlock_key(kind=kind, passphrase=form.cleaned_data["passphrase"], by=request.actor)
            return unlocking.keep(request, HttpResponseRedirect(back, status=303), ring, kind, at=clock.now())
        except services.WrongPassphrase as refusal:
            form.add_error("passphrase", str(refusal.sentence))
    return render_page(request, UNLOCKED_ONLY, {"form": form, "kind": kind.value, "next": back}, status=422)


@never_cache
@members_only
@require_POST
def lock(request: HouseRequest) -> HttpResponse:
    return unlocking.lock(request, HttpResponseRedirect(reverse("people:home"), status=303))


@with_ring(KeyKind.KEEPER)
@require_http_methods(["GET", "HEAD", "POST"])
def recovery(request: HouseRequest, *, ring: Ring) -> HttpResponse:
    keys = queries.keys_in_use(KeyKind.RECIPIENT)
    form = RecoveryForm(request.POST or None, keys=keys)
    refusal, status = "", 422 if form.is_bound else 200
    if form.is_valid():
        chosen = int(form.cleaned_data["key"])
        try:
            services.begin_recovery(
                key_id=chosen, reason=form.cleaned_data["reason"], ring=ring, by=request.actor, at=clock.now()
            )
            return HttpResponseRedirect(reverse("listening:recovery"), status=303)
        except Refusal as error:
            refusal, status = str(error.sentence), 409
    rows = queries.latest_recoveries(50)
    context = {"form": form, "recoveries": rows, "keys": keys, "refusal": refusal, "me": request.actor.user_id}
    return render_page(request, "listening/recovery.html", context, status=status)


@with_ring(KeyKind.KEEPER)
@require_POST
def complete_recovery(request: HouseRequest, recovery_id: int, *, ring: Ring) -> HttpResponse:
    services.complete_recovery(recovery_id=recovery_id, ring=ring, by=request.actor, at=clock.now())
    return HttpResponseRedirect(reverse("listening:recovery"), status=303)


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def upper(request: HouseRequest) -> HttpResponse:
    policies.may_set_upper_body(request.actor).require()
    there = queries.upper_body()
    initial = {"name": there.name, "reach": there.reach} if there else {}
    form = UpperBodyForm(request.POST or None, initial=initial)
    if form.is_valid():
        services.set_upper_body(by=request.actor, at=clock.now(), **form.cleaned_data)
        return HttpResponseRedirect(reverse("listening:upper"), status=303)
    holders = {kind.value: queries.keys_in_use(kind) for kind in KeyKind}
    context = {"form": form, "holders": holders, "there": there}
    return render_page(request, "listening/upper.html", context, status=422 if form.is_bound else 200)
