"""What the journal's page shows: an entry as a sentence, with what changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from huixiang.journal.models import JournalEntry
from huixiang.journal.words import action_words, fact_words, reference_of, subject_names, unnamed, value_words


@dataclass(frozen=True, slots=True)
class Line:
    """One act. ``url`` is empty where the subject has no page."""

    at: dt.datetime
    who: str
    act: str
    subject: str
    url: str
    changes: tuple[str, ...]


def lines(entries: Sequence[JournalEntry]) -> tuple[Line, ...]:
    """Entries in words; costs one query for each kind of subject on the page."""
    told = [reference_of(*fact) for entry in entries for fact in (*entry.before.items(), *entry.after.items())]
    names = subject_names([*(entry.subject for entry in entries), *told])
    return tuple(_line(entry, names) for entry in entries)


def _line(entry: JournalEntry, names: Mapping[str, tuple[str, str]]) -> Line:
    name, url = names.get(entry.subject, (unnamed(entry.subject), ""))
    return Line(entry.at, _who(entry), action_words(entry.action), name, url, _changes(entry, names))


def _who(entry: JournalEntry) -> str:
    if entry.actor_name:
        return entry.actor_name
    return gettext("Somebody from outside") if entry.actor_role == "speaker" else gettext("The system")


def _changes(entry: JournalEntry, names: Mapping[str, tuple[str, str]]) -> tuple[str, ...]:
    def said(name: str, value: object) -> object:
        known = names.get(reference_of(name, value))
        return known[0] if known else value_words(name, value)

    before, after = entry.before, entry.after
    told = (name for name in {**before, **after} if before.get(name, "") != "" or after.get(name, "") != "")
    return tuple(
        _change(name, *(said(name, facts[name]) if facts.get(name, "") != "" else None for facts in (before, after)))
        for name in told
    )


def _change(name: str, old: object, new: object) -> str:
    facts = {"fact": fact_words(name), "old": old, "new": new}
    if old is None or old == "":
        return gettext("%(fact)s: %(new)s") % facts
    if new is None:
        return gettext("%(fact)s was %(old)s") % facts
    return gettext("%(fact)s: %(old)s → %(new)s") % facts
