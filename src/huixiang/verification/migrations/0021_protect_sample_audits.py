"""Each organisation has its own audits; what was frozen, committed or told stays; who checks is none of the hands."""

from django.db import migrations

from huixiang.kernel.tenancy import append_only, protect_rows

FROZEN = """
CREATE FUNCTION verification_audit_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a sample audit stays on record' USING ERRCODE = 'restrict_violation';
    END IF;
    IF (to_jsonb(NEW) - ARRAY['beacon_value', 'beacon_source', 'beacon_by_id', 'beacon_at', 'seed', 'state', 'stage',
            'answers_until', 'full_units', 'result', 'ended_on', 'off_words'])
       <> (to_jsonb(OLD) - ARRAY['beacon_value', 'beacon_source', 'beacon_by_id', 'beacon_at', 'seed', 'state', 'stage',
            'answers_until', 'full_units', 'result', 'ended_on', 'off_words'])
       OR (OLD.seed <> '' AND (NEW.seed, NEW.beacon_value, NEW.beacon_source) <> (OLD.seed, OLD.beacon_value, OLD.beacon_source))
       OR OLD.state IN ('ended', 'called_off') THEN
        RAISE EXCEPTION 'what a sample audit was fixed on is not rewritten' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER audit_frozen BEFORE UPDATE OR DELETE ON verification_sampleaudit
    FOR EACH ROW EXECUTE FUNCTION verification_audit_frozen();
CREATE FUNCTION verification_party_bound() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a party stays on record' USING ERRCODE = 'restrict_violation';
    END IF;
    IF (NEW.audit_id, NEW.place, NEW.kind, NEW.name) <> (OLD.audit_id, OLD.place, OLD.kind, OLD.name)
       OR NEW.user_id IS DISTINCT FROM OLD.user_id
       OR (OLD.commitment <> '' AND NEW.commitment <> OLD.commitment)
       OR (OLD.secret <> '' AND NEW.secret <> OLD.secret) THEN
        RAISE EXCEPTION 'a party is bound to what it published' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER party_bound BEFORE UPDATE OR DELETE ON verification_sampleparty
    FOR EACH ROW EXECUTE FUNCTION verification_party_bound();
CREATE FUNCTION verification_audit_checker() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM verification_sampledproblem s JOIN ledger_completionclaim m ON m.id = s.claim_id
        WHERE s.id = NEW.sampled_id AND NEW.by_id IN (m.applicant_id, m.signer_id, m.checker_id, m.approver_id)
    ) THEN
        RAISE EXCEPTION 'an auditor is none of the hands' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER auditor_is_another BEFORE INSERT ON verification_auditcheck
    FOR EACH ROW EXECUTE FUNCTION verification_audit_checker();
"""
BACK = """
DROP TRIGGER auditor_is_another ON verification_auditcheck;
DROP FUNCTION verification_audit_checker();
DROP TRIGGER party_bound ON verification_sampleparty;
DROP FUNCTION verification_party_bound();
DROP TRIGGER audit_frozen ON verification_sampleaudit;
DROP FUNCTION verification_audit_frozen();
"""


class Migration(migrations.Migration):
    dependencies = [("verification", "0020_sample_audits")]
    operations = [
        *protect_rows(
            "verification_sampleaudit", "verification_sampleparty", "verification_sampledproblem",
            "verification_auditcheck", "verification_auditphoto",
        ),
        *append_only("verification_sampledproblem", "verification_auditcheck", "verification_auditphoto"),
        migrations.RunSQL(FROZEN, BACK),
    ]
