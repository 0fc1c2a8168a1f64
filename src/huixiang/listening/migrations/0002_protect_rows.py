"""Words stay as they were spoken: PostgreSQL lets a voice change only in whether it is filed."""

from django.db import migrations

from huixiang.kernel.tenancy import append_only, protect_rows

WORDS_STAY = """
CREATE FUNCTION listening_words_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        OLD.filed := NEW.filed;
        IF OLD IS NOT DISTINCT FROM NEW THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'a voice stays as it was spoken' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER words_stay BEFORE UPDATE OR DELETE ON listening_voice
    FOR EACH ROW EXECUTE FUNCTION listening_words_stay();
CREATE TRIGGER words_stay_whole BEFORE TRUNCATE ON listening_voice
    FOR EACH STATEMENT EXECUTE FUNCTION listening_words_stay();
"""


class Migration(migrations.Migration):
    dependencies = [("listening", "0001_initial")]
    operations = [
        *protect_rows("listening_place", "listening_voice", "listening_speaker", "listening_receipt", "listening_message", "listening_attachment"),
        *append_only("listening_message"),
        migrations.RunSQL(WORDS_STAY, "DROP TRIGGER words_stay ON listening_voice; DROP TRIGGER words_stay_whole ON listening_voice; DROP FUNCTION listening_words_stay();"),
    ]
