"""Row security for call-backs and metrics, and the fifth pair of eyes: who calls is none of the claim's four hands."""

from django.db import migrations

from huixiang.kernel.tenancy import append_only, protect_rows

CALLER = """
CREATE FUNCTION verification_caller() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM verification_callback c JOIN verification_asking a ON a.id = c.asking_id
        JOIN ledger_completionclaim m ON m.id = a.claim_id
        WHERE c.id = NEW.call_id AND NEW.by_id IN (m.applicant_id, m.signer_id, m.checker_id, m.approver_id)
    ) THEN
        RAISE EXCEPTION 'a caller is none of the four hands' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER caller_is_another BEFORE INSERT ON verification_callbacktry
    FOR EACH ROW EXECUTE FUNCTION verification_caller();
CREATE FUNCTION verification_hand() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM verification_asking a JOIN verification_callback c ON c.asking_id = a.id
        JOIN verification_callbacktry t ON t.call_id = c.id
        WHERE a.claim_id = NEW.id AND t.by_id IN (NEW.signer_id, NEW.checker_id, NEW.approver_id)
    ) THEN
        RAISE EXCEPTION 'a caller is none of the four hands' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER hand_is_no_caller BEFORE UPDATE OF signer_id, checker_id, approver_id ON ledger_completionclaim
    FOR EACH ROW EXECUTE FUNCTION verification_hand();
"""
BACK = """
DROP TRIGGER hand_is_no_caller ON ledger_completionclaim;
DROP FUNCTION verification_hand();
DROP TRIGGER caller_is_another ON verification_callbacktry;
DROP FUNCTION verification_caller();
"""


class Migration(migrations.Migration):
    dependencies = [("verification", "0004_callbacks_and_metrics")]
    operations = [
        *protect_rows(
            "verification_callbackdraw", "verification_callback", "verification_callbacktry", "verification_smalloffice",
            "verification_metricrule", "verification_metricresult",
        ),
        *append_only(
            "verification_callbackdraw", "verification_callbacktry", "verification_metricrule", "verification_metricresult",
        ),
        migrations.RunSQL(CALLER, BACK),
    ]
