"""Each organisation sees its own sealed cases only; what was said in them stays as it was sealed."""

from django.db import migrations

from huixiang.kernel.tenancy import append_only, protect_rows

SEALED_STAYS = """
CREATE FUNCTION listening_sealed_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    OLD.read_on := NEW.read_on;
    OLD.voice_id := COALESCE(OLD.voice_id, NEW.voice_id);
    IF OLD IS NOT DISTINCT FROM NEW THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a sealed case stays as it was sealed' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER sealed_stays BEFORE UPDATE ON listening_sealedcase
    FOR EACH ROW EXECUTE FUNCTION listening_sealed_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("listening", "0004_sealed_cases"), ("people", "0003_new_roles")]
    operations = [
        *protect_rows(
            "listening_recipientkey", "listening_sealedcase", "listening_casekey", "listening_sealedmessage",
            "listening_sealedfile", "listening_accusation", "listening_revelation", "listening_recovery",
            "listening_peeledkey", "listening_upperbody",
        ),
        *append_only("listening_sealedmessage", "listening_accusation"),
        migrations.RunSQL(SEALED_STAYS, "DROP TRIGGER sealed_stays ON listening_sealedcase; DROP FUNCTION listening_sealed_stays();"),
    ]
