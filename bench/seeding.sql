-- Rows as the services would leave them; seeding.py fills in what begins with a dollar sign. "staged" holds the texts.
INSERT INTO people_unit (organisation_id, name, name_en, code, parent_id, path, closed_on)
SELECT $org, '第' || n || '股', 'Section ' || n, 'u' || n, $top, '', NULL FROM generate_series(1, $units) n;
UPDATE people_unit SET path = '/' || $top || '/' || id || '/' WHERE organisation_id = $org AND path = '';

INSERT INTO listening_place (organisation_id, name, code, parent_id, path, initials)
SELECT $org, '第' || n || '社区', 'p' || n, NULL, '', 'dnsq' FROM generate_series(1, 60) n;
UPDATE listening_place SET path = '/' || id || '/' WHERE organisation_id = $org AND path = '';

CREATE TEMP TABLE unit_of ON COMMIT DROP AS
SELECT row_number() OVER (ORDER BY id) - 1 AS n, id FROM people_unit WHERE code LIKE 'u%';
CREATE TEMP TABLE place_of ON COMMIT DROP AS
SELECT row_number() OVER (ORDER BY id) - 1 AS n, id FROM listening_place WHERE code LIKE 'p%';
ALTER TABLE staged ADD COLUMN problem int, ADD COLUMN said_on date, ADD COLUMN lane text;
-- Most voices feed a problem; the first problems have the most voices, as it is in life.
UPDATE staged SET
    problem = CASE WHEN n < $problems THEN n WHEN n % 10 < 9 THEN ($problems * power(random(), 2))::int % $problems END,
    said_on = $last_day - ($days * (1 - n::float / $voices))::int,
    lane = (ARRAY['anonymous', 'anonymous', 'confidential', 'open'])[1 + n % 4];

ANALYZE staged, unit_of, place_of;

INSERT INTO listening_voice (organisation_id, id, channel, words, lane, place_id, place_words, unit_id, said_on, said_at,
    registered_by_id, source, filed)
SELECT $org, s.id, 'web', s.words, s.lane, p.id, '', NULL, s.said_on,
    CASE WHEN s.lane = 'anonymous' THEN NULL ELSE s.said_on + TIME '10:00' AT TIME ZONE 'Asia/Shanghai' END, NULL, '', true
FROM staged s JOIN place_of p ON p.n = s.n % 60;
INSERT INTO listening_receipt (organisation_id, voice_id, locator, verifier, pending)
SELECT $org, id, lpad((n * 31)::text, 8, '0'), sha256(id::text::bytea), NULL FROM staged;
INSERT INTO sorting_inboxitem (organisation_id, voice_id, state, channel, lane, place_id, unit_id, said_on, opening, summary,
    terms, version, number)
SELECT $org, s.id, CASE WHEN s.problem IS NOT NULL THEN 'joined' ELSE (ARRAY['new', 'answered', 'set_aside'])[1 + s.n / 10 % 3] END,
    'web', s.lane, p.id, NULL, s.said_on, left(s.words, 80), '', array_to_tsvector(s.found), 1, nextval('sorting_inbox_number')
FROM staged s JOIN place_of p ON p.n = s.n % 60 ORDER BY s.n;
INSERT INTO sorting_setaside (organisation_id, voice_id, reason, at)
SELECT $org, voice_id, '这件事不归我们管，请拨打 12345。', said_on + TIME '12:00' AT TIME ZONE 'Asia/Shanghai'
FROM sorting_inboxitem WHERE state = 'set_aside';
INSERT INTO listening_message (organisation_id, voice_id, side, kind, words, said_on, said_at)
SELECT $org, voice_id, 'office', 'answer', '已经派人去看了，谢谢您告诉我们。', said_on, NULL
FROM sorting_inboxitem WHERE state = 'answered';

CREATE TEMP TABLE ending ON COMMIT DROP AS
SELECT n, words, found, opened_on, ($states)[1 + (n * 37) % 95] AS state
FROM (SELECT *, $last_day - 60 - ($days * (1 - n::float / $problems))::int AS opened_on FROM staged WHERE n < $problems) first;
ANALYZE ending;
-- A problem is closed by four hands after those who spoke had their say: until then all closed ones are "checked".
INSERT INTO sorting_problem (organisation_id, number, title, statement, state, place_id, unit_id, due_on, opened_on, opened_by_id,
    last_act_at, voices_count, reopened_count, terms)
SELECT $org, e.n + 1, left(e.words, 30), e.words, CASE WHEN e.state IN ('confirmed', 'silent') THEN 'checked' ELSE e.state END,
    p.id, CASE WHEN e.state <> 'listed' THEN u.id END, CASE WHEN e.state <> 'listed' THEN e.opened_on + 20 + e.n % 80 END,
    e.opened_on, (SELECT id FROM people_user WHERE username = 'hejing'),
    e.opened_on + e.n % 60 + make_interval(secs => e.n % 86400), 0, (e.n % 17 = 0)::int, array_to_tsvector(e.found)
FROM ending e JOIN unit_of u ON u.n = e.n % $units JOIN place_of p ON p.n = e.n % 60;
ANALYZE sorting_problem;
INSERT INTO sorting_part (organisation_id, problem_id, voice_id, excerpt, joined_at)
SELECT $org, p.id, s.id, '', s.said_on + TIME '12:00' AT TIME ZONE 'Asia/Shanghai'
FROM staged s JOIN sorting_problem p ON p.number = s.problem + 1;
UPDATE sorting_problem p SET voices_count = c.count
FROM (SELECT problem_id, count(*) FROM sorting_part GROUP BY problem_id) c WHERE c.problem_id = p.id;
INSERT INTO ledger_completionclaim (organisation_id, problem_id, round, words, applicant_id, applied_at, signer_id, signed_at,
    checker_id, checked_at, check_words, approver_id, approved_at, outcome, turned_back_words)
SELECT $org, p.id, 1, '已经修好。', a.id, p.last_act_at, s.id, p.last_act_at, c.id, p.last_act_at, '看过了。', o.id,
    p.opened_on + 50, e.state, ''
FROM ending e JOIN sorting_problem p ON p.number = e.n + 1 JOIN people_user a ON a.username = 'wanglei'
JOIN people_user s ON s.username = 'zhouming' JOIN people_user c ON c.username = 'chentao'
JOIN people_user o ON o.username = 'liufang' WHERE e.state IN ('confirmed', 'silent');
ANALYZE sorting_part, ledger_completionclaim;
INSERT INTO verification_asking (organisation_id, claim_id, voice_id, asked_on, closes_on)
SELECT $org, c.id, t.voice_id, p.opened_on + 40, p.opened_on + 47
FROM ledger_completionclaim c JOIN sorting_problem p ON p.id = c.problem_id JOIN sorting_part t ON t.problem_id = p.id;
INSERT INTO verification_verdict (organisation_id, asking_id, ordinal, contacted, solved, satisfied, words, given_on)
SELECT $org, min(a.id), 1, true, true, 'satisfied', '', min(a.asked_on) + 1
FROM verification_asking a JOIN ledger_completionclaim c ON c.id = a.claim_id WHERE c.outcome = 'confirmed' GROUP BY c.id;
ANALYZE verification_asking, verification_verdict;
UPDATE sorting_problem p SET state = c.outcome, closed_on = p.opened_on + 50 FROM ledger_completionclaim c WHERE c.problem_id = p.id;
-- One of twenty problems still waits for its public words.
INSERT INTO publishing_publication (organisation_id, problem_id, title, words, approved_by_id, approved_at, terms)
SELECT $org, id, title, statement, (SELECT min(id) FROM people_user), last_act_at, terms FROM sorting_problem WHERE number % 20 > 0;
