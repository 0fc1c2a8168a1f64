"""The statements that read facts for the rules. Every row begins with the problem (or unit) it belongs to.

Where no order was written for a problem, its hand-over, deadline and claim stand for it.
"""

from __future__ import annotations

from typing import Final

IDS: Final = """
SELECT id FROM sorting_problem WHERE id > %(last)s AND unit_id IS NOT NULL AND withdrawn_at IS NULL
ORDER BY id LIMIT %(size)s
"""
# A later answer of a speaker moves nothing, so it is looked for by its day.
CHANGED: Final = """
SELECT id FROM sorting_problem p WHERE id > %(last)s AND unit_id IS NOT NULL AND withdrawn_at IS NULL
    AND (last_act_at >= %(since)s
        OR EXISTS (SELECT FROM ledger_order o WHERE o.problem_id = p.id AND o.last_act_at >= %(since)s)
        OR EXISTS (SELECT FROM ledger_completionclaim c JOIN verification_asking a ON a.claim_id = c.id
            JOIN verification_verdict v ON v.asking_id = a.id
            WHERE c.problem_id = p.id AND v.given_on >= %(since)s::date - 1))
ORDER BY id LIMIT %(size)s
"""
PROBLEMS: Final = """
SELECT p.id, p.unit_id, p.state, p.voices_count,
    COALESCE(o.dispatched_at, d.at), COALESCE(o.due_at, (p.due_on + 1)::timestamp AT TIME ZONE %(zone)s),
    COALESCE(o.reported_at, c.applied_at), COALESCE(o.hops, 0), COALESCE(o.returns, 0)
FROM sorting_problem p
LEFT JOIN LATERAL (SELECT * FROM ledger_order WHERE problem_id = p.id AND kind = 'lead' ORDER BY id DESC LIMIT 1) o
    ON true
LEFT JOIN LATERAL (SELECT at FROM ledger_deadlinechange h WHERE h.problem_id = p.id AND NOT extends
    ORDER BY id DESC LIMIT 1) d ON true
LEFT JOIN LATERAL (SELECT applied_at FROM ledger_completionclaim WHERE problem_id = p.id ORDER BY round DESC LIMIT 1) c
    ON true
WHERE p.id = ANY(%(ids)s) ORDER BY p.id
"""
REPLIES: Final = """
SELECT c.problem_id, 'claim', c.id, COALESCE(r.answer, c.words), c.applied_at, r.contacted_at
FROM ledger_completionclaim c LEFT JOIN ledger_orderreport r ON r.claim_id = c.id WHERE c.problem_id = ANY(%(ids)s)
UNION ALL
SELECT o.problem_id, 'report', r.id, r.answer, r.at, r.contacted_at
FROM ledger_order o JOIN ledger_orderreport r ON r.order_id = o.id
WHERE o.problem_id = ANY(%(ids)s) AND o.kind = 'lead' AND r.claim_id IS NULL
ORDER BY 1, 5
"""
PARTS: Final = {
    "moves": """
SELECT o.problem_id, s.id, s.move, s.at, s.from_unit_id, s.to_unit_id, s.reason, o.dispatched_at, o.return_due_at,
    s.nature_before, s.nature_after
FROM ledger_order o JOIN ledger_orderstep s ON s.order_id = o.id WHERE o.problem_id = ANY(%(ids)s) AND o.kind = 'lead'
UNION ALL
SELECT * FROM (
    SELECT problem_id, id, 'assign', at, NULL::bigint, NULL::bigint, reason, NULL::timestamptz, NULL::timestamptz,
        lag(nature, 1, '') OVER (PARTITION BY problem_id ORDER BY id), nature
    FROM ledger_deadlinechange WHERE problem_id = ANY(%(ids)s) AND NOT extends) handed
WHERE NOT EXISTS (SELECT FROM ledger_order o WHERE o.problem_id = handed.problem_id)
ORDER BY 1, 4, 2""",
    "replies": REPLIES,
    # A fresh limit for what a speaker said is not solved is set by nobody: it is no edited deadline.
    "due_changes": """
SELECT problem_id, id, after, (at AT TIME ZONE %(zone)s)::date, before FROM ledger_deadlinechange
WHERE problem_id = ANY(%(ids)s) AND by_id IS NOT NULL ORDER BY id""",
    "ratings": """
SELECT c.problem_id, v.id, a.id, v.ordinal, v.solved, v.satisfied, v.given_on, v.contacted
FROM ledger_completionclaim c JOIN verification_asking a ON a.claim_id = c.id
JOIN verification_verdict v ON v.asking_id = a.id WHERE c.problem_id = ANY(%(ids)s) ORDER BY v.id""",
    "evidence": """
SELECT problem_id, id::text, kind FROM ledger_evidence WHERE problem_id = ANY(%(ids)s) ORDER BY at, id""",
    "notes": """
SELECT problem_id, id, words, (at AT TIME ZONE %(zone)s)::date FROM ledger_progressnote
WHERE problem_id = ANY(%(ids)s) ORDER BY id""",
    "closings": """
SELECT c.problem_id, c.id, (c.applied_at AT TIME ZONE %(zone)s)::date, c.outcome,
    (c.approved_at AT TIME ZONE %(zone)s)::date,
    (SELECT min(v.given_on) FROM verification_asking a JOIN verification_verdict v ON v.asking_id = a.id
        WHERE a.claim_id = c.id AND v.ordinal = 1 AND NOT v.solved)
FROM ledger_completionclaim c WHERE c.problem_id = ANY(%(ids)s) ORDER BY c.round""",
    "merged": """
SELECT m.merged_into_id, m.id, count(DISTINCT t.voice_id), count(DISTINCT a.voice_id)
FROM sorting_problem m JOIN sorting_part t ON t.problem_id = m.id AND t.left_at IS NULL
LEFT JOIN (verification_asking a JOIN ledger_completionclaim c ON c.id = a.claim_id)
    ON a.voice_id = t.voice_id AND c.problem_id = m.merged_into_id
WHERE m.merged_into_id = ANY(%(ids)s) GROUP BY 1, 2 ORDER BY 2""",
    "left": """
SELECT problem_id, (left_at AT TIME ZONE %(zone)s)::date FROM sorting_part
WHERE problem_id = ANY(%(ids)s) AND left_at IS NOT NULL ORDER BY left_at""",
}
REPLIES_SINCE: Final = """
SELECT 'claim', c.id, c.problem_id, COALESCE(r.answer, c.words)
FROM ledger_completionclaim c LEFT JOIN ledger_orderreport r ON r.claim_id = c.id WHERE c.applied_at >= %(since)s
UNION ALL
SELECT 'report', r.id, o.problem_id, r.answer FROM ledger_order o JOIN ledger_orderreport r ON r.order_id = o.id
WHERE r.claim_id IS NULL AND r.at >= %(since)s
ORDER BY 1, 2
"""
