"""Sentences the system wrote in the language of whoever caused them become their name and values; words stay as copies."""

from django.db import migrations

# The owner of a table sees its rows past the policy, unless it is forced on the owner too; and the rows are append-only.
TABLES = ("ledger_deadlinechange", "ledger_orderstep")
LOOSE = "".join(
    f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY;\nALTER TABLE {table} DISABLE TRIGGER append_only;\n"
    for table in TABLES
) + "ALTER TABLE people_unit NO FORCE ROW LEVEL SECURITY;\n"
FORCED = "".join(
    f"ALTER TABLE {table} ENABLE TRIGGER append_only;\nALTER TABLE {table} FORCE ROW LEVEL SECURITY;\n"
    for table in TABLES
) + "ALTER TABLE people_unit FORCE ROW LEVEL SECURITY;\n"
SENTENCES = r"""
UPDATE ledger_deadlinechange SET said = 'redo'
WHERE by_id IS NULL AND reason IN ('有反映人说没有解决，重办，重新计时。',
    'Somebody who raised it says that it is not solved. It is done again with a fresh limit.');
UPDATE ledger_deadlinechange SET said = 'paused', said_facts = jsonb_build_object('reason',
    regexp_replace(reason, '^(暂停计时：|The clock stood still: )', ''))
WHERE extends AND reason ~ '^(暂停计时：|The clock stood still: )';
UPDATE ledger_orderstep SET said = 'raised', said_facts = jsonb_build_object(
    'times', (regexp_match(reason, '^(?:已重办|Done again )(\d+)'))[1],
    'who', (regexp_match(reason, '(?:提级到|It is raised to )(.*?)[。.]$'))[1])
WHERE move = 'raise' AND by_id IS NULL AND reason ~ '^(已重办\d+次，提级到.*。|Done again \d+ times\. It is raised to .*\.)$';
UPDATE ledger_orderstep s SET other_unit_id = u.id,
    reason = regexp_replace(s.reason, '(（建议改派：[^（）]*）| \(proposed: [^()]*\))$', '')
FROM people_unit u
WHERE s.move = 'ask_return' AND u.organisation_id = s.organisation_id
    AND u.name = (regexp_match(s.reason, '(?:（建议改派：|\(proposed: )([^（）()]*)[）)]$'))[1]
    AND (SELECT count(*) FROM people_unit o WHERE o.organisation_id = u.organisation_id AND o.name = u.name) = 1;
SET CONSTRAINTS ALL IMMEDIATE;
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0022_protect_consultations"), ("people", "0002_protect_rows")]
    operations = [migrations.RunSQL(sql=LOOSE + SENTENCES + FORCED, reverse_sql=migrations.RunSQL.noop)]
