"""What the pages of the dispatch catalogue show: each rule in words, and where something would go, and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from huixiang.ledger.models import DispatchRule
from huixiang.sorting.services import HeardText
from huixiang.web.parts import Cell, Column, Table

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Words
else:
    Words = object


def rule_table(rules: Iterable[DispatchRule], *, caption: Words, may_end: bool) -> Table:
    """The rules as lines, each with a way to end it for those who may."""
    columns = [Column(_("What")), Column(_("Goes to")), Column(_("Days"), tight=True), Column(_("Where it comes from"))]
    columns += [Column(_("Change"))] if may_end else []
    rows = [[*_cells(rule), *([_end_cell(rule)] if may_end else [])] for rule in rules]
    return Table(caption, columns, rows, stack=True, empty=_("The catalogue is empty. Each hand-over is by hand."))


def why_table(rules: Sequence[DispatchRule]) -> Table:
    """The rules that fit, the one that counts first, each with why it counts or does not."""
    columns = [Column(_("What")), Column(_("Goes to")), Column(_("Why it counts or not"))]
    counts = next((rule for rule in rules if rule.unit.closed_on is None), None)
    rows = [[Cell(what(rule)), Cell(rule.unit.label), Cell(_why(rule, counts))] for rule in rules]
    return Table(_("Rules that fit"), columns, rows, stack=True)


def line_of(rule: DispatchRule) -> str:
    """A rule in one line."""
    return f"{what(rule)} → {rule.unit.label} · {_days(rule)}"


def what(rule: DispatchRule) -> str:
    """What it counts for, in words."""
    parts = [rule.label.name if rule.label else "", rule.place.name if rule.place else ""]
    return " · ".join(part for part in parts if part) or _("everything else")


def proposal_words(rule: DispatchRule | None) -> str:
    """Why the form of a hand-over proposes a unit; empty where the catalogue has none."""
    if rule is None:
        return ""
    return _("The catalogue proposes %(unit)s, because of the rule for: %(what)s.") % {
        "unit": rule.unit.label, "what": what(rule),
    }  # fmt: skip


def heard_words(heard: HeardText) -> list[str]:
    """What was read from a text: each label with how sure the engine is and by which words, and the place."""
    said = []
    for one in heard.labels:
        facts = {"name": one.label.name, "sure": round(100 * one.confidence), "words": "、".join(one.words)}
        words = _("%(name)s, %(sure)s %% sure, because of: %(words)s") if one.words else _("%(name)s, %(sure)s %% sure")
        said.append(words % facts)
    if heard.place is not None:
        said.append(_("Place: %(name)s") % {"name": heard.place.name})
    return said


def _why(rule: DispatchRule, counts: DispatchRule | None) -> str:
    if rule == counts:
        return _("It counts: it is the most particular one.")
    if rule.unit.closed_on is not None:
        return _("Its unit is closed. End this rule.")
    return _("A more particular one goes first.")


def _cells(rule: DispatchRule) -> list[Cell]:
    unit = rule.unit.label if rule.unit.closed_on is None else _("%(unit)s (closed)") % {"unit": rule.unit.label}
    return [Cell(what(rule)), Cell(unit), Cell(_days(rule)), Cell(rule.source)]


def _end_cell(rule: DispatchRule) -> Cell:
    return Cell(_("End this rule"), url=reverse("ledger:dispatch_rule_end", args=[rule.pk]))


def _days(rule: DispatchRule) -> str:
    if rule.until is None:
        return _("from %(day)s") % {"day": rule.since.isoformat()}
    return f"{rule.since.isoformat()} – {rule.until.isoformat()}"
