-- The 2,000 matters of the most voices are problems already, with every voice of theirs: what an arrival is offered.
INSERT INTO sorting_problem (organisation_id, number, title, statement, state, opened_on, last_act_at, voices_count, reopened_count)
SELECT organisation_id, row_number() OVER (ORDER BY voices_count DESC, id), left(title, 80), title, 'listed', CURRENT_DATE, now(),
    voices_count, 0
FROM sorting_matter WHERE organisation_id = %(organisation)s ORDER BY voices_count DESC, id LIMIT 2000;
INSERT INTO sorting_part (organisation_id, problem_id, voice_id, excerpt, joined_at)
SELECT m.organisation_id, p.id, v.voice_id, '', now()
FROM (SELECT *, row_number() OVER (ORDER BY voices_count DESC, id) AS n FROM sorting_matter
      WHERE organisation_id = %(organisation)s ORDER BY voices_count DESC, id LIMIT 2000) m
JOIN sorting_problem p ON p.number = m.n JOIN sorting_mattervoice v ON v.matter_id = m.id AND v.left_at IS NULL;
