"""The journal in words. Each capability registers the sentences of its own actions and the names of its subjects.

Registered once at start, in an AppConfig's ready. An action without a sentence shows its dotted name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Words
else:
    Words = object

Names = Callable[[Iterable[int]], Mapping[int, tuple[str, str]]]
"""From ids to (name, address), in one query; ids it does not know are left out."""

_words: dict[str, Words] = {}
_facts: dict[str, Words] = {}
_subjects: dict[str, Names] = {}


def register_words(words: Mapping[str, Words]) -> None:
    """Say these actions in these words: ``{"people.unit.added": "added the unit"}`` reads after the actor's name."""
    _words.update(words)


def register_facts(words: Mapping[str, Words]) -> None:
    """Name these facts: ``{"due_on": "deadline"}``."""
    _facts.update(words)


def register_subjects(kind: str, names: Names) -> None:
    """Name the subjects of a kind: ``unit`` for references such as ``unit:12``, which have number ids."""
    _subjects[kind] = names


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
