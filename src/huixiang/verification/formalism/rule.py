"""What a rule is and what it finds: the measured values beside the thresholds, and the records they rest on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Limits = Mapping[str, float]
"""Thresholds by name: days, shares from 0 to 1, counts."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule measured, against which thresholds, and the records that show it, such as ``claim:12``."""

    measured: Mapping[str, float | int | str]
    records: tuple[str, ...]


Find = Callable[[Any, Limits], Found | None]
"""From the facts of one subject and the thresholds to what was found; None where the rule is not met."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: ``number`` is that of the pathology it looks for, ``of`` its subject (a problem or a unit).

    ``version`` rises when the definition changes; thresholds changed by an organisation are kept with each finding.
    """

    key: str
    number: int
    of: str
    find: Find
    limits: Limits = field(default_factory=dict)
    version: int = 1


def named(kind: str, ids: Sequence[object]) -> tuple[str, ...]:
    """References of one kind, each once, in the order given."""
    return tuple(dict.fromkeys(f"{kind}:{one}" for one in ids))
