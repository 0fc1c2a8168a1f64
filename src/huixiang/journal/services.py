"""Writes journal entries. Every service of every capability calls ``record`` once per act."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from huixiang.journal.models import JournalEntry
from huixiang.kernel.actor import Actor

Facts = Mapping[str, object]


def record(
    action: str, *, about: str, by: Actor, at: datetime, before: Facts | None = None, after: Facts | None = None
) -> JournalEntry:
    """Write one entry in the caller's transaction.

    ``action`` is ``capability.thing.happened``; ``about`` is a reference such as ``problem:12``. Facts hold
    ids, states, days and counts: never words somebody said, names of speakers or contacts.
    """
    return JournalEntry.objects.create(
        at=at,
        action=action,
        subject=about,
        actor_id=by.user_id,
        actor_name=by.name,
        actor_role=by.role,
        unit_id=by.unit_id,
        before=dict(before or {}),
        after=dict(after or {}),
    )
