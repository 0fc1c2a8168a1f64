"""The closing trigger also reads the clock: silence counts only after the window, and only the last claim closes."""

from django.db import migrations

from huixiang.kernel.tenancy import append_only

# Against 0002 it adds: the claim is the problem's last; whoever was asked has answered, or the day they could answer
# until was over when the approver acted (in the organisation's zone).
CLOSING = """
CREATE OR REPLACE FUNCTION verification_closing() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    hands record;
    solved bigint;
    unsolved bigint;
    waiting bigint;
    approved_on date;
BEGIN
    SELECT * INTO hands FROM ledger_completionclaim WHERE problem_id = NEW.id ORDER BY round DESC LIMIT 1;
    IF hands IS NULL OR hands.outcome <> NEW.state OR hands.approver_id IS NULL OR hands.approved_at IS NULL THEN
        RAISE EXCEPTION 'a problem is closed by four hands' USING ERRCODE = 'check_violation';
    END IF;
    SELECT (hands.approved_at AT TIME ZONE o.zone)::date INTO approved_on
        FROM people_organisation o WHERE o.id = NEW.organisation_id;
    SELECT count(v.id) FILTER (WHERE v.solved), count(v.id) FILTER (WHERE NOT v.solved),
           count(*) FILTER (WHERE v.id IS NULL AND a.closes_on >= approved_on)
        INTO solved, unsolved, waiting
        FROM verification_asking a LEFT JOIN verification_verdict v ON v.asking_id = a.id AND v.ordinal = 1
        WHERE a.claim_id = hands.id;
    IF unsolved > 0 OR (NEW.state = 'confirmed' AND solved = 0) OR (NEW.state = 'silent' AND solved > 0) THEN
        RAISE EXCEPTION 'a problem is closed by those who spoke' USING ERRCODE = 'check_violation';
    END IF;
    IF waiting > 0 THEN
        RAISE EXCEPTION 'a problem is closed after those who spoke had time to answer' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("verification", "0002_protect_rows"), ("people", "0001_initial")]
    operations = [
        migrations.RunSQL(CLOSING, migrations.RunSQL.noop),
        *append_only("verification_asking"),
    ]
