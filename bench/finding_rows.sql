-- Orders beside the problems of a seeded house: what the rules read, a tenth of it suspicious. "$org" is filled in.
INSERT INTO ledger_deadlinechange (organisation_id, problem_id, before, after, reason, extends, nature, urgency, by_id, at)
SELECT $org, id, NULL, due_on, '', false, 'complaint', '', (SELECT min(id) FROM people_user), opened_on::timestamptz
FROM sorting_problem WHERE unit_id IS NOT NULL;
INSERT INTO ledger_deadlinechange (organisation_id, problem_id, before, after, reason, extends, nature, urgency, by_id, at)
SELECT $org, id, due_on - 5, due_on, '材料没到。', true, '', '', (SELECT min(id) FROM people_user),
    (due_on - CASE WHEN id % 40 = 0 THEN 2 ELSE 9 END)::timestamptz
FROM sorting_problem WHERE unit_id IS NOT NULL AND id % 10 = 0;
INSERT INTO ledger_measure (organisation_id, problem_id, words, unit_id, due_on, state)
SELECT $org, id, CASE WHEN id % 20 = 0 THEN '加强管理。' ELSE left(statement, 40) END, unit_id, due_on, 'done'
FROM sorting_problem WHERE unit_id IS NOT NULL;
INSERT INTO ledger_progressnote (organisation_id, problem_id, words, by_id, at)
SELECT $org, p.id, CASE WHEN p.id % 30 = 0 THEN '持续跟进中。' ELSE '第' || n || '次到现场。' END,
    (SELECT min(id) FROM people_user), p.opened_on + n
FROM sorting_problem p CROSS JOIN generate_series(1, 3) n WHERE p.unit_id IS NOT NULL;
INSERT INTO ledger_evidence (organisation_id, id, problem_id, kind, words, figures, file_name, media_type, clean_path, digest, by_id, at)
SELECT $org, gen_random_uuid(), p.id, CASE WHEN n = 1 THEN 'done_work' WHEN p.id % 25 = 0 THEN 'paper' ELSE 'service' END,
    '有照片。', '', '', '', '', '', (SELECT min(id) FROM people_user), p.last_act_at
FROM sorting_problem p CROSS JOIN generate_series(1, 2) n WHERE p.unit_id IS NOT NULL;
INSERT INTO ledger_order (organisation_id, number, problem_id, kind, state, nature, urgency, unit_id, designated, registered_at,
    dispatched_at, return_due_at, first_due_at, due_at, reported_at, closed_at, hops, returns, redos, extended, satisfied,
    last_act_at)
SELECT $org, number, id, 'lead', 'dispatched', 'complaint', '', unit_id, false, opened_on::timestamptz, opened_on::timestamptz,
    opened_on + 2, due_on + 1, due_on + 1, last_act_at, NULL, CASE WHEN id % 50 = 0 THEN 4 ELSE 1 END, 0, 0, false, '', last_act_at
FROM sorting_problem WHERE unit_id IS NOT NULL;
INSERT INTO ledger_orderstep (organisation_id, order_id, move, before, after, from_unit_id, to_unit_id, reason, nature_before,
    nature_after, at)
SELECT $org, id, move, '', 'dispatched', NULL, unit_id, '', '', 'complaint', dispatched_at
FROM ledger_order CROSS JOIN (VALUES ('dispatch'), ('sign')) moves (move);
INSERT INTO ledger_orderreport (organisation_id, order_id, found_true, beyond_duty, contacted_at, contacted_by_words, solved,
    unsolved_reason, inside_words, answer, by_id, at)
SELECT $org, o.id, true, o.id % 60 = 0, CASE WHEN o.id % 5 > 0 THEN o.reported_at END, '', true, '', '',
    CASE WHEN o.id % 15 = 0 THEN '您好，您反映的问题已收悉，我们高度重视，正在处理中，请您耐心等待，感谢您的关心和支持。'
    ELSE '您好，' || left(p.statement, 60) || '一事，市政道路股' || to_char(o.reported_at, 'FMMM月FMDD日') || '到现场处理，已修好。' END,
    (SELECT min(id) FROM people_user), o.reported_at
FROM ledger_order o JOIN sorting_problem p ON p.id = o.problem_id;
