"""What the journal's page shows: an entry as a sentence, with what changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from huixiang.journal.models import JournalEntry
from huixiang.journal.words import action_words, fact_words, subject_names


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
    names = subject_names(entry.subject for entry in entries)
    return tuple(_line(entry, names) for entry in entries)


def _line(entry: JournalEntry, names: Mapping[str, tuple[str, str]]) -> Line:
    name, url = names.get(entry.subject, (entry.subject, ""))
    return Line(entry.at, _who(entry), action_words(entry.action), name, url, _changes(entry.before, entry.after))


def _who(entry: JournalEntry) -> str:
    if entry.actor_name:
        return entry.actor_name
    return gettext("Somebody from outside") if entry.actor_role == "speaker" else gettext("The system")


def _changes(before: Mapping[str, object], after: Mapping[str, object]) -> tuple[str, ...]:
    told = (name for name in {**before, **after} if before.get(name, "") != "" or after.get(name, "") != "")
    return tuple(_change(name, before.get(name), after.get(name)) for name in told)


def _change(name: str, old: object, new: object) -> str:
    facts = {"fact": fact_words(name), "old": old, "new": new}
    if old is None or old == "":
        return gettext("%(fact)s: %(new)s") % facts
    if new is None:
        return gettext("%(fact)s was %(old)s") % facts
    return gettext("%(fact)s: %(old)s → %(new)s") % facts
