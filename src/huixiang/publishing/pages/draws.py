"""The public record of draws: which days, from how many, with which seed; who was drawn is not told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext as _

from huixiang.verification.models import CallBackDraw
from huixiang.web.dates import day_words
from huixiang.web.parts import Cell, Column, Table


def draws_table(draws: Iterable[CallBackDraw], *, today: dt.date) -> Table:
    """Each draw with what is needed to do it again."""
    columns = (
        Column(_("Which days")), Column(_("Drawn on"), tight=True), Column(_("Claims drawn from"), numeric=True),
        Column(_("Of every hundred"), numeric=True), Column(_("Seed")),
        Column(_("Hash of all claims with their units")),
    )  # fmt: skip
    rows = [
        (
            Cell(f"{day_words(draw.first_day, today=today)} – {day_words(draw.last_day, today=today)}"),
            Cell(day_words(draw.at, today=today)), Cell(str(draw.size)), Cell(str(draw.per_hundred)), Cell(draw.seed),
            Cell(draw.population_hash),
        )
        for draw in draws
    ]  # fmt: skip
    return Table(_("Draws, the latest first"), columns, rows, stack=True, empty=_("Nothing was drawn yet."))
