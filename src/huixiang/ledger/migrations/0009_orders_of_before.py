"""Problems that were handed over before there were orders get theirs, as far as what is on record tells."""

from django.db import migrations

# The owner of a table sees its rows past the policy, unless it is forced on the owner too.
TABLES = ("sorting_problem", "ledger_order", "ledger_orderstep", "ledger_deadlinechange", "ledger_completionclaim")
LOOSE = "".join(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY;\n" for table in TABLES)
FORCED = "".join(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY;\n" for table in TABLES)
ORDERS = """
INSERT INTO ledger_order (organisation_id, number, problem_id, kind, state, nature, urgency, unit_id, designated,
    registered_at, dispatched_at, signed_at, first_due_at, due_at, reported_at, closed_at, hops, returns, redos, extended,
    satisfied, last_act_at)
SELECT p.organisation_id, row_number() OVER (PARTITION BY p.organisation_id ORDER BY first.at, p.id), p.id, 'lead',
    CASE p.state WHEN 'assigned' THEN 'dispatched' WHEN 'working' THEN 'signed_for' WHEN 'claimed' THEN 'reported'
        WHEN 'signed' THEN 'reported' WHEN 'checked' THEN 'calling_back' WHEN 'disputed' THEN 'redo' WHEN 'merged' THEN 'merged'
        ELSE 'closed' END,
    last.nature, last.urgency, p.unit_id, false, first.at, last.at,
    CASE WHEN p.state <> 'assigned' THEN last.at END,
    (first.after + 1)::timestamp AT TIME ZONE o.zone, (p.due_on + 1)::timestamp AT TIME ZONE o.zone,
    (SELECT max(applied_at) FROM ledger_completionclaim c WHERE c.problem_id = p.id),
    CASE WHEN p.state IN ('confirmed', 'silent') THEN p.last_act_at END,
    0, 0, p.reopened_count, last.extends, '', p.last_act_at
FROM sorting_problem p
JOIN people_organisation o ON o.id = p.organisation_id
JOIN LATERAL (SELECT * FROM ledger_deadlinechange d WHERE d.problem_id = p.id ORDER BY d.id LIMIT 1) first ON true
JOIN LATERAL (SELECT * FROM ledger_deadlinechange d WHERE d.problem_id = p.id ORDER BY d.id DESC LIMIT 1) last ON true
WHERE p.unit_id IS NOT NULL AND p.due_on IS NOT NULL;
INSERT INTO ledger_orderstep (organisation_id, order_id, move, before, after, to_unit_id, reason, due_after, nature_before,
    nature_after, at)
SELECT organisation_id, id, 'dispatch', '', state, unit_id, '', due_at, '', nature, dispatched_at FROM ledger_order;
SET CONSTRAINTS ALL IMMEDIATE;
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0008_order_moves"), ("sorting", "0011_drop_weighed_at"), ("people", "0002_protect_rows")]
    operations = [migrations.RunSQL(sql=LOOSE + ORDERS + FORCED, reverse_sql=migrations.RunSQL.noop)]
