"""Which acts also enter the public log, and how each is committed to. Registered once at start, above all capabilities.

A leaf is written unchained in the transaction of the act (see ADR 0014); who seals it into the tree is decided above.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from huixiang.journal.models import JournalEntry
from huixiang.proofs.entries import Facts, LeafType

Live = Callable[[JournalEntry], Facts]
"""Reads what the act wrote, such as the words of a verdict; only what never changes afterwards."""


@dataclass(frozen=True, slots=True)
class LoggedAct:
    """The type of leaf an act gets, and what of its own record is committed to beside the journal entry."""

    kind: LeafType
    live: Live | None = None
    tag: Callable[[JournalEntry], bytes] | None = None
    """What stands in the place of a claim for everybody to read, such as the legal ground of an erasure."""


@dataclass(frozen=True, slots=True)
class SealedLeaves:
    """What can be done with leaves that are sealed already, by the names of their records."""

    destroy: Callable[[Collection[str]], None]
    still_open: Callable[[str], bool]


_acts: dict[str, LoggedAct] = {}
_sealed: list[SealedLeaves] = []


def register_leaves(acts: Mapping[str, LoggedAct]) -> None:
    """Give each of these actions a leaf from now on."""
    _acts.update(acts)


def register_sealed(leaves: SealedLeaves) -> None:
    """Say who keeps the keys of sealed leaves."""
    _sealed[:] = [leaves]


def sealed_leaves() -> list[SealedLeaves]:
    """Who keeps the keys of sealed leaves; empty before anybody said so."""
    return list(_sealed)


def logged_act(action: str) -> LoggedAct | None:
    """How an action is logged; None if it gets no leaf."""
    return _acts.get(action)


def logged_actions() -> list[str]:
    """Every action that gets a leaf, in order."""
    return sorted(_acts)


def entry_facts(entry: JournalEntry) -> dict[str, str | bytes]:
    """What is committed to of a journal entry and of its act's own record; one query where that has one."""
    act = _acts[entry.action]
    facts: dict[str, str | bytes] = {
        "id": str(entry.pk),
        "at": entry.at.astimezone(dt.UTC).isoformat(),
        "action": entry.action,
        "subject": entry.subject,
        "actor": f"{entry.actor_id or ''}/{entry.actor_role}/{entry.unit_id or ''}",
        "actor_name": entry.actor_name,
        "before": _plain(entry.before),
        "after": _plain(entry.after),
    }
    live = act.live(entry) if act.live else {}
    return facts | {f"record.{name}": value for name, value in live.items()}


def _plain(facts: object) -> str:
    """As PostgreSQL gives it back, keys in order: an act is committed to before it is read again."""
    return json.dumps(json.loads(json.dumps(facts)), sort_keys=True, separators=(",", ":"))
