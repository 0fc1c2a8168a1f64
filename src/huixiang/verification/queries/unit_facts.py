"""Reads what the rules ask of a whole unit over a span of days: a few statements for all units together.

What other capabilities keep (whom they called back, what they suspended) they add by registering a source.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from django.db import connection

from huixiang.people.models import Organisation, Unit
from huixiang.verification.formalism.facts import Entries, Group, RatingDay, SameWords, Share, UnitFacts

MOST: Final = 200
"""Records a finding about a unit names at most; the measured values count all of them."""
Samples = Callable[[dt.date, dt.date], Mapping[int, tuple[Group, ...]]]
"""From a span of days to the groups of each unit: how many there were, how many were called back."""
Counts = Callable[[dt.date, dt.date], Mapping[int, tuple[str, int, int, tuple[str, ...]]]]
"""From a span of days to what each unit did so often: its name, how often, out of how many, the records."""
_samples: list[Samples] = []
_counts: list[Counts] = []


def register_samples(samples: Samples) -> None:
    """Compare these samples too; twice the same one counts once."""
    if samples not in _samples:
        _samples.append(samples)


def register_counts(counts: Counts) -> None:
    """Compare these counts of each unit with the others' too; twice the same one counts once."""
    if counts not in _counts:
        _counts.append(counts)


def unit_facts(since: dt.date, until: dt.date) -> list[UnitFacts]:
    """The facts of every unit from ``since`` to ``until``, both included; eight statements."""
    asked = {"since": since, "until": until, "zone": Organisation.objects.values_list("zone", flat=True).first()}
    days, same, late = (_grouped(sql, asked) for sql in (RATING_DAYS, SAME_MEASURES, ENTRIES))
    claims, paper = _grouped(CLAIMS, asked), _grouped(PAPER, asked)
    shares = _all_shares(asked)
    called = [samples(since, until) for samples in _samples]
    return [
        UnitFacts(
            id=unit, since=since, until=until,
            called=tuple(group for one in called for group in one.get(unit, ())),
            rating_days=tuple(RatingDay(on, count, content, once, tuple(records[:MOST]))
                              for on, count, content, once, records in days[unit]),
            shares=tuple(shares[unit]),
            same_measures=tuple(SameWords(words, tuple(records[:MOST])) for words, records in same[unit]),
            entries=tuple(Entries(by, hour, rows, float(median), tuple(records[:MOST]))
                          for by, hour, rows, median, records in late[unit]),
            claims=sum(count for count, _last in claims[unit]),
            claims_on_last_day=tuple(record for _count, last in claims[unit] for record in last or ()),
            **_papers(paper[unit]),
        )
        for unit in Unit.objects.order_by("pk").values_list("pk", flat=True)
    ]  # fmt: skip


def _papers(rows: Sequence[tuple[Any, ...]]) -> dict[str, Any]:
    papers, meetings, confirmed = rows[0] if rows else ((), (), 0)
    return {"papers": tuple(papers or ()), "meetings": tuple(meetings or ()), "confirmed": confirmed}


def _all_shares(asked: Mapping[str, Any]) -> Mapping[int, list[Share]]:
    found: dict[int, list[Share]] = defaultdict(list)
    counted: dict[str, dict[int, tuple[int, int, tuple[str, ...]]]] = defaultdict(dict)
    for unit, rows in _grouped(SHARES, asked).items():
        for what, count, of, records in rows:
            counted[what][unit] = (count, of, tuple(records or ())[:MOST])
    for source in _counts:
        for unit, (what, count, of, records) in source(asked["since"], asked["until"]).items():
            counted[what][unit] = (count, of, records)
    for what, units in counted.items():
        total, whole = sum(one[0] for one in units.values()), sum(one[1] for one in units.values())
        for unit, (count, of, records) in units.items():
            found[unit].append(Share(what, count, of, total - count, whole - of, records))
    return found


def _grouped(statement: str, asked: Mapping[str, Any]) -> dict[int, list[tuple[Any, ...]]]:
    found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(statement, asked)
        for unit, *rest in cursor.fetchall():
            found[unit].append(tuple(rest))
    return found


RATING_DAYS: Final = """
SELECT p.unit_id, v.given_on, count(*), count(*) FILTER (WHERE v.satisfied = 'satisfied' AND v.solved),
    count(*) FILTER (WHERE v.given_on = a.asked_on), array_agg('verdict:' || v.id ORDER BY v.id)
FROM verification_verdict v JOIN verification_asking a ON a.id = v.asking_id
JOIN ledger_completionclaim c ON c.id = a.claim_id JOIN sorting_problem p ON p.id = c.problem_id
WHERE v.ordinal = 1 AND v.given_on BETWEEN %(since)s AND %(until)s AND p.unit_id IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2
"""
SAME_MEASURES: Final = """
SELECT unit_id, words, array_agg('measure:' || id ORDER BY id)
FROM (SELECT DISTINCT ON (m.unit_id, m.problem_id, w.bare) m.unit_id, m.words, w.bare, m.id
    FROM ledger_measure m JOIN sorting_problem p ON p.id = m.problem_id
    CROSS JOIN LATERAL (SELECT regexp_replace(m.words, '[[:space:][:punct:]，。；、]', '', 'g') AS bare) w
    WHERE p.last_act_at >= %(since)s AND m.state <> 'dropped' ORDER BY m.unit_id, m.problem_id, w.bare, m.id) once
GROUP BY unit_id, bare, words HAVING count(*) >= 3 ORDER BY 1, 2
"""
ENTRIES: Final = """
SELECT o.unit_id, r.by_id, to_char(date_trunc('hour', r.at AT TIME ZONE %(zone)s), 'YYYY-MM-DD"T"HH24'), count(*),
    percentile_disc(0.5) WITHIN GROUP (ORDER BY (r.at::date - r.contacted_at::date)),
    array_agg('report:' || r.id ORDER BY r.id)
FROM ledger_orderreport r JOIN ledger_order o ON o.id = r.order_id
WHERE r.contacted_at IS NOT NULL AND o.unit_id IS NOT NULL
    AND (r.at AT TIME ZONE %(zone)s)::date BETWEEN %(since)s AND %(until)s
GROUP BY 1, 2, 3 ORDER BY 1, 3, 2
"""
CLAIMS: Final = """
SELECT p.unit_id, count(*),
    (array_agg('claim:' || c.id ORDER BY c.id) FILTER (WHERE (c.applied_at AT TIME ZONE %(zone)s)::date = p.due_on))
FROM ledger_completionclaim c JOIN sorting_problem p ON p.id = c.problem_id
WHERE p.unit_id IS NOT NULL AND (c.applied_at AT TIME ZONE %(zone)s)::date BETWEEN %(since)s AND %(until)s GROUP BY 1
"""
PAPER: Final = """
SELECT u.id, e.papers, e.meetings, COALESCE(p.confirmed, 0) FROM people_unit u
LEFT JOIN (SELECT p.unit_id, array_agg('evidence:' || e.id ORDER BY e.at) FILTER (WHERE e.kind = 'paper') AS papers,
        array_agg('evidence:' || e.id ORDER BY e.at) FILTER (WHERE e.kind = 'meeting') AS meetings
    FROM ledger_evidence e JOIN sorting_problem p ON p.id = e.problem_id
    WHERE (e.at AT TIME ZONE %(zone)s)::date BETWEEN %(since)s AND %(until)s AND e.kind IN ('paper', 'meeting')
    GROUP BY 1) e ON e.unit_id = u.id
LEFT JOIN (SELECT unit_id, count(*) AS confirmed FROM sorting_problem
    WHERE state = 'confirmed' AND closed_on BETWEEN %(since)s AND %(until)s GROUP BY 1) p ON p.unit_id = u.id
"""
SHARES: Final = """
SELECT p.unit_id, 'extended', count(DISTINCT p.id) FILTER (WHERE x.id IS NOT NULL), count(DISTINCT p.id),
    array_agg(DISTINCT 'deadline:' || x.id) FILTER (WHERE x.id IS NOT NULL)
FROM sorting_problem p JOIN ledger_deadlinechange h ON h.problem_id = p.id AND NOT h.extends
    AND (h.at AT TIME ZONE %(zone)s)::date BETWEEN %(since)s AND %(until)s
LEFT JOIN ledger_deadlinechange x ON x.problem_id = p.id AND x.extends WHERE p.unit_id IS NOT NULL GROUP BY 1
UNION ALL
SELECT o.unit_id, 'beyond_duty', count(*) FILTER (WHERE r.beyond_duty), count(*),
    array_agg('report:' || r.id ORDER BY r.id) FILTER (WHERE r.beyond_duty)
FROM ledger_orderreport r JOIN ledger_order o ON o.id = r.order_id
WHERE o.unit_id IS NOT NULL AND (r.at AT TIME ZONE %(zone)s)::date BETWEEN %(since)s AND %(until)s GROUP BY 1
"""
