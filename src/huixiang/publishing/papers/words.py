"""Days, counts and states as they stand in a paper, in Chinese."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Final

from django.utils import translation

from huixiang.ledger.labels import KIND_WORDS, MEASURE_WORDS
from huixiang.ledger.labels_plans import KEPT_WORDS, PROJECT_STATES, RULE_KINDS, RULE_STATES
from huixiang.ledger.states import EvidenceKind, Kept, MeasureState, ProjectState, RuleKind, RuleState
from huixiang.listening.states import ChannelKind
from huixiang.sorting.labels import CHANNELS, INBOX_STATES, PROBLEM_STATES
from huixiang.sorting.states import InboxState, ProblemState

LANGUAGE: Final = "zh-hans"


def in_words(day: dt.date) -> str:
    """A day as documents bear it: 2026年3月2日."""
    return f"{day.year}年{day.month}月{day.day}日"


def channel_words(channel: str) -> str:
    """The name of a channel."""
    with translation.override(LANGUAGE):
        return str(CHANNELS[ChannelKind(channel)])


def inbox_words(state: str) -> str:
    """What became of a voice."""
    with translation.override(LANGUAGE):
        return str(INBOX_STATES[InboxState(state)][0])


def problem_words(state: str) -> str:
    """Where a problem stands."""
    with translation.override(LANGUAGE):
        return str(PROBLEM_STATES[ProblemState(state)])


def measure_words(state: str) -> str:
    """Where a measure stands."""
    with translation.override(LANGUAGE):
        return str(MEASURE_WORDS[MeasureState(state)])


def rule_words(state: str) -> str:
    """How far a rule is."""
    with translation.override(LANGUAGE):
        return str(RULE_STATES[RuleState(state)])


def rule_kind_words(kind: str) -> str:
    """What happens to a rule."""
    with translation.override(LANGUAGE):
        return str(RULE_KINDS[RuleKind(kind)])


def kept_words(found: str) -> str:
    """What a check of a promise found."""
    with translation.override(LANGUAGE):
        return str(KEPT_WORDS[Kept(found)])


def project_words(state: str) -> str:
    """How a project stands."""
    with translation.override(LANGUAGE):
        return str(PROJECT_STATES[ProjectState(state)])


def evidence_words(kinds: Mapping[str, int]) -> str:
    """Kinds of evidence with how many there are of each."""
    with translation.override(LANGUAGE):
        return "、".join(f"{KIND_WORDS[EvidenceKind(kind)]}{count}件" for kind, count in sorted(kinds.items()))


def numbered(lines: Iterable[str]) -> str:
    """Lines with numbers before them; a single one bears none."""
    found = list(lines)
    return "\n".join(found if len(found) < 2 else (f"{place}. {line}" for place, line in enumerate(found, start=1)))
