"""Expected refusals. Each says in plain words what the person can do; the interface shows it with 409."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Sentence
else:
    Sentence = object


class Refusal(Exception):
    """Something was asked for that cannot be done now; nothing was written."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class NotAllowed(Refusal):
    """A policy says no to this person."""


class Overtaken(Refusal):
    """Somebody else acted first; the sentence says who did what."""


class NotFound(Exception):
    """There is no such thing in this organisation; the interface answers 404."""
