"""Writes journal entries. Every service of every capability calls ``record`` once per act."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from psycopg.types.json import Jsonb

from huixiang.journal.models import JournalEntry
from huixiang.kernel.actor import Actor
from huixiang.kernel.tenancy import current_organisation_id

Facts = Mapping[str, object]

ENTRY_COLUMNS = "organisation_id, at, action, subject, actor_id, actor_name, actor_role, unit_id, before, after"
ENTRY_VALUES = (
    "%(entry_organisation)s, %(entry_at)s, %(entry_action)s, %(entry_subject)s, %(entry_actor)s, %(entry_name)s,"
    " %(entry_role)s, %(entry_unit)s, %(entry_before)s, %(entry_after)s"
)
"""For a service that must write its rows and its entry in one statement, with ``entry_parameters``."""


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


def entry_parameters(
    action: str, *, about: str, by: Actor, at: datetime, before: Facts | None = None, after: Facts | None = None
) -> dict[str, object]:
    """Give the values of ``ENTRY_VALUES`` for an entry like that of ``record``; nothing is written."""
    return {
        "entry_organisation": current_organisation_id(),
        "entry_at": at,
        "entry_action": action,
        "entry_subject": about,
        "entry_actor": by.user_id,
        "entry_name": by.name,
        "entry_role": by.role,
        "entry_unit": by.unit_id,
        "entry_before": Jsonb(dict(before or {})),
        "entry_after": Jsonb(dict(after or {})),
    }


def record_each(
    action: str, *, about: Iterable[str], by: Actor, at: datetime, after: Facts | None = None
) -> list[JournalEntry]:
    """Write one entry like that of ``record`` about each of many things that one act reached, in few statements."""
    entries = [
        JournalEntry(
            at=at, action=action, subject=subject, actor_id=by.user_id, actor_name=by.name, actor_role=by.role,
            unit_id=by.unit_id, before={}, after=dict(after or {}),
        )
        for subject in about
    ]  # fmt: skip
    return JournalEntry.objects.bulk_create(entries, batch_size=1000)
