"""The lines around the table of a paper: what it covers, and its sums as figures that open their rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Final

from huixiang.folio.papers.paper import Figure, Words
from huixiang.people.models import Unit
from huixiang.publishing.papers.words import in_words, inbox_words, problem_words
from huixiang.publishing.queries.terms import Terms
from huixiang.publishing.states import OF_VOICES, PaperKind, Question
from huixiang.sorting.models import Label

Q = Question

SUMS: Final[Mapping[PaperKind, tuple[Question, ...]]] = {
    PaperKind.SUMMARY: (Q.VOICES, Q.ANSWERED, Q.SET_ASIDE),
    PaperKind.PROBLEMS: (Q.PROBLEMS, Q.UNITS, Q.CLOSED),
    PaperKind.LEDGER: (Q.PROBLEMS, Q.CLOSED, Q.MEASURES, Q.MEASURES_DONE),
    PaperKind.LETTERS: (),
}
"""What is summed up below each paper, in the order of the sentence."""

_SENTENCES: Final[Mapping[PaperKind, tuple[str, ...]]] = {
    PaperKind.SUMMARY: ("共收到意见", "件；其中已答复", "件，不予受理或另行处理", "件。"),
    PaperKind.PROBLEMS: ("共", "个问题，涉及责任单位", "个；其中已销号", "个。"),
    PaperKind.LEDGER: ("共", "个问题，其中已销号", "个；整改措施", "项，其中已完成", "项。问题和措施分别计数。"),
}


def head_lines(kind: PaperKind, terms: Terms, *, day: dt.date) -> list[Words]:
    """Up to which day, and what was left out by period, unit, label and state."""
    parts = [f"截至{in_words(day)}"]
    if terms.since or terms.until:
        parts.append(period_words(terms))
    if terms.unit:
        parts.append(f"单位：{Unit.objects.get(pk=terms.unit).name}")
    if terms.label:
        parts.append(f"类别：{Label.objects.get(pk=terms.label).name}")
    if terms.state:
        words = inbox_words if kind in OF_VOICES else problem_words
        parts.append(f"状态：{words(terms.state)}")
    return [("　".join(parts),)]


def period_words(terms: Terms) -> str:
    """The days of the terms: 2026年1月1日至2026年3月2日, or open at one end."""
    if not terms.since:
        return f"{in_words(terms.until)}以前" if terms.until else ""
    return f"{in_words(terms.since)}至{in_words(terms.until)}" if terms.until else f"{in_words(terms.since)}以来"


def sum_lines(kind: PaperKind, figure: Callable[[Question], Figure]) -> list[Words]:
    """The sentence with the sums of a paper."""
    words = _SENTENCES[kind]
    line: list[str | Figure] = [words[0]]
    for question, after in zip(SUMS[kind], words[1:], strict=True):
        line += [figure(question), after]
    return [line]
