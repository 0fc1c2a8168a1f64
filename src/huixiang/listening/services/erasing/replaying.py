"""Erases again what was erased before, as after a restored backup. Doing it again changes nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction

from huixiang.kernel.actor import Actor
from huixiang.listening.models import Erasure, Import, SealedCase, Voice
from huixiang.listening.queries import Erased
from huixiang.listening.services.erasing.forgetting import Why, erase_case, erase_failed_rows, erase_voices
from huixiang.listening.states import ErasureGround, ErasureScope


@dataclass(slots=True)
class Replayed:
    """What a replay did: erased again, found erased already, and subjects that are not in this database."""

    again: list[str] = field(default_factory=list)
    already: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


@transaction.atomic
def replay_erasures(*, erased: Iterable[Erased], by: Actor, at: dt.datetime) -> Replayed:
    """Erase again, in this organisation, what is in the list and still there; each leaves an entry of the log.

    Takes what ``erased_here``, ``read_list`` or, from published leaves, ``transparency.erasures`` give,
    in any order and as often as you like. A line that cannot be read as an erasure is unknown; nothing else is refused.
    """
    found = Replayed()
    for one in sorted(set(erased), key=lambda each: (each.subject, each.scope, each.ground)):
        try:
            why = Why(ErasureScope(one.scope), ErasureGround(one.ground), replayed=True)
            known, done = _erase(one.subject, why, by=by, at=at)
        except ValueError:
            known, done = False, None
        group = found.again if done else found.already if known else found.unknown
        group.append(one.subject)
    return found


def _erase(subject: str, why: Why, *, by: Actor, at: dt.datetime) -> tuple[bool, Erasure | None]:
    kind, _colon, identity = subject.partition(":")
    if kind == "voice":
        done = erase_voices([UUID(identity)], why=why, by=by, at=at)
        return Voice.objects.filter(pk=UUID(identity)).exists(), done[0] if done else None
    if kind == "case":
        known = SealedCase.objects.filter(pk=UUID(identity)).exists()
        return known, erase_case(UUID(identity), why=why, by=by, at=at)
    if kind == "import":
        known = Import.objects.filter(pk=int(identity)).exists()
        return known, erase_failed_rows(int(identity), why=why, by=by, at=at)
    raise ValueError(subject)
