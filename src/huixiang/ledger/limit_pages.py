"""What the page of the limits shows: each in words, and a trial of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy, ngettext, pgettext_lazy

from huixiang.ledger.clocks import Clock, FirstDay, Limit, RestDay
from huixiang.ledger.labels import (
    FIRST_DAY_WORDS,
    NATURE_WORDS,
    REST_DAY_WORDS,
    STEP_WORDS,
    URGENCY_WORDS,
)
from huixiang.ledger.models import LimitRule
from huixiang.ledger.presets import CAMPAIGN, HOTLINE, PETITION
from huixiang.ledger.queries import Counted
from huixiang.ledger.states import LimitStep, Nature, Urgency
from huixiang.web.parts import Cell, Column, Table

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Words
else:
    Words = object

PRESET_WORDS: dict[str, Words] = {
    HOTLINE: gettext_lazy("Hotline"),
    PETITION: gettext_lazy("Letters and visits (petition)"),
    CAMPAIGN: pgettext_lazy("preset", "Campaign"),
}


def limit_table(rules: Iterable[LimitRule], *, caption: Words, may_end: bool) -> Table:
    """The limits as lines, each with a way to end it for those who may."""
    columns = [Column(_("For what")), Column(_("How long")), Column(_("Counts for")), Column(_("Days"), tight=True)]
    columns += [Column(_("Where it comes from")), *([Column(_("Change"))] if may_end else [])]
    rows = [[*_cells(rule), *([_end_cell(rule)] if may_end else [])] for rule in rules]
    return Table(caption, columns, rows, stack=True, empty=_("No limit is set yet."))


def trial_table(counted: Sequence[Counted], zone: str) -> Table:
    """What a trial found: the limit of each step and its last day, with the time of day for limits in hours."""
    columns = [Column(_("For what")), Column(_("How long")), Column(_("Because of the limit for"))]
    columns.append(Column(_("Last day")))
    rows = [
        [Cell(STEP_WORDS[one.step]), Cell(what(one.rule.limit)), Cell(whom(one.rule)), Cell(_until(one, zone))]
        for one in counted
    ]
    return Table(_("What would count"), columns, rows, stack=True)


def line_of(rule: LimitRule) -> str:
    """A limit in one line."""
    return " · ".join(str(cell.text) for cell in _cells(rule) if cell.text)


def what(limit: Limit) -> str:
    """The amount and how it is counted, in words."""
    words = _amount_words(limit)
    odd: list[str] = []
    if limit.clock != Clock.HOURS and limit.first != FirstDay.NEXT:
        odd.append(_("first day counted: %(day)s") % {"day": FIRST_DAY_WORDS[limit.first]})
    if limit.clock == Clock.NATURAL_DAYS and limit.rest != RestDay.FORWARD:
        odd.append(_("a last day of rest: %(rule)s") % {"rule": REST_DAY_WORDS[limit.rest]})
    return "；".join([words, *odd])


def _amount_words(limit: Limit) -> str:
    words = {
        Clock.HOURS: ngettext("%(n)s hour", "%(n)s hours", limit.amount),
        Clock.NATURAL_DAYS: ngettext("%(n)s natural day", "%(n)s natural days", limit.amount),
        Clock.WORKING_DAYS: ngettext("%(n)s working day", "%(n)s working days", limit.amount),
    }[limit.clock]
    return words % {"n": limit.amount}


def whom(rule: LimitRule) -> str:
    """What it counts for, in words."""
    parts = [
        str(NATURE_WORDS[Nature(rule.nature)]) if rule.nature else "",
        str(URGENCY_WORDS[Urgency(rule.urgency)]) if rule.urgency else "",
        rule.unit.label if rule.unit else "",
    ]
    return " · ".join(part for part in parts if part) or _("everything else")


def _cells(rule: LimitRule) -> list[Cell]:
    return [
        Cell(STEP_WORDS[LimitStep(rule.step)]), Cell(what(rule.limit)), Cell(whom(rule)), Cell(_days(rule)),
        Cell(rule.source),
    ]  # fmt: skip


def _end_cell(rule: LimitRule) -> Cell:
    return Cell(_("End this limit"), url=reverse("ledger:limit_end", args=[rule.pk]))


def _days(rule: LimitRule) -> str:
    if rule.until is None:
        return _("from %(day)s") % {"day": rule.since.isoformat()}
    return f"{rule.since.isoformat()} – {rule.until.isoformat()}"


def _until(one: Counted, zone: str) -> str:
    if one.rule.clock == Clock.HOURS:
        return one.due.late_from.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M")
    return one.due.day.isoformat()
