"""The log is read by its own organisation, and nobody changes what was logged; the head only grows."""

from django.db import migrations

from huixiang.kernel.tenancy import append_only, protect_rows

LOGGED = ("transparency_logleaf", "transparency_logtile", "transparency_logcheckpoint", "transparency_cosignature")
REST = ("transparency_loghead", "transparency_opening", "transparency_witness", "transparency_watchedlog")
_HEAD_GROWS = """
CREATE FUNCTION transparency_loghead_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.size > OLD.size AND NEW.origin = OLD.origin
        AND NEW.organisation_id = OLD.organisation_id AND NEW.began_after = OLD.began_after THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'transparency_loghead only grows' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE ON transparency_loghead
    FOR EACH ROW EXECUTE FUNCTION transparency_loghead_only_grows();
CREATE TRIGGER only_grows_whole BEFORE TRUNCATE ON transparency_loghead
    FOR EACH STATEMENT EXECUTE FUNCTION transparency_loghead_only_grows();
"""


class Migration(migrations.Migration):
    dependencies = [("transparency", "0001_initial"), ("journal", "0005_protect_waiting_leaves")]
    operations = [
        *protect_rows(*LOGGED, *REST),
        *append_only(*LOGGED),
        migrations.RunSQL(_HEAD_GROWS, "DROP FUNCTION transparency_loghead_only_grows() CASCADE"),
    ]
