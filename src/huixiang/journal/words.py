"""The journal in words. Each capability registers the sentences of its own actions and the names of its subjects.

Registered once at start, in an AppConfig's ready. An action without a sentence shows its dotted name.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.utils import timezone
from django.utils.translation import ngettext, pgettext

from huixiang.kernel.actor import Actor
from huixiang.web.dates import day_words

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Words
else:
    Words = object

Names = Callable[[Iterable[Any]], Mapping[Any, tuple[str, str]]]
"""From ids to (name, address), in one query; ids it does not know are left out."""


@dataclass(frozen=True, slots=True)
class _Kind:
    names: Names
    opens: str
    read_id: Callable[[str], Any]


_words: dict[str, Words] = {}
_facts: dict[str, Words] = {}
_subjects: dict[str, _Kind] = {}
_values: dict[str, dict[str, Words]] = {}
_kinds: dict[str, str] = {}
_unsaid: set[str] = set()
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_ID: Final = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}")


def register_words(words: Mapping[str, Words]) -> None:
    """Say these actions in these words: ``{"people.unit.added": "added the unit"}`` reads after the actor's name."""
    _words.update(words)


def register_facts(words: Mapping[str, Words]) -> None:
    """Name these facts: ``{"due_on": "deadline"}``."""
    _facts.update(words)


def register_unsaid(facts: Iterable[str]) -> None:
    """Leave these facts out: ids of rows, which say nothing to a reader."""
    _unsaid.update(facts)


def register_subjects(kind: str, names: Names, *, opens: str = "", read_id: Callable[[str], Any] = int) -> None:
    """Name the subjects of a kind: ``unit`` for references such as ``unit:12``.

    ``opens`` is the permission without which nobody may open their pages; ``read_id`` reads the id in a reference.
    """
    _subjects[kind] = _Kind(names, opens, read_id)


def register_values(fact: str, words: Mapping[Any, Words]) -> None:
    """Say the values of a fact: ``"lane", {"open": "Open"}``; several capabilities may add to one fact."""
    _values.setdefault(fact, {}).update({str(value): said for value, said in words.items()})


def register_references(kinds: Mapping[str, str]) -> None:
    """Say which facts hold the id of a registered subject: ``{"leader": "user"}``."""
    _kinds.update(kinds)


def references_of(name: str, value: object) -> list[str]:
    """The references of the subjects a fact points to, such as ``user:7``; empty if it points to none."""
    values = value if isinstance(value, list) else [value]
    return [f"{_kinds[name]}:{one}" for one in values if isinstance(one, int)] if name in _kinds else []


def is_said(name: str, value: object) -> bool:
    """Test whether a value tells a reader anything: not an empty one, a zero, or a "no" without words."""
    if name in _unsaid:
        return False
    return bool(value) or str(value) in _values.get(name, {})


def value_words(name: str, value: object) -> str:
    """A value as people read it: in the words of its fact, days, counts instead of lists of ids."""
    text = str(value)
    if text in _values.get(name, {}):
        return str(_values[name][text])
    if isinstance(value, bool):
        return pgettext("fact", "yes") if value else pgettext("fact", "no")
    if isinstance(value, list):
        return ngettext("%(n)s of them", "%(n)s of them", len(value)) % {"n": len(value)}
    if _DAY.fullmatch(text):
        return _day(text)
    return short(text)


def short(text: str) -> str:
    """Long ids cut to their first eight characters, enough to tell them apart on a page."""
    return _ID.sub(lambda found: found.group()[:8], text)


def unnamed(reference: str) -> str:
    """A subject whose kind nobody named: a day in words, any other as it is written."""
    identity = reference.partition(":")[2]
    return _day(identity) if _DAY.fullmatch(identity) else short(reference)


def _day(text: str) -> str:
    return day_words(dt.date.fromisoformat(text), today=timezone.localdate())


def action_words(action: str) -> str:
    """The sentence of an action, else its dotted name."""
    return str(_words.get(action, action))


def fact_words(name: str) -> str:
    """The name of a fact, else its key."""
    return str(_facts.get(name, name))


def known_actions() -> list[tuple[str, str]]:
    """Every action with its sentence, by dotted name: the choices of the filter."""
    return [(action, str(_words[action])) for action in sorted(_words)]


def subject_names(references: Iterable[str], reader: Actor) -> dict[str, tuple[str, str]]:
    """Names and addresses of references, one query for each kind that is registered.

    The address is empty where the reader may not open the page.
    """
    by_kind: dict[str, set[Any]] = {}
    for reference in references:
        kind, _colon, identity = reference.partition(":")
        if kind in _subjects:
            by_kind.setdefault(kind, set()).update(_read_id(_subjects[kind], identity))
    return {
        f"{kind}:{identity}": (name, url if not _subjects[kind].opens or reader.may(_subjects[kind].opens) else "")
        for kind, ids in by_kind.items()
        for identity, (name, url) in _subjects[kind].names(ids).items()
    }


def _read_id(kind: _Kind, identity: str) -> list[Any]:
    try:
        return [kind.read_id(identity)]
    except ValueError:  # about nobody, such as user:None
        return []
