"""What a passed audit found stays too, and PostgreSQL itself keeps an audit from ending over unverified problems."""

from django.db import migrations

FROZEN = """
CREATE OR REPLACE FUNCTION verification_audit_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a sample audit stays on record' USING ERRCODE = 'restrict_violation';
    END IF;
    IF (to_jsonb(NEW) - ARRAY['beacon_value', 'beacon_source', 'beacon_by_id', 'beacon_at', 'seed', 'state', 'stage',
            'answers_until', 'full_units', 'result', 'ended_on', 'off_words'])
       <> (to_jsonb(OLD) - ARRAY['beacon_value', 'beacon_source', 'beacon_by_id', 'beacon_at', 'seed', 'state', 'stage',
            'answers_until', 'full_units', 'result', 'ended_on', 'off_words'])
       OR (OLD.seed <> '' AND (NEW.seed, NEW.beacon_value, NEW.beacon_source) <> (OLD.seed, OLD.beacon_value, OLD.beacon_source))
       OR OLD.state IN ({over}) THEN
        RAISE EXCEPTION 'what a sample audit was fixed on is not rewritten' USING ERRCODE = 'restrict_violation';
    END IF;{verified}
    RETURN NEW;
END $$;
"""
VERIFIED = """
    IF NEW.stop_rule >= 2 AND NEW.state IN ('clean', 'ended') AND (
        EXISTS (SELECT 1 FROM jsonb_each(NEW.result) AS one WHERE one.value ->> 0 = 'unverified')
        OR EXISTS (SELECT 1 FROM verification_sampledproblem s WHERE s.audit_id = NEW.id AND NOT NEW.result ? s.number)
    ) THEN
        RAISE EXCEPTION 'a sample audit does not end over unverified problems' USING ERRCODE = 'check_violation';
    END IF;"""
BEFORE = FROZEN.replace("{over}", "'ended', 'called_off'").replace("{verified}", "")
NOW = FROZEN.replace("{over}", "'clean', 'ended', 'called_off'").replace("{verified}", VERIFIED)


class Migration(migrations.Migration):
    dependencies = [("verification", "0031_unverified_is_not_clean")]
    operations = [migrations.RunSQL(NOW, BEFORE)]
