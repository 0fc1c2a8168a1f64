"""The ledger keeps problems, not voices: beside the problem it tells a speaker nothing, and holds no voice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import TYPE_CHECKING
from uuid import UUID

from huixiang.listening.keepers import KeptPart

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Words
else:
    Words = object


def kept_of(voice_id: UUID) -> list[KeptPart]:  # noqa: ARG001 - as every keeper
    """Nothing of the voice itself."""
    return []


def nothing_held(voice_ids: Collection[UUID], day: dt.date) -> dict[UUID, Words]:  # noqa: ARG001 - as every keeper
    """What is open keeps a voice already by its problem."""
    return {}
