"""What others may react to."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ProblemReopened:
    """A speaker said it is not solved."""

    problem_id: int


@dataclass(frozen=True, slots=True)
class CallBacksDrawn:
    """These speakers were drawn by lot to be asked."""

    voice_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class SampleDrawn:
    """A sample audit drew the problems of these speakers: they are asked anew."""

    voice_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class ProblemClosed:
    """Four hands closed it; ``confirmed`` is false when every speaker stayed silent."""

    problem_id: int
    confirmed: bool
