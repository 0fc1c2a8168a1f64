"""The tables of the rule's versions and of kept results."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from huixiang.verification.metrics import SHIPPED
from huixiang.verification.models import MetricResult, MetricRule
from huixiang.verification.pages.metrics import rule_words
from huixiang.web.dates import day_words
from huixiang.web.parts import Cell, Column, Table


def rules_table(rules: Iterable[MetricRule]) -> Table:
    """Every version, the latest first, the one shipped last."""
    columns = (Column(_("Counts for periods from"), tight=True), Column(_("Numbers")), Column(_("Where it comes from")))
    rows = [(Cell(rule.since.isoformat()), Cell(rule_words(rule.rule)), Cell(rule.why)) for rule in rules]
    shipped = (Cell(_("the beginning")), Cell(rule_words(SHIPPED)), Cell(_("as hotlines export it")))
    return Table(_("Versions"), columns, [*rows, shipped], stack=True)


def results_table(results: Iterable[MetricResult], *, today: dt.date) -> Table:
    """Kept results with their days and the version."""
    columns = (Column(_("Which days")), Column(_("Version"), numeric=True), Column(_("Kept on")), Column(_("Kept by")))
    rows = [
        (
            Cell(
                f"{day_words(kept.first_day, today=today)} – {day_words(kept.last_day, today=today)}",
                url=reverse("metrics:result", args=[kept.pk]),
            ),
            Cell(str(kept.version)), Cell(day_words(kept.at, today=today)), Cell(kept.by.name if kept.by else "—"),
        )
        for kept in results
    ]  # fmt: skip
    return Table(_("Kept results"), columns, rows, stack=True, empty=_("No result was kept yet."))
