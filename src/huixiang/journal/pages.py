"""What the journal's page shows: an entry as a sentence, with what changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from django.utils.translation import gettext

from huixiang.journal.models import JournalEntry
from huixiang.journal.words import action_words, fact_words, is_said, references_of, subject_names, unnamed, value_words
from huixiang.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Line:
    """One act. ``url`` is empty where the subject has no page."""

    at: dt.datetime
    who: str
    act: str
    subject: str
    url: str
    changes: tuple[str, ...]


def lines(entries: Sequence[JournalEntry], *, reader: Actor) -> tuple[Line, ...]:
    """Entries in words; costs one query for each kind of subject on the page.

    Links lead only to pages that the reader may open.
    """
    told = [references_of(*fact) for entry in entries for fact in (*entry.before.items(), *entry.after.items())]
    names = subject_names([*(entry.subject for entry in entries), *chain.from_iterable(told)], reader)
    return tuple(_line(entry, names) for entry in entries)


def _line(entry: JournalEntry, names: Mapping[str, tuple[str, str]]) -> Line:
    name, url = names.get(entry.subject, (unnamed(entry.subject), ""))
    return Line(entry.at, _who(entry), action_words(entry.action), name, url, _changes(entry, names))


def _who(entry: JournalEntry) -> str:
    if entry.actor_name:
        return entry.actor_name
    return gettext("Somebody from outside") if entry.actor_role == "speaker" else gettext("The system")


def _changes(entry: JournalEntry, names: Mapping[str, tuple[str, str]]) -> tuple[str, ...]:
    before, after = entry.before, entry.after
    told = [
        (name, _said(name, before.get(name), names), _said(name, after.get(name), names)) for name in before | after
    ]
    return tuple(_change(name, old, new) for name, old, new in told if old or new)


def _said(name: str, value: object, names: Mapping[str, tuple[str, str]]) -> str:
    """The value in words and names; empty where there is nothing to tell."""
    if not is_said(name, value):
        return ""
    known = [names[reference][0] for reference in references_of(name, value) if reference in names]
    return gettext(", ").join(known) or value_words(name, value)


def _change(name: str, old: str, new: str) -> str:
    facts = {"fact": fact_words(name), "old": old, "new": new}
    if not old or old == new:
        return gettext("%(fact)s: %(new)s") % facts
    if not new:
        return gettext("%(fact)s was %(old)s") % facts
    return gettext("%(fact)s: %(old)s → %(new)s") % facts
