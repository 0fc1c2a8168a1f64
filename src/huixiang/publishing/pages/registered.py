"""The rows of registers behind a figure: each rule, promised thing or project with the way to its page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from huixiang.ledger.labels_plans import PROJECT_STATES, RULE_STATES
from huixiang.ledger.states import ProjectState, RuleState
from huixiang.publishing.labels import QUESTIONS
from huixiang.publishing.states import COUNTS_PROMISES, COUNTS_RULES, Question
from huixiang.web.parts import Cell, Column, Table


def register_table(question: Question, rows: Iterable[Any]) -> Table:
    """The rows of a question about registers."""
    caption = QUESTIONS[question]
    if question in COUNTS_RULES:
        lines = [(Cell(rule.title, reverse("plans:rules")), Cell(RULE_STATES[RuleState(rule.state)])) for rule in rows]
        return Table(caption, (Column(_("Rule")), Column(_("State"), tight=True)), lines, stack=True)
    if question in COUNTS_PROMISES:
        lines = [(Cell(item.words, _pledge(item)), Cell(item.pledge.title)) for item in rows]
        return Table(caption, (Column(_("What is promised")), Column(_("Pledge"))), lines, stack=True)
    lines = [
        (Cell(each.title, reverse("plans:project", args=[each.pk])), Cell(PROJECT_STATES[ProjectState(each.state)]))
        for each in rows
    ]
    return Table(caption, (Column(_("Project")), Column(_("State"), tight=True)), lines, stack=True)


def _pledge(item: Any) -> str:
    return reverse("plans:pledge", args=[item.pledge_id])
