"""Reads of who may open sealed cases: the keys in use and where their owners are placed, the unit a voice accuses."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Collection, Iterable
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from huixiang.listening.models import Accusation, RecipientKey, Recovery, UpperBody
from huixiang.listening.states import KeyKind
from huixiang.people import queries as people
from huixiang.people.models import Membership, Unit
from huixiang.people.roles import Role
from huixiang.proofs.envelopes import Context

_MARK: Final = "huixiang/accusation/"
_ROLES: Final = {KeyKind.RECIPIENT: Role.RECIPIENT, KeyKind.KEEPER: Role.KEEPER}


def key_context(key: RecipientKey) -> Context:
    """What is bound into the wrapped private key of a person."""
    return Context(key.origin, f"user/{key.user_id}", key.kind)


def key_in_use(user_id: int | None, kind: KeyKind) -> RecipientKey | None:
    """The key somebody uses now."""
    return RecipientKey.objects.filter(user=user_id, kind=kind, ended_at=None).first()


def keys_in_use(kind: KeyKind, *, accused: Unit | None = None) -> list[RecipientKey]:
    """Keys of people who hold the role now, each with ``unit``; none of anybody placed in the accused unit or below.

    By name of their owners; 3 queries.
    """
    holders = people.holders_of(_ROLES[kind]).values("pk")
    keys = RecipientKey.objects.filter(kind=kind, ended_at=None, user__in=holders).select_related("user")
    found = list(keys.order_by("user__name", "id"))
    placed = units_of(key.user_id for key in found)
    for key in found:
        key.unit = placed.get(key.user_id)  # type: ignore[attr-defined]
    return [key for key in found if accused is None or not _is_within(placed.get(key.user_id), accused)]


def units_of(user_ids: Iterable[int]) -> dict[int, Unit]:
    """Where these people are placed now (1 query)."""
    rows = Membership.objects.filter(user__in=list(user_ids), until=None).select_related("unit")
    return {row.user_id: row.unit for row in rows}


def _is_within(unit: Unit | None, above: Unit) -> bool:
    return unit is not None and unit.path.startswith(above.path)


def upper_body() -> UpperBody | None:
    """Whom a speaker may turn to instead of this organisation."""
    return UpperBody.objects.first()


def latest_recoveries(most: int) -> QuerySet[Recovery]:
    """What was begun to open cases again for lost keys, the newest first, so many at most."""
    return Recovery.objects.select_related("key__user", "begun_by", "completed_by").order_by("-id")[:most]


def accusation_mark(voice_id: UUID, unit_id: int) -> bytes:
    """What stands for "this voice accuses this unit"; without the house key nothing follows from it."""
    said = f"{_MARK}{voice_id.hex}/{unit_id}"
    return hmac.new(settings.HOUSE_KEY, said.encode(), hashlib.sha256).digest()


def accuses(voice_ids: Collection[UUID], units: Collection[Unit]) -> bool:
    """Test whether one of the voices accuses one of the units or a unit above it (1 query)."""
    rows = Accusation.objects.filter(voice__in=voice_ids).values_list("voice_id", "mark")
    kept = [(voice_id, bytes(mark)) for voice_id, mark in rows]
    steps = {int(step) for unit in units for step in unit.path.split("/") if step}
    return any(mark == accusation_mark(voice_id, step) for voice_id, mark in kept for step in steps)
