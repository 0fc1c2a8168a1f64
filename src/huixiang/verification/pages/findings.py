"""What the pages of the findings show: the list, one finding in plain words, the rules. Decides nothing."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from huixiang.kernel.actor import Actor
from huixiang.ledger.pages import StateShown
from huixiang.people.waiting import Waiting
from huixiang.verification import queries
from huixiang.verification.finding_labels import (
    LIMITS,
    MEANINGS,
    MEASURED,
    PERCENT,
    RECORDS,
    STATES,
    TITLES,
    TONES,
    VALUES,
)
from huixiang.verification.formalism import catalogue
from huixiang.verification.formalism.catalogue import BY_KEY, RULES
from huixiang.verification.formalism.states import FindingState
from huixiang.verification.models import Finding, RuleThreshold
from huixiang.verification.queries.finding_records import Record
from huixiang.web.dates import day_words
from huixiang.web.parts import Cell, Column, Table

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Words
else:
    Words = object


def state_shown(finding: Finding) -> StateShown:
    """The badge of a finding."""
    state = FindingState(finding.state)
    return StateShown(state.value, STATES[state], TONES[state])


def title_of(finding: Finding) -> Words:
    """What the rule looks for; a rule of an older version that is gone shows its key."""
    return TITLES.get(finding.rule, finding.rule)


def finding_table(findings: Iterable[Finding], *, today: dt.date) -> Table:
    """The findings as lines, on a phone as blocks."""
    columns = (Column(_("Finding")), Column(_("About")), Column(_("Unit")), Column(_("Found on"), tight=True))
    rows = [
        (
            Cell(title_of(one), url=reverse("findings:finding", args=[one.pk])),
            Cell(about(one)),
            Cell(one.unit.name if one.unit else "—"),
            Cell(day_words(one.found_at, today=today)),
            Cell(state=state_shown(one)),
        )
        for one in findings
    ]
    nothing = _("No rule has found anything here.")
    return Table(_("Findings, newest first"), (*columns, Column(_("State"))), rows, stack=True, empty=nothing)


def about(finding: Finding) -> str:
    """The problem by number and title, or the unit as a whole."""
    if finding.problem:
        return f"{finding.problem.number} {finding.problem.title}"
    return _("the unit as a whole")


def measured_table(finding: Finding) -> Table:
    """What was measured, and the thresholds of then."""
    rows = [
        (Cell(MEASURED.get(name, name)), Cell(value_words(name, value))) for name, value in finding.measured.items()
    ]
    return Table(_("What was measured"), (Column(_("Which value")), Column(_("Measured"), numeric=True)), rows)


def limit_table(finding: Finding) -> Table:
    """The thresholds that counted when it was found."""
    rows = [(Cell(LIMITS.get(name, name)), Cell(value_words(name, value))) for name, value in finding.limits.items()]
    columns = (Column(_("Which value")), Column(_("Threshold"), numeric=True))
    return Table(_("From when the rule speaks up"), columns, rows, empty=_("This rule has no threshold."))


def value_words(name: str, value: Any) -> str:
    """A value as a person reads it: shares in percent, words of known values."""
    if isinstance(value, str):
        return str(VALUES.get(value, value))
    if name in PERCENT and isinstance(value, float) and value <= 1:
        return f"{value * 100:.4g} %"
    return f"{value:g}" if value == 0 or value >= 0.0001 else "< 0.0001"


def record_table(records: Iterable[Record], *, today: dt.date) -> Table:
    """The records with a way to the page on which each stands."""
    columns = (Column(_("Record")), Column(_("Problem")), Column(_("Day"), tight=True), Column(_("Words")))
    return Table(_("The records it rests on"), columns, [_record(one, today) for one in records], stack=True)


def _record(one: Record, today: dt.date) -> tuple[Cell, ...]:
    url = reverse("ledger:problem", args=[one.number]) if one.number is not None else ""
    return (
        Cell(RECORDS.get(one.kind, one.kind)),
        Cell(f"{one.number} {one.title}" if url else "—", url=url),
        Cell(day_words(one.on, today=today) if one.on else "—"),
        Cell(one.words[:200]),
    )


@dataclass(frozen=True, slots=True)
class RuleShown:
    """A rule on the page of the rules."""

    key: str
    number: int
    title: Words
    meaning: Words
    limits: str
    source: str
    waiting: int
    cases: int
    precision: str
    recall: str


def rules_shown(limits: Mapping[str, Mapping[str, float]], waiting: Mapping[str, int]) -> list[RuleShown]:
    """Every rule with the thresholds of today and how often it was right on the project's cases."""
    return [
        RuleShown(
            rule.key, rule.number, TITLES[rule.key], MEANINGS[rule.key], limits_words(limits[rule.key]),
            _("practice of the trade, pathology %(number)s") % {"number": rule.number}, waiting.get(rule.key, 0),
            int(_figures()[rule.key]["cases"]), f"{_figures()[rule.key]['precision'] * 100:.0f} %",
            f"{_figures()[rule.key]['recall'] * 100:.0f} %",
        )
        for rule in RULES
    ]  # fmt: skip


def limits_words(limits: Mapping[str, float]) -> str:
    """The thresholds of a rule in one line."""
    return "；".join(f"{LIMITS[name]} {value_words(name, value)}" for name, value in limits.items())


def threshold_table(thresholds: Iterable[RuleThreshold], *, today: dt.date) -> Table:
    """What the organisation changed, newest first."""
    columns = (Column(_("Threshold")), Column(_("New value"), numeric=True), Column(_("Counts from"), tight=True))
    rows = [
        (
            Cell(f"{TITLES.get(one.rule, one.rule)} · {LIMITS.get(one.name, one.name)}"),
            Cell(value_words(one.name, one.value)), Cell(day_words(one.since, today=today)),
            Cell(one.reason), Cell(one.by.name if one.by else "—"),
        )
        for one in thresholds
    ]  # fmt: skip
    nothing = _("Nothing was changed: the usual thresholds count.")
    return Table(_("Changed here"), (*columns, Column(_("Why")), Column(_("Who"))), rows, stack=True, empty=nothing)


@cache
def _figures() -> dict[str, dict[str, float]]:
    path = Path(catalogue.__file__).with_name("measured.json")
    found: dict[str, dict[str, float]] = json.loads(path.read_text(encoding="utf-8"))
    return found


def meaning_of(finding: Finding) -> Words:
    """The definition of the rule in a sentence."""
    return MEANINGS.get(finding.rule, "")


def is_current(finding: Finding) -> bool:
    """Whether the rule still stands as it did."""
    return finding.rule in BY_KEY and BY_KEY[finding.rule].version == finding.version


def waiting_findings(actor: Actor) -> list[Waiting]:
    """What waits for this person's word, for the start page."""
    url = reverse("findings:findings")
    return [
        Waiting(_("Findings of formalism to explain"), queries.waiting_to_explain(actor), f"{url}?state=open"),
        Waiting(_("Findings of formalism to decide on"), queries.waiting_to_review(actor), url),
    ]
