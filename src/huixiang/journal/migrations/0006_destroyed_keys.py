"""The key of a leaf that waits can be destroyed with its record; nothing else of it changes."""

from django.db import migrations

_MAY_BE_DESTROYED = """
CREATE OR REPLACE FUNCTION journal_waitingleaf_never_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF NEW.key = ''::bytea THEN
            OLD.key := NEW.key;
        END IF;
        IF OLD IS NOT DISTINCT FROM NEW THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'journal_waitingleaf is append-only until it is sealed' USING ERRCODE = 'restrict_violation';
END $$;
"""
_BACK = """
CREATE OR REPLACE FUNCTION journal_waitingleaf_never_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'journal_waitingleaf is append-only until it is sealed' USING ERRCODE = 'restrict_violation';
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("journal", "0005_protect_waiting_leaves")]
    operations = [migrations.RunSQL(_MAY_BE_DESTROYED, _BACK)]
