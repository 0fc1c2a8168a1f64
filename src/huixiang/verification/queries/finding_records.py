"""Reads the records a finding names: which problem each belongs to, its day, its words. One statement a kind."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Model

from huixiang.ledger.models import (
    CompletionClaim,
    DeadlineChange,
    Evidence,
    Measure,
    OrderReport,
    OrderStep,
    ProgressNote,
)
from huixiang.sorting.models import Problem
from huixiang.verification.models import Verdict

SHOWN: Final = 60
"""Records a page shows; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Record:
    """A record of a finding: its kind, the number and title of its problem, its day and words, where it has any."""

    kind: str
    number: int | None = None
    title: str = ""
    on: dt.date | None = None
    words: str = ""


# Model, the way to its problem, its moment or day, its words. Words of speakers are not read here.
_KINDS: Final[dict[str, tuple[type[Model], str, str, str]]] = {
    "claim": (CompletionClaim, "problem__", "applied_at", "words"),
    "report": (OrderReport, "order__problem__", "at", "answer"),
    "problem": (Problem, "", "opened_on", ""),
    "deadline": (DeadlineChange, "problem__", "at", "reason"),
    "step": (OrderStep, "order__problem__", "at", "reason"),
    "evidence": (Evidence, "problem__", "at", "words"),
    "verdict": (Verdict, "asking__claim__problem__", "given_on", ""),
    "progress": (ProgressNote, "problem__", "at", "words"),
    "measure": (Measure, "problem__", "due_on", "words"),
}


def records_of(references: Sequence[str]) -> list[Record]:
    """The records as far as a page shows them, in the order given; what is gone keeps its kind."""
    wanted: dict[str, list[str]] = defaultdict(list)
    for reference in references[:SHOWN]:
        kind, _colon, identity = reference.partition(":")
        wanted[kind].append(identity)
    found = {kind: _read(kind, ids) for kind, ids in wanted.items() if kind in _KINDS}
    split = (reference.partition(":") for reference in references[:SHOWN])
    return [found.get(kind, {}).get(identity, Record(kind)) for kind, _colon, identity in split]


def _read(kind: str, ids: Iterable[str]) -> dict[str, Record]:
    model, way, moment, words = _KINDS[kind]
    names = ["pk", f"{way}number", f"{way}title", moment, *([words] if words else [])]
    rows: Any = model._default_manager.filter(pk__in=list(ids)).order_by().values_list(*names)  # noqa: SLF001 - Django's own name
    return {str(row[0]): Record(kind, row[1], row[2], row[3], row[4] if words else "") for row in rows}
