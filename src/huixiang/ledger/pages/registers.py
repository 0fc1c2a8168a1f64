"""What the pages of plans, rules, pledges and projects show: rows, counts, changes in words. Decides nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from huixiang.kernel.ruling import Ruling
from huixiang.ledger.labels import MEASURE_WORDS
from huixiang.ledger.labels_plans import (
    CHANGES,
    KEPT_TONES,
    KEPT_WORDS,
    PLAN_KINDS,
    RULE_KINDS,
    RULE_STATES,
    RULE_TONES,
)
from huixiang.ledger.models import LicenceItem, Plan, Pledge, PledgeItem, Rule
from huixiang.ledger.pages.problems import StateShown
from huixiang.ledger.plan_lines import Change, Counts, Line, What
from huixiang.ledger.states import Kept, MeasureState, PlanKind, RuleKind, RuleState
from huixiang.sorting.labels import PROBLEM_STATES
from huixiang.sorting.states import TONES, ProblemState
from huixiang.web.dates import day_words, moment_words
from huixiang.web.parts import Cell, Column, Number, Table, Tone

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Words
else:
    Words = object


@dataclass(frozen=True, slots=True)
class PhotoShown:
    """A photo on a page, what it shows and when."""

    url: str
    words: str
    when: Words


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """A page of a register: facts, figures and tables, photos; ``back`` is where it hangs."""

    title: Words
    tables: Sequence[Table] = ()
    lead: Words = ""
    numbers: Sequence[Number] = ()
    facts: Sequence[tuple[Words, Words]] = ()
    links: Sequence[tuple[str, Words]] = ()
    back: tuple[str, Words] | None = None
    photos: Sequence[PhotoShown] = ()


@dataclass(frozen=True, slots=True)
class FormShown:
    """A form below the tables, or why this person may not use it."""

    title: Words
    form: Any
    button: Words
    url: str
    ruling: Ruling = field(default_factory=Ruling)


def plan_table(plans: Iterable[Plan], today: dt.date) -> Table:
    """All plans with the version that counts."""
    names = (_("Plan"), _("Which plan"), _("Leading unit"), _("Until"), _("Approved version"))
    rows = []
    for plan in plans:
        versions = list(plan.versions.all())
        last = _("version %(number)s") % {"number": versions[-1].number} if versions else _("not approved yet")
        url = reverse("plans:plan", args=[plan.pk])
        kind = PLAN_KINDS[PlanKind(plan.kind)]
        rows.append(
            (Cell(plan.title, url=url), Cell(kind), Cell(plan.unit.label), day_cell(plan.until, today), Cell(last))
        )
    return Table(_("Plans"), [Column(name) for name in names], rows, stack=True, empty=_("No plan was made yet."))


def line_table(lines: Iterable[Line], today: dt.date, *, caption: Words) -> Table:
    """The lines of a plan: each problem or rule with its measures and how each stands."""
    names = (_("Problem or rule"), _("Measures"), _("Unit and leader"), _("Due"), _("State"))
    return Table(
        caption, [Column(name) for name in names], [_line(line, today) for line in lines], stack=True,
        empty=_("Nothing stands in it yet."),
    )  # fmt: skip


def _line(line: Line, today: dt.date) -> tuple[Cell, ...]:
    problem = line.what == "problem"
    url = reverse("ledger:problem", args=[line.number]) if problem else reverse("plans:rule", args=[line.id])
    note = f"（{line.note}）" if line.note else ""
    measures = "；".join(f"{each.words}（{MEASURE_WORDS[MeasureState(each.state)]}）" for each in line.measures)
    return (
        Cell(f"{line.number} {line.title}{note}", url=url),
        Cell(measures or "—"),
        Cell(" ".join(part for part in (line.unit, line.leader) if part) or _("nobody yet")),
        Cell(day_words(dt.date.fromisoformat(line.due_on), today=today) if line.due_on else "—"),
        Cell(state=_line_state(line)),
    )


def _line_state(line: Line) -> StateShown:
    if line.what == "problem":
        state = ProblemState(line.state)
        return StateShown(state.value, PROBLEM_STATES[state], TONES[state])
    rule = RuleState(line.state)
    return StateShown(rule.value, RULE_STATES[rule], RULE_TONES[rule])


def plan_numbers(counts: Counts) -> list[Number]:
    """Problems and measures each for themselves; no rate that mixes the two."""
    shown = [
        (_("Problems"), counts.problems), (_("Problems confirmed solved"), counts.confirmed),
        (_("Problems closed, nobody answered"), counts.silent), (_("Problems being examined"), counts.examined),
        (_("Problems at work"), counts.at_work), (_("Problems disputed"), counts.disputed),
        (_("Problems not begun"), counts.waiting), (_("Measures"), counts.measures),
        (_("Measures carried out"), counts.carried_out),
    ]  # fmt: skip
    if counts.rules:
        shown += [(_("Rules"), counts.rules), (_("Rules in force or abolished"), counts.rules_done)]
    return [Number(label, str(value)) for label, value in shown]


def change_table(found: Sequence[Change], *, version: int) -> Table:
    """What changed since the approved version."""
    caption = _("What changed since version %(number)s") % {"number": version}
    columns = [Column(_("Problem or rule")), Column(_("What changed"))]
    rows = [(Cell(f"{each.line.number} {each.line.title}"), Cell(_change(each))) for each in found]
    return Table(caption, columns, rows, stack=True, empty=_("Nothing. The plan stands as it was approved."))


def _change(change: Change) -> str:
    before, after = change.before, change.after
    if change.what == What.STATE:
        words: Any = PROBLEM_STATES if change.line.what == "problem" else RULE_STATES
        kind: Any = ProblemState if change.line.what == "problem" else RuleState
        before, after = str(words[kind(before)]), str(words[kind(after)])
    elif change.what == What.MEASURE_STATE:
        before, after = (str(MEASURE_WORDS[MeasureState(each)]) for each in (before, after))
    return str(CHANGES[change.what]) % {"before": before or "—", "after": after or "—", "about": change.about}


def rule_table(rules: Iterable[Rule], today: dt.date, *, may_act: bool) -> Table:
    """The register of rules; a passed review is said in red."""
    names = (
        _("Rule"), _("What happens"), _("Answers problem"), _("Document number"), _("Counts from"), _("Review"),
        _("State"),
    )  # fmt: skip
    rows = []
    for rule in rules:
        state = RuleState(rule.state)
        numbers = "、".join(str(answer.problem.number) for answer in rule.answers.all())
        url = reverse("plans:rule", args=[rule.pk]) if may_act else ""
        rows.append(
            (
                Cell(rule.title, url=url), Cell(RULE_KINDS[RuleKind(rule.kind)]), Cell(numbers or "—"),
                Cell(rule.document_number or "—"), day_cell(rule.effective_on, today), _review(rule, today),
                Cell(state=StateShown(state.value, RULE_STATES[state], RULE_TONES[state])),
            )
        )  # fmt: skip
    return Table(_("Rules"), [Column(name) for name in names], rows, stack=True, empty=_("No rule is entered yet."))


def _review(rule: Rule, today: dt.date) -> Cell:
    due = rule.review_on is not None and rule.review_on <= today and rule.kind != RuleKind.ABOLISHED
    if due and rule.state == RuleState.DONE:
        return Cell(state=StateShown("late", _("review due"), Tone.DISPUTED))
    return day_cell(rule.review_on, today)


def licence_table(items: Iterable[LicenceItem], today: dt.date) -> Table:
    """The licences cleaned up."""
    names = (_("Licence"), _("How it was"), _("How it is now"), _("Basis"), _("Done on"))
    rows = [
        (Cell(each.title), Cell(each.before), Cell(each.after), Cell(each.basis), day_cell(each.done_on, today))
        for each in items
    ]
    columns = [Column(name) for name in names]
    return Table(_("Licences cleaned up"), columns, rows, stack=True, empty=_("No licence is entered yet."))


def pledge_items(pledge: Pledge, today: dt.date, *, check: bool = False) -> Table:
    """The promised things of a pledge, each with the last thing found; nobody looked yet is said so."""
    names = (_("What is promised"), _("Until when"), _("Check result"), _("What was seen"))
    who = " · ".join(part for part in (pledge.title, pledge.unit.label, pledge.post) if part)
    rows = []
    for item in pledge.items.all():
        checks = list(item.checks.all())
        url = reverse("plans:pledge_check", args=[item.pk]) if check else ""
        seen = f"{checks[-1].words}（{moment_words(checks[-1].at, today=today)}）" if checks else "—"
        rows.append((Cell(item.words, url=url), day_cell(item.due_on, today), Cell(state=_kept(item)), Cell(seen)))
    return Table(who, [Column(name) for name in names], rows, stack=True)


def _kept(item: PledgeItem) -> StateShown:
    checks = list(item.checks.all())
    if not checks:
        return StateShown("waiting", _("nobody looked yet"), Tone.WAITING)
    found = Kept(checks[-1].found)
    return StateShown(found.value, KEPT_WORDS[found], KEPT_TONES[found])


def pledge_table(pledges: Iterable[Pledge]) -> Table:
    """All pledges with how many of their items were kept, of how many."""
    names = (_("Pledge"), _("Unit"), _("Post"), _("Items"), _("Items kept"), _("Public"))
    rows = []
    for pledge in pledges:
        items = list(pledge.items.all())
        kept = sum(1 for item in items if _kept(item).value == Kept.KEPT)
        public = _("yes") if pledge.public_at else _("not yet")
        url = reverse("plans:pledge", args=[pledge.pk])
        cells = (pledge.unit.label, pledge.post or "—", str(len(items)), str(kept), public)
        rows.append((Cell(pledge.title, url=url), *(Cell(words) for words in cells)))
    columns = [Column(name) for name in names]
    return Table(_("Pledges"), columns, rows, stack=True, empty=_("Nothing was pledged yet."))


def day_cell(day: dt.date | None, today: dt.date) -> Cell:
    return Cell(day_words(day, today=today) if day else "—")
