"""What stands beside problems, as metrics and the rules of formalism count it: suspended, excluded, called back."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from django.db.models import Exists, OuterRef, Q

from huixiang.ledger.models import Exclusion, Order, Suspension
from huixiang.ledger.states import ClaimState, OrderKind, SuspensionState
from huixiang.verification.queries.unit_facts import MOST

GRANTED = (SuspensionState.STANDING, SuspensionState.ENDED)


def suspended_orders() -> Q:
    """A condition on orders: a suspension of their problem was granted, whether it still stands or is over."""
    rows = Suspension.objects.filter(problem=OuterRef("problem"), state__in=GRANTED, decided_at__isnull=False)
    return Q(Exists(rows))


def excluded_orders() -> Q:
    """A condition on orders: their problem does not count, since somebody outside granted it."""
    return Q(Exists(Exclusion.objects.filter(problem=OuterRef("problem"), state=ClaimState.GRANTED)))


def suspended_by_unit(since: dt.date, until: dt.date) -> Mapping[int, tuple[str, int, int, tuple[str, ...]]]:
    """Of each unit, how many suspensions were granted within the days, out of how many orders handed to it."""
    rows = Suspension.objects.filter(state__in=GRANTED, decided_at__date__range=(since, until)).order_by("id")
    return _shares("suspended", "suspension", rows.values_list("unit_id", "pk"), since, until)


def excluded_by_unit(since: dt.date, until: dt.date) -> Mapping[int, tuple[str, int, int, tuple[str, ...]]]:
    """Of each unit, how many exclusions were granted within the days, out of how many orders handed to it."""
    rows = Exclusion.objects.filter(state=ClaimState.GRANTED, decided_at__date__range=(since, until)).order_by("id")
    return _shares("excluded", "exclusion", rows.values_list("unit_id", "pk"), since, until)


def _shares(
    what: str, name: str, rows: Iterable[tuple[int, int]], since: dt.date, until: dt.date
) -> Mapping[int, tuple[str, int, int, tuple[str, ...]]]:
    records: dict[int, list[str]] = defaultdict(list)
    for unit_id, pk in rows:
        records[unit_id].append(f"{name}:{pk}")
    handed = Order.objects.filter(kind=OrderKind.LEAD, dispatched_at__date__range=(since, until), unit__isnull=False)
    of = Counter(handed.order_by().values_list("unit_id", flat=True))
    return {
        unit_id: (what, len(records[unit_id]), max(count, len(records[unit_id])), tuple(records[unit_id][:MOST]))
        for unit_id, count in (of | Counter(dict.fromkeys(records, 1))).items()
        if unit_id is not None
    }
