-- A house for searching: voices with places, units, labels and matters, and nothing of problems. "staged" holds the texts.
INSERT INTO people_unit (organisation_id, name, name_en, code, parent_id, path, closed_on)
SELECT $org, name, '', 'u' || n, $top, '', NULL FROM unit_names;
UPDATE people_unit SET path = '/' || $top || '/' || id || '/' WHERE organisation_id = $org AND path = '';

INSERT INTO listening_place (organisation_id, name, code, parent_id, path, initials)
SELECT $org, name, code, NULL, '/', initials FROM place_names WHERE above = '';
INSERT INTO listening_place (organisation_id, name, code, parent_id, path, initials)
SELECT $org, p.name, p.code, a.id, '/', p.initials FROM place_names p JOIN listening_place a ON a.code = p.above;
UPDATE listening_place SET path = '/' || id || '/' WHERE organisation_id = $org AND parent_id IS NULL;
UPDATE listening_place p SET path = a.path || p.id || '/' FROM listening_place a WHERE a.id = p.parent_id;

CREATE TEMP TABLE unit_of ON COMMIT DROP AS
SELECT row_number() OVER (ORDER BY id) - 1 AS n, id FROM people_unit WHERE code LIKE 'u%';
CREATE TEMP TABLE place_of ON COMMIT DROP AS
SELECT row_number() OVER (ORDER BY id) - 1 AS n, id, name, initials FROM listening_place WHERE parent_id IS NOT NULL;
-- Places and units are as uneven as in life: the first have ten times the voices of the last.
ALTER TABLE staged ADD COLUMN said_on date, ADD COLUMN lane text, ADD COLUMN place int, ADD COLUMN unit int,
    ADD COLUMN channel text, ADD COLUMN state text;
UPDATE staged SET
    said_on = $last_day - ($days * (1 - n::float / $voices))::int,
    lane = (ARRAY['anonymous', 'anonymous', 'confidential', 'open'])[1 + n % 4],
    place = CASE WHEN n % 5 > 0 THEN ($places * power(random(), 2))::int % $places END,
    unit = CASE WHEN n % 3 > 0 THEN ($units * power(random(), 2))::int % $units END,
    channel = (ARRAY['web', 'hotline', 'hotline', 'box', 'visit', 'import'])[1 + n % 6],
    state = (ARRAY['new', 'joined', 'joined', 'answered', 'set_aside'])[1 + n % 5];
ANALYZE staged, unit_of, place_of;

INSERT INTO listening_voice (organisation_id, id, channel, words, lane, place_id, place_words, unit_id, said_on, said_at,
    registered_by_id, source, filed)
SELECT $org, s.id, s.channel, s.words, s.lane, p.id, '', u.id, s.said_on,
    CASE WHEN s.lane = 'anonymous' THEN NULL ELSE s.said_on + TIME '10:00' AT TIME ZONE 'Asia/Shanghai' END, NULL, '', true
FROM staged s LEFT JOIN place_of p ON p.n = s.place LEFT JOIN unit_of u ON u.n = s.unit;
INSERT INTO listening_receipt (organisation_id, voice_id, locator, verifier, pending)
SELECT $org, id, lpad((n * 31)::text, 8, '0'), sha256(id::text::bytea), NULL FROM staged;
INSERT INTO sorting_inboxitem (organisation_id, voice_id, state, channel, lane, place_id, unit_id, said_on, opening, summary,
    terms, version, number)
SELECT $org, s.id, s.state, s.channel, s.lane, p.id, u.id, s.said_on, left(s.words, 80), '',
    array_to_tsvector(s.found || CASE WHEN p.id IS NULL THEN '{}' ELSE t.found || ARRAY[p.initials::text] END), 1,
    nextval('sorting_inbox_number')
FROM staged s LEFT JOIN place_of p ON p.n = s.place LEFT JOIN place_terms t ON t.name = p.name
LEFT JOIN unit_of u ON u.n = s.unit ORDER BY s.n;

INSERT INTO sorting_taxonomy (organisation_id, code, name, kind, several, suggests) VALUES ($org, 'topics', '主题', 'topic', false, true);
INSERT INTO sorting_label (organisation_id, taxonomy_id, code, name, path, since)
SELECT $org, t.id, n::text, '第' || n || '类', '', $last_day - $days FROM sorting_taxonomy t, generate_series(1, $labels) n;
UPDATE sorting_label SET path = '/' || id || '/' WHERE organisation_id = $org;
CREATE TEMP TABLE label_of ON COMMIT DROP AS
SELECT row_number() OVER (ORDER BY id) - 1 AS n, id, taxonomy_id FROM sorting_label;
INSERT INTO sorting_labelgiven (organisation_id, voice_id, label_id, taxonomy_id, at)
SELECT $org, s.id, l.id, l.taxonomy_id, s.said_on + TIME '12:00' AT TIME ZONE 'Asia/Shanghai'
FROM staged s JOIN label_of l ON l.n = s.n / 2 % $labels WHERE s.n % 2 = 0;
