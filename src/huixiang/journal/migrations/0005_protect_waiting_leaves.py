"""A leaf belongs to its organisation, never changes, and goes only when it is sealed; which organisations have some."""

from django.db import migrations

from huixiang.kernel.tenancy import protect_rows

# Asked ten times a second: one round trip for all organisations, each looked at under its own row security.
_WAITING = """
CREATE FUNCTION organisations_with_waiting_leaves() RETURNS SETOF bigint LANGUAGE plpgsql AS $$
DECLARE
    house bigint;
    before text := current_setting('app.org', true);
BEGIN
    FOR house IN SELECT id FROM people_organisation ORDER BY id LOOP
        PERFORM set_config('app.org', house::text, true);
        IF EXISTS (SELECT 1 FROM journal_waitingleaf) THEN
            RETURN NEXT house;
        END IF;
    END LOOP;
    PERFORM set_config('app.org', COALESCE(before, ''), true);
END $$;
"""
_NEVER_CHANGED = """
CREATE FUNCTION journal_waitingleaf_never_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'journal_waitingleaf is append-only until it is sealed' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER never_changes BEFORE UPDATE ON journal_waitingleaf
    FOR EACH ROW EXECUTE FUNCTION journal_waitingleaf_never_changes();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON journal_waitingleaf
    FOR EACH STATEMENT EXECUTE FUNCTION journal_waitingleaf_never_changes();
"""
# Rows come and go within a tenth of a second, and the table is looked at as often.
_SWEPT_OFTEN = (
    "ALTER TABLE journal_waitingleaf SET"
    " (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0)"
)


class Migration(migrations.Migration):
    dependencies = [("journal", "0004_waitingleaf"), ("people", "0001_initial")]
    operations = [
        *protect_rows("journal_waitingleaf"),
        migrations.RunSQL(_WAITING, "DROP FUNCTION organisations_with_waiting_leaves()"),
        migrations.RunSQL(_NEVER_CHANGED, "DROP FUNCTION journal_waitingleaf_never_changes() CASCADE"),
        migrations.RunSQL(_SWEPT_OFTEN, migrations.RunSQL.noop),
    ]
