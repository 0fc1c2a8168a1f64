"""A correction stays as it was written, comes before the audit's end, and from nobody who had a hand in the claim."""

from django.db import migrations

from huixiang.kernel.tenancy import append_only, protect_rows

CHECKER = """
CREATE FUNCTION verification_correction_checker() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM verification_auditcheck c
        JOIN verification_sampledproblem s ON s.id = c.sampled_id
        JOIN verification_sampleaudit a ON a.id = s.audit_id
        JOIN ledger_completionclaim m ON m.id = s.claim_id
        WHERE c.id = NEW.audit_check_id AND (
            NEW.by_id IN (m.applicant_id, m.signer_id, m.checker_id, m.approver_id)
            OR a.state IN ('preparing', 'clean', 'ended', 'called_off'))
    ) THEN
        RAISE EXCEPTION 'a correction comes before the end and from none of the hands' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER correction_in_time BEFORE INSERT ON verification_auditcorrection
    FOR EACH ROW EXECUTE FUNCTION verification_correction_checker();
CREATE FUNCTION verification_photo_of_correction() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.correction_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM verification_auditcorrection o
        WHERE o.id = NEW.correction_id AND o.audit_check_id = NEW.audit_check_id
    ) THEN
        RAISE EXCEPTION 'a photo of a correction belongs to the same check' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER photo_of_its_correction BEFORE INSERT ON verification_auditphoto
    FOR EACH ROW EXECUTE FUNCTION verification_photo_of_correction();
"""
BACK = """
DROP TRIGGER photo_of_its_correction ON verification_auditphoto;
DROP FUNCTION verification_photo_of_correction();
DROP TRIGGER correction_in_time ON verification_auditcorrection;
DROP FUNCTION verification_correction_checker();
"""


class Migration(migrations.Migration):
    dependencies = [("verification", "0033_audit_corrections")]
    operations = [
        *protect_rows("verification_auditcorrection"),
        *append_only("verification_auditcorrection"),
        migrations.RunSQL(CHECKER, BACK),
    ]
