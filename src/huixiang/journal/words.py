"""The journal in words. Each capability registers the sentences of its own actions and the names of its subjects.

Registered once at start, in an AppConfig's ready. An action without a sentence shows its dotted name.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from django.utils import timezone
from django.utils.translation import gettext, ngettext, pgettext

from huixiang.web.dates import day_words

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Words
else:
    Words = object

Names = Callable[[Iterable[int]], Mapping[int, tuple[str, str]]]
"""From ids to (name, address), in one query; ids it does not know are left out."""

_words: dict[str, Words] = {}
_facts: dict[str, Words] = {}
_subjects: dict[str, Names] = {}
_values: dict[str, dict[str, Words]] = {}
_kinds: dict[str, str] = {}
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_ID: Final = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}")


def register_words(words: Mapping[str, Words]) -> None:
    """Say these actions in these words: ``{"people.unit.added": "added the unit"}`` reads after the actor's name."""
    _words.update(words)


def register_facts(words: Mapping[str, Words]) -> None:
    """Name these facts: ``{"due_on": "deadline"}``."""
    _facts.update(words)


def register_subjects(kind: str, names: Names) -> None:
    """Name the subjects of a kind: ``unit`` for references such as ``unit:12``, which have number ids."""
    _subjects[kind] = names


def register_values(fact: str, words: Mapping[Any, Words]) -> None:
    """Say the values of a fact: ``"lane", {"open": "Open"}``; several capabilities may add to one fact."""
    _values.setdefault(fact, {}).update({str(value): said for value, said in words.items()})


def register_references(kinds: Mapping[str, str]) -> None:
    """Say which facts hold the id of a registered subject: ``{"leader": "user"}``."""
    _kinds.update(kinds)


def reference_of(name: str, value: object) -> str:
    """The reference of the subject a fact points to, such as ``user:7``; empty if it points to none."""
    return f"{_kinds[name]}:{value}" if name in _kinds and isinstance(value, int) else ""


def value_words(name: str, value: object) -> str:
    """A value as people read it: yes and no, days, counts instead of lists of ids."""
    if value is None:
        return pgettext("fact", "none")
    if isinstance(value, bool):
        return pgettext("fact", "yes") if value else pgettext("fact", "no")
    if isinstance(value, list):
        return ngettext("%(n)s of them", "%(n)s of them", len(value)) % {"n": len(value)}
    text = str(value)
    if text in _values.get(name, {}):
        return str(_values[name][text])
    if _DAY.fullmatch(text):
        return day_words(dt.date.fromisoformat(text), today=timezone.localdate())
    return short(text)


def short(text: str) -> str:
    """Long ids cut to their first eight characters, enough to tell them apart on a page."""
    return _ID.sub(lambda found: found.group()[:8], text)


def unnamed(reference: str) -> str:
    """A subject that has no page: a voice by the beginning of its id, any other as it is written."""
    kind, _colon, identity = reference.partition(":")
    return gettext("voice %(id)s") % {"id": short(identity)} if kind == "voice" else short(reference)


def action_words(action: str) -> str:
    """The sentence of an action, else its dotted name."""
    return str(_words.get(action, action))


def fact_words(name: str) -> str:
    """The name of a fact, else its key."""
    return str(_facts.get(name, name))


def known_actions() -> list[tuple[str, str]]:
    """Every action with its sentence, by dotted name: the choices of the filter."""
    return [(action, str(_words[action])) for action in sorted(_words)]


def subject_names(references: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Names and addresses of references, one query for each kind that is registered."""
    by_kind: dict[str, set[int]] = {}
    for reference in references:
        kind, _colon, identity = reference.partition(":")
        if kind in _subjects and identity.isdecimal():
            by_kind.setdefault(kind, set()).add(int(identity))
    return {
        f"{kind}:{identity}": name for kind, ids in by_kind.items() for identity, name in _subjects[kind](ids).items()
    }
