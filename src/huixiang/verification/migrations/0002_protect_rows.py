"""Nobody closes their own problem: PostgreSQL itself asks for four hands and a speaker's yes."""

from django.db import migrations

from huixiang.kernel.tenancy import append_only, protect_rows

# A problem becomes "confirmed" only with a claim of four hands and a first verdict "solved" of a speaker, and no first
# verdict "not solved"; "silent" only with four hands, no verdict at all and every asking over.
CLOSING = """
CREATE FUNCTION verification_closing() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    hands record;
    solved bigint;
    unsolved bigint;
BEGIN
    SELECT * INTO hands FROM ledger_completionclaim
        WHERE problem_id = NEW.id AND outcome = NEW.state ORDER BY round DESC LIMIT 1;
    IF hands IS NULL OR hands.approver_id IS NULL THEN
        RAISE EXCEPTION 'a problem is closed by four hands' USING ERRCODE = 'check_violation';
    END IF;
    SELECT count(*) FILTER (WHERE v.solved), count(*) FILTER (WHERE NOT v.solved) INTO solved, unsolved
        FROM verification_verdict v JOIN verification_asking a ON a.id = v.asking_id
        WHERE a.claim_id = hands.id AND v.ordinal = 1;
    IF unsolved > 0 OR (NEW.state = 'confirmed' AND solved = 0) OR (NEW.state = 'silent' AND solved > 0) THEN
        RAISE EXCEPTION 'a problem is closed by those who spoke' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE CONSTRAINT TRIGGER closing_needs_voices AFTER INSERT OR UPDATE OF state ON sorting_problem
    FOR EACH ROW WHEN (NEW.state IN ('confirmed', 'silent')) EXECUTE FUNCTION verification_closing();
"""


class Migration(migrations.Migration):
    dependencies = [("verification", "0001_initial"), ("sorting", "0002_protect_rows"), ("ledger", "0002_protect_rows")]
    operations = [
        *protect_rows("verification_asking", "verification_verdict"),
        *append_only("verification_verdict"),
        migrations.RunSQL(CLOSING, "DROP TRIGGER closing_needs_voices ON sorting_problem; DROP FUNCTION verification_closing();"),
    ]
