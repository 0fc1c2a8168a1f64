-- Orders as their moves would leave them, two years of them; metrics.py fills in what begins with a dollar sign.
-- Their problems all stand as "working": closing needs four hands each, and no figure of the metrics reads that state.
INSERT INTO people_unit (organisation_id, name, name_en, code, parent_id, path, closed_on)
SELECT $org, '第' || n || '股', 'Section ' || n, 'm' || n, $top, '', NULL FROM generate_series(1, $units) n;
UPDATE people_unit SET path = '/' || $top || '/' || id || '/' WHERE organisation_id = $org AND path = '';
CREATE TEMP TABLE unit_of ON COMMIT DROP AS
SELECT row_number() OVER (ORDER BY id) - 1 AS n, id FROM people_unit WHERE code ~ '^m[0-9]+$$';

CREATE TEMP TABLE life ON COMMIT DROP AS
SELECT o.n, u.id AS unit, given, given + interval '5 days' AS due,
    given + interval '5 days' * (0.2 + random()) AS reported,
    random() AS luck, given + interval '14 days' AS ended
FROM (SELECT n, $last_day - $days * interval '1 day' * (1 - n::float / $orders) AS given FROM generate_series(1, $orders) n) o
JOIN unit_of u ON u.n = (o.n::bigint * 7919) % $units;
ANALYZE life;
INSERT INTO sorting_problem (organisation_id, number, title, statement, state, unit_id, due_on, opened_on, opened_by_id,
    last_act_at, voices_count, reopened_count)
SELECT $org, n, '第' || n || '件', '路灯不亮', 'working', unit, due::date, given::date, $clerk, given, 1, 0 FROM life;
ANALYZE sorting_problem;
-- 86 of 100 are closed, 8 overdue and open, the rest at work; one in twenty was sent back, one in thirty extended.
INSERT INTO ledger_order (organisation_id, number, problem_id, kind, parent_id, state, nature, urgency, unit_id, designated,
    registered_at, dispatched_at, sign_due_at, return_due_at, signed_at, signed_by_id, first_due_at, due_at, reported_at,
    closed_at, hops, returns, redos, extended, answered_on, contacted, solved, satisfied, last_act_at)
SELECT $org, l.n, p.id, 'lead', NULL, CASE WHEN luck < 0.86 THEN 'closed' WHEN luck < 0.94 THEN 'signed_for' ELSE 'reported' END,
    '', '', unit, false, given, given, given + interval '1 day', NULL, given + interval '25 hours' * random(), $clerk, due,
    CASE WHEN l.n % 30 = 0 THEN due + interval '10 days' ELSE due END,
    CASE WHEN luck < 0.86 OR luck >= 0.94 THEN reported END, CASE WHEN luck < 0.86 THEN ended END, 1, 0,
    (l.n % 20 = 0)::int, l.n % 30 = 0,
    CASE WHEN luck < 0.6 THEN reported::date + 3 END, CASE WHEN luck < 0.6 THEN luck < 0.57 END,
    CASE WHEN luck < 0.6 THEN luck < 0.5 END,
    CASE WHEN luck < 0.45 THEN 'satisfied' WHEN luck < 0.52 THEN 'basically' WHEN luck < 0.6 THEN 'dissatisfied' ELSE '' END, given
FROM life l JOIN sorting_problem p ON p.number = l.n;
-- One problem in fifty had an order before.
INSERT INTO ledger_order (organisation_id, number, problem_id, kind, state, nature, urgency, unit_id, designated, registered_at,
    dispatched_at, sign_due_at, signed_at, first_due_at, due_at, reported_at, closed_at, hops, returns, redos, extended,
    satisfied, last_act_at)
SELECT $org, $orders + l.n, p.id, 'lead', 'closed', '', '', unit, false, given - interval '90 days', given - interval '90 days',
    given - interval '89 days', given - interval '90 days', due - interval '90 days', due - interval '90 days',
    given - interval '87 days', given - interval '80 days', 1, 0, 0, false, '', given
FROM life l JOIN sorting_problem p ON p.number = l.n WHERE l.n % 50 = 0;
INSERT INTO ledger_orderstep (organisation_id, order_id, move, before, after, from_unit_id, to_unit_id, reason, due_before,
    due_after, nature_before, nature_after, at)
SELECT $org, o.id, m.move, '', 'dispatched', CASE WHEN m.move <> 'dispatch' THEN o.unit_id END,
    CASE WHEN m.move = 'dispatch' THEN o.unit_id END, '', NULL, NULL, '', '', o.dispatched_at
FROM ledger_order o JOIN (VALUES ('dispatch', 1), ('ask_return', 15), ('allow_return', 30)) m (move, every) ON o.number % m.every = 0;

-- Of one order in ten somebody was asked; seven of ten answered.
CREATE TEMP TABLE spoke ON COMMIT DROP AS SELECT gen_random_uuid() AS voice, n, unit, given FROM life WHERE n % 10 = 0;
INSERT INTO listening_voice (organisation_id, id, channel, words, lane, place_words, said_on, source, filed)
SELECT $org, voice, 'web', '路灯不亮', 'confidential', '', given::date, '', true FROM spoke;
INSERT INTO ledger_completionclaim (organisation_id, problem_id, round, words, applicant_id, applied_at, check_words, outcome,
    turned_back_words)
SELECT $org, p.id, 1, '修好了', $clerk, given + interval '3 days', '', 'open', ''
FROM spoke s JOIN sorting_problem p ON p.number = s.n;
INSERT INTO verification_asking (organisation_id, claim_id, voice_id, asked_on, closes_on)
SELECT $org, c.id, s.voice, s.given::date + 3, s.given::date + 10
FROM spoke s JOIN sorting_problem p ON p.number = s.n JOIN ledger_completionclaim c ON c.problem_id = p.id;
INSERT INTO verification_verdict (organisation_id, asking_id, ordinal, contacted, solved, satisfied, words, given_on)
SELECT $org, id, 1, true, true, 'satisfied', '', asked_on + 2 FROM verification_asking WHERE id % 10 < 7;
