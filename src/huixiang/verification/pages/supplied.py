"""Tables of what was supplied from outside, of voices behind a count, and of orders per 10,000 residents by place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from huixiang.listening.states import ChannelKind
from huixiang.listening.words import CHANNEL_WORDS
from huixiang.sorting.labels import INBOX_STATES
from huixiang.sorting.models import InboxItem
from huixiang.sorting.states import InboxState
from huixiang.verification.metrics.rates import rounded
from huixiang.verification.models import SuppliedCount
from huixiang.verification.pages.metrics import DASH, Links
from huixiang.verification.queries import PlaceOrders
from huixiang.verification.states import SuppliedKind
from huixiang.web.dates import day_words
from huixiang.web.parts import Cell, Column, Table


def place_table(places: Iterable[PlaceOrders], links: Links) -> Table:
    """Orders per 10,000 residents; a dash where nobody supplied how many live there. In the order of the tree."""
    columns = (
        Column(_("Place")), Column(_("Orders registered"), numeric=True), Column(_("Residents"), numeric=True),
        Column(_("Per 10,000 residents"), numeric=True), Column(_("Source")),
    )  # fmt: skip
    rows = [_place_row(one, links) for one in places]
    return Table(_("Orders per 10,000 residents, by place"), columns, rows, stack=True)


def per_ten_thousand(orders: int, residents: int | None) -> Decimal | None:
    """Orders of 10,000 residents to two decimals; None where nobody knows how many live there, or nobody does."""
    return rounded(Decimal(orders) * 10_000 / residents, 2) if residents else None


def supplied_table(rows: Iterable[SuppliedCount], *, today: dt.date, caption: str = "") -> Table:
    """What was supplied, by whom and from where."""
    columns = (
        Column(_("What it counts")), Column(_("Which days"), tight=True), Column(_("How many"), numeric=True),
        Column(_("Of them answered"), numeric=True), Column(_("Source")), Column(_("Supplied by")),
    )  # fmt: skip
    found = [
        (
            Cell(_what(row)), Cell(_days(row, today)), Cell(str(row.count)),
            Cell(DASH if row.part is None else str(row.part)), Cell(row.source),
            Cell(f"{row.by.name}, {day_words(row.at, today=today)}"),
        )
        for row in rows
    ]  # fmt: skip
    empty = _("Nothing was supplied yet.")
    return Table(caption or _("Supplied so far, the latest first"), columns, found, stack=True, empty=empty)


def items_table(items: Iterable[InboxItem], *, caption: str, today: dt.date) -> Table:
    """Voices behind a count, by their number: neither words nor who spoke."""
    columns = (Column(_("Voice"), numeric=True), Column(_("Day"), tight=True), Column(_("Channel")), Column(_("State")))
    rows = [
        (
            Cell(str(item.number)), Cell(day_words(item.said_on, today=today)),
            Cell(CHANNEL_WORDS[ChannelKind(item.channel)]), Cell(INBOX_STATES[InboxState(item.state)][0]),
        )
        for item in items
    ]  # fmt: skip
    return Table(caption, columns, rows, stack=True, empty=_("Nothing was counted here."))


def _place_row(one: PlaceOrders, links: Links) -> tuple[Cell, ...]:
    place = f"&place={one.place.pk}" if one.place else ""
    url = f"{links.rows('registered')}{place}" if one.orders else ""
    known = one.residents
    rate = per_ten_thousand(one.orders, known.count if known else None)
    name = one.place.name if one.place else _("everywhere")
    return (
        Cell(name), Cell(str(one.orders), url=url),
        Cell(f"{known.count} ({known.first_day.year})" if known else DASH, url=reverse("metrics:supplied")),
        Cell(DASH if rate is None else str(rate)), Cell(known.source if known else DASH),
    )  # fmt: skip


def _what(row: SuppliedCount) -> str:
    if row.kind == SuppliedKind.CALLS:
        return _("calls")
    return _("residents: %(place)s") % {"place": row.place.name if row.place else _("everywhere")}


def _days(row: SuppliedCount, today: dt.date) -> str:
    if row.kind == SuppliedKind.RESIDENTS:
        return str(row.first_day.year)
    return f"{day_words(row.first_day, today=today)} – {day_words(row.last_day, today=today)}"
