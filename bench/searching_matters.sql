-- Matters as filling for searching only: nobody found them; "staged" holds the texts.
INSERT INTO sorting_matter (organisation_id, key, title, place_words, people, words, voices_count, speakers_count, heat, burst,
    trend, found_at)
SELECT $org, 'm' || n, '第' || n || '件事', '', '[]', '[]', 0, 0, n, 0, '{}', now() FROM generate_series(0, $matters - 1) n;
CREATE TEMP TABLE matter_of ON COMMIT DROP AS SELECT row_number() OVER (ORDER BY id) - 1 AS n, id FROM sorting_matter;
INSERT INTO sorting_mattervoice (organisation_id, matter_id, voice_id, reason, since)
SELECT $org, m.id, s.id, '', now() FROM staged s
JOIN matter_of m ON m.n = ($matters * power(s.n::bigint * 7919 % 1000003 / 1000003.0, 2))::int % $matters WHERE s.n % 3 = 0;
UPDATE sorting_matter m SET voices_count = c.count
FROM (SELECT matter_id, count(*) FROM sorting_mattervoice GROUP BY matter_id) c WHERE c.matter_id = m.id;
