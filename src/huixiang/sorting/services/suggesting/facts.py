"""What the engine said of one voice, and what ought to be suggested because of it: plain rows between the two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from huixiang.sorting.states import SuggestionKind

TARGETS: Mapping[SuggestionKind, str] = {
    SuggestionKind.REPEAT: "like_id",
    SuggestionKind.MATTER: "matter_id",
    SuggestionKind.PROBLEM: "problem_id",
    SuggestionKind.LABEL: "label_id",
    SuggestionKind.UNIT: "unit_id",
    SuggestionKind.PLACE: "place_id",
}
"""Which field of a suggestion holds its target; the other kinds have none."""

Target = UUID | int | None


@dataclass(frozen=True, slots=True)
class Said:
    """A class the engine found: the taxonomy, the label, how sure, and the words that decided."""

    taxonomy_id: int
    label_id: int
    confidence: float
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Noticed:
    """Something that stands in the words at [start, end)."""

    kind: str
    what: str
    start: int
    end: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Heard:
    """All the engine said of a voice. ``alike`` is its likeness to the others of its matter, ``score`` of a repeat."""

    voice_id: UUID
    repeat_of: UUID | None = None
    score: float = 0.0
    shared: str = ""
    matter_id: int | None = None
    alike: float = 0.0
    reason: str = ""
    classes: Sequence[Said] = ()
    noticed: Sequence[Noticed] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """A suggestion that ought to stand."""

    voice_id: UUID
    kind: SuggestionKind
    target: Target
    confidence: float
    reason: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> tuple[UUID, str, Target]:
        return self.voice_id, self.kind.value, self.target
