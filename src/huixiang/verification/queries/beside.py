"""What stands beside problems, as metrics and the rules of formalism count it: suspended, excluded, called back."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from django.db import connection
from django.db.models import Exists, OuterRef, Q

from huixiang.ledger.models import Exclusion, Order, Suspension
from huixiang.ledger.states import ClaimState, OrderKind, SuspensionState
from huixiang.verification.formalism.facts import Group
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


def called_back(since: dt.date, until: dt.date) -> Mapping[int, tuple[Group, ...]]:
    """Of each unit, the claims whose speakers were drawn to be rung within the days, and of how many one answered.

    Grouped by kind of order, and apart by whether it was reported late or sent back: whoever is hard to reach only
    where it went badly was not looked for. The draw itself is random and can be done again; this is what came after.
    """
    found: dict[int, list[Group]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(CALLED, {"since": since, "until": until})
        for unit_id, nature, badly, every, called in cursor.fetchall():
            name = f"{nature or 'unsaid'}{' late_or_redone' if badly else ''}"
            found[unit_id].append(Group(name, every, called))
    return {unit_id: tuple(groups) for unit_id, groups in found.items()}


CALLED: Final = """
SELECT p.unit_id, COALESCE(o.nature, ''), COALESCE(o.redos > 0 OR o.reported_at >= o.due_at, false) AS badly,
    count(*), count(*) FILTER (WHERE rung.answered)
FROM (SELECT a.claim_id, bool_or(k.state = 'answered') AS answered
    FROM verification_callback k JOIN verification_asking a ON a.id = k.asking_id
    JOIN verification_callbackdraw d ON d.id = k.draw_id
    WHERE d.last_day BETWEEN %(since)s AND %(until)s GROUP BY 1) rung
JOIN ledger_completionclaim c ON c.id = rung.claim_id JOIN sorting_problem p ON p.id = c.problem_id
LEFT JOIN LATERAL (SELECT nature, redos, reported_at, due_at FROM ledger_order
    WHERE problem_id = p.id AND kind = 'lead' ORDER BY id DESC LIMIT 1) o ON true
WHERE p.unit_id IS NOT NULL GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
"""


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
