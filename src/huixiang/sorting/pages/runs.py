"""The engine's runs as they are read: how far the one under way is, and what came of the last ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext

from huixiang.sorting.labels import Badge
from huixiang.sorting.models import EngineRun
from huixiang.sorting.states import RunKind, SuggestionKind
from huixiang.sorting.suggestion_labels import KINDS, RUN_KINDS, STAGES, run_badge

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Words
else:
    Words = object


@dataclass(frozen=True, slots=True)
class RunLine:
    """A run: when, of whom, how it stands, what it found or why it failed."""

    id: int
    kind: Words
    badge: Badge
    stage: Words
    done: int
    total: int
    asked_at: datetime
    asked_by: str
    voices: int | None
    matters: int | None
    seconds: float | None
    new: Sequence[tuple[Words, int]]
    why: str


def run_lines(runs: Sequence[EngineRun]) -> list[RunLine]:
    """The lines of runs; no query."""
    return [run_line(run) for run in runs]


def run_line(run: EngineRun) -> RunLine:
    """One run."""
    facts = run.facts
    reason = facts.get("why")
    new = [(KINDS[SuggestionKind(kind)], count) for kind, count in facts.get("new", {}).items()]
    return RunLine(
        id=run.pk, kind=RUN_KINDS[RunKind(run.kind)], badge=run_badge(run.state), stage=STAGES.get(run.stage, ""),
        done=run.done, total=run.total, asked_at=run.asked_at, asked_by=run.asked_by.name if run.asked_by else "",
        voices=facts.get("voices"), matters=facts.get("matters"), seconds=facts.get("seconds"), new=new,
        why=gettext(reason) if reason else "",
    )  # fmt: skip
