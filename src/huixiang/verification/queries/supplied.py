"""Reads of what was supplied from outside, and orders of a period by place beside the residents of it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from huixiang.kernel.errors import NotFound
from huixiang.ledger.models import Order
from huixiang.listening.models import Place
from huixiang.verification.models import SuppliedCount
from huixiang.verification.queries.metrics import Scope, orders_counted
from huixiang.verification.states import SuppliedKind

MOST_PLACES = 100
LONGEST_ID = 15


@dataclass(frozen=True, slots=True)
class PlaceOrders:
    """Orders registered in a place with all below it (None: everywhere), and its latest known residents."""

    place: Place | None
    orders: int
    residents: SuppliedCount | None


def first_month() -> tuple[int, int] | None:
    """The year and month in which the first order here was registered; None before there is one."""
    first = Order.objects.order_by("pk").values_list("registered_at", flat=True).first()
    return (first.year, first.month) if first else None


def path_of_place(asked: str) -> str:
    """The path of the place an address asks for; empty for all places.

    :raises NotFound: there is no such place in this organisation.
    """
    if not asked:
        return ""
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) <= LONGEST_ID else 0
    place = Place.objects.filter(pk=number).first()
    if place is None:
        raise NotFound(f"place {asked[:LONGEST_ID]}")
    return place.path


def supplied_counts() -> QuerySet[SuppliedCount]:
    """Everything supplied, the latest first, corrected rows among it."""
    return SuppliedCount.objects.select_related("place", "by").order_by("-pk")


def residents_on(day: dt.date) -> dict[int | None, SuppliedCount]:
    """By place (None: everywhere) the residents of the latest year begun by a day; of a corrected year the last row."""
    rows = SuppliedCount.objects.filter(kind=SuppliedKind.RESIDENTS, first_day__lte=day).select_related("place")
    return {row.place_id: row for row in rows.order_by("first_day", "pk")}


def orders_by_place(scope: Scope) -> list[PlaceOrders]:
    """Everywhere first, then top places and those whose residents are known, in the order of the tree (3 queries).

    At most 100 places. Orders of merged or uncounted problems are left out, as in the count of those registered.
    """
    known = residents_on(scope.period.last_day)
    places = list(Place.objects.filter(parent=None).order_by("path", "id")[:MOST_PLACES])
    shown = {place.pk: place for place in (*places, *(row.place for row in known.values() if row.place))}
    rows = orders_counted("registered", scope).order_by().values_list("problem__place__path").annotate(n=Count("pk"))
    paths: dict[str, int] = defaultdict(int)
    for path, count in rows:
        paths[path or ""] += count
    everywhere = PlaceOrders(None, sum(paths.values()), known.get(None))
    return [everywhere, *(
        PlaceOrders(place, sum(count for path, count in paths.items() if path.startswith(place.path)), known.get(pk))
        for pk, place in sorted(shown.items(), key=lambda pair: pair[1].path)[:MOST_PLACES]
    )]  # fmt: skip
