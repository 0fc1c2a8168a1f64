"""How much of a log is public: all of it until now, and from now on less where an office is small."""

from django.db import migrations, models
from django.db.models import F, Q

_GROWS = """
CREATE OR REPLACE FUNCTION transparency_loghead_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND {grows} AND NEW.origin = OLD.origin
        AND NEW.organisation_id = OLD.organisation_id AND NEW.began_after = OLD.began_after THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'transparency_loghead only grows' USING ERRCODE = 'restrict_violation';
END $$;
"""
_BEFORE = _GROWS.format(grows="NEW.size > OLD.size")
_NOW = _GROWS.format(grows="NEW.size >= OLD.size AND NEW.published >= OLD.published")
# The owner of a table sees its rows past the policy, unless it is forced on the owner too.
_ALL_IS_PUBLIC = """
ALTER TABLE transparency_loghead NO FORCE ROW LEVEL SECURITY;
UPDATE transparency_loghead SET published = size;
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE transparency_loghead FORCE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [("transparency", "0003_witness_disagrees")]
    operations = [
        migrations.AddField("loghead", "published", models.BigIntegerField(default=0)),
        migrations.AddField("loghead", "published_on", models.DateField(null=True)),
        migrations.AddField("loghead", "held_back", models.BooleanField(default=False)),
        migrations.RunSQL(_NOW, _BEFORE),
        migrations.RunSQL(_ALL_IS_PUBLIC, migrations.RunSQL.noop),
        migrations.AddConstraint(
            "loghead",
            models.CheckConstraint(
                condition=Q(published__gte=0, published__lte=F("size")), name="published_is_sealed"
            ),
        ),
    ]
