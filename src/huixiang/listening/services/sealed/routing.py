"""Keeps what a voice is about from being handed to whom it is about, at every door of routing."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from huixiang.listening import policies, queries
from huixiang.people.models import Unit


def require_may_go(voice_ids: Collection[UUID], units: Collection[Unit]) -> None:
    """Do nothing when none of these voices accuses one of these units or a unit above it (1 query).

    :raises NotAllowed: one does; the sentence does not say which voice.
    """
    policies.may_go_to(queries.accuses(voice_ids, units)).require()
