"""Writes journal entries. Every service of every capability calls ``record`` once per act.

An act that the public log holds too (see leaves.py) gets its leaf here, in the same transaction.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from psycopg.types.json import Jsonb

from huixiang.journal.leaves import entry_facts, logged_act, sealed_leaves
from huixiang.journal.models import JournalEntry, WaitingLeaf
from huixiang.kernel.actor import Actor
from huixiang.kernel.tenancy import current_organisation_id
from huixiang.proofs.entries import KEY_BYTES, NO_CLAIM, Facts as LeafFacts, LeafType, content_of, digests

Facts = Mapping[str, object]

ENTRY_COLUMNS = "organisation_id, at, action, subject, actor_id, actor_name, actor_role, unit_id, before, after"
ENTRY_VALUES = (
    "%(entry_organisation)s::bigint, %(entry_at)s::timestamptz, %(entry_action)s, %(entry_subject)s,"
    " %(entry_actor)s::bigint, %(entry_name)s, %(entry_role)s, %(entry_unit)s::bigint, %(entry_before)s::jsonb,"
    " %(entry_after)s::jsonb"
)
"""For a service that must write its rows and its entry in one statement, with ``entry_parameters``."""
LEAF_COLUMNS = "organisation_id, kind, day, about, thread, claim, content, key"
LEAF_VALUES = (
    "%(leaf_organisation)s::bigint, %(leaf_kind)s::smallint, %(leaf_day)s::integer, %(leaf_about)s, %(leaf_thread)s,"
    " %(leaf_claim)s::bytea, %(leaf_content)s::bytea, %(leaf_key)s::bytea"
)
"""The same for a leaf of the log, with ``leaf_parameters``."""
_EPOCH = dt.date(1970, 1, 1).toordinal()


def record(
    action: str, *, about: str, by: Actor, at: datetime, before: Facts | None = None, after: Facts | None = None
) -> JournalEntry:
    """Write one entry in the caller's transaction.

    ``action`` is ``capability.thing.happened``; ``about`` is a reference such as ``problem:12``. Facts hold
    ids, states, days and counts: never words somebody said, names of speakers or contacts.
    """
    entry = JournalEntry.objects.create(
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
    _log([entry])
    return entry


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
    written = JournalEntry.objects.bulk_create(entries, batch_size=1000)
    _log(written)
    return written


def commit_leaf(
    kind: LeafType, *, about: str, thread: str, day: dt.date, facts: LeafFacts, claim: bytes = NO_CLAIM
) -> None:
    """Have a record enter the public log: its leaf is written in the caller's transaction, to be sealed soon after.

    Under a key drawn now, which is kept beside the leaf until the record is erased. One statement.
    """
    parameters = leaf_parameters(kind, about=about, thread=thread, day=day, facts=facts, claim=claim)
    WaitingLeaf.objects.create(**_fields(parameters))


def leaf_parameters(
    kind: LeafType, *, about: str, thread: str, day: dt.date, facts: LeafFacts, claim: bytes = NO_CLAIM
) -> dict[str, object]:
    """Give the values of ``LEAF_VALUES`` for a leaf like that of ``commit_leaf``; nothing is written."""
    key = secrets.token_bytes(KEY_BYTES)
    return {
        "leaf_organisation": current_organisation_id(),
        "leaf_kind": int(kind),
        "leaf_day": days_since_1970(day),
        "leaf_about": about,
        "leaf_thread": thread,
        "leaf_claim": claim,
        "leaf_content": content_of(key, digests(key, facts)),
        "leaf_key": key,
    }


def destroy_keys(abouts: Collection[str]) -> None:
    """Destroy what opens the leaves of these records, in the caller's transaction; the leaves themselves stay.

    Whoever does so writes an entry of the log that names them (``leaves``), or the audit calls them missing.
    """
    # Those that wait first: a sealer who is at work on one has stored its opening when this statement returns.
    WaitingLeaf.objects.filter(about__in=abouts).exclude(key=b"").update(key=b"")
    for kept in sealed_leaves():
        kept.destroy(abouts)


def still_opens(about: str) -> bool:
    """Test that the record of a sealed leaf is what the leaf commits to; also true where none is sealed yet."""
    return all(kept.still_open(about) for kept in sealed_leaves())


def days_since_1970(day: dt.date) -> int:
    """A day as entries of the log count it; days before 1970 are 0."""
    return max(day.toordinal() - _EPOCH, 0)


def _log(entries: Iterable[JournalEntry]) -> None:
    leaves = []
    for entry in entries:
        act = logged_act(entry.action)
        if act is not None:
            parameters = leaf_parameters(
                act.kind, about=f"entry:{entry.pk}", thread=entry.subject, day=entry.at.date(),
                facts=entry_facts(entry), claim=act.tag(entry) if act.tag else NO_CLAIM,
            )  # fmt: skip
            leaves.append(WaitingLeaf(**_fields(parameters)))
    if leaves:
        WaitingLeaf.objects.bulk_create(leaves, batch_size=1000)


def _fields(parameters: Mapping[str, object]) -> dict[str, object]:
    plain = {name.removeprefix("leaf_"): value for name, value in parameters.items()}
    return plain | {"organisation_id": plain.pop("organisation")}
