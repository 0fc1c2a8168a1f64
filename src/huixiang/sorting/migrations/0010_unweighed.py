"""What the engine has not looked at yet stands in a table of its own: a mark in the inbox wrote all its indexes anew."""

import django.db.models.deletion
from django.db import migrations, models

import huixiang.kernel.tenancy
from huixiang.kernel.tenancy import protect_rows

# The owner of a table sees its rows past the policy, unless it is forced on the owner too.
MOVE = """
ALTER TABLE sorting_inboxitem NO FORCE ROW LEVEL SECURITY;
ALTER TABLE sorting_unweighed NO FORCE ROW LEVEL SECURITY;
INSERT INTO sorting_unweighed (item_id, organisation_id, number)
SELECT voice_id, organisation_id, number FROM sorting_inboxitem WHERE weighed_at IS NULL;
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE sorting_unweighed FORCE ROW LEVEL SECURITY;
ALTER TABLE sorting_inboxitem FORCE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0002_protect_rows"), ("sorting", "0009_count_by_place_and_unit")]
    operations = [
        migrations.CreateModel(
            name="Unweighed",
            fields=[
                (
                    "organisation",
                    models.ForeignKey(
                        default=huixiang.kernel.tenancy.organisation_of_transaction, editable=False,
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.organisation",
                    ),
                ),
                (
                    "item",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name="unweighed",
                        serialize=False, to="sorting.inboxitem",
                    ),
                ),
                ("number", models.BigIntegerField()),
            ],
            options={"ordering": ("number",)},
        ),
        migrations.AddIndex(
            model_name="unweighed", index=models.Index(fields=["organisation", "number"], name="unweighed_first")
        ),
        *protect_rows("sorting_unweighed"),
        migrations.RunSQL(sql=MOVE, reverse_sql=migrations.RunSQL.noop),
    ]
