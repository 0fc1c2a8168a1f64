"""The table of small offices."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext as _

from huixiang.verification.models import SmallOffice
from huixiang.web.dates import day_words
from huixiang.web.parts import Cell, Column, Table


def small_offices_table(offices: Iterable[SmallOffice], *, today: dt.date) -> Table:
    """Every small office with its days, those that ended too."""
    columns = (
        Column(_("Unit")), Column(_("People"), numeric=True), Column(_("Who stands in")),
        Column(_("Which days"), tight=True),
    )  # fmt: skip
    rows = [
        (Cell(office.unit.label), Cell(str(office.people)), Cell(office.why), Cell(_days(office, today)))
        for office in offices
    ]
    return Table(_("Small offices"), columns, rows, stack=True, empty=_("No unit is a small office."))


def _days(office: SmallOffice, today: dt.date) -> str:
    since = day_words(office.since, today=today)
    if office.until is None:
        return _("from %(day)s") % {"day": since}
    return f"{since} – {day_words(office.until, today=today)}"
