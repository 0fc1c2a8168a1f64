"""Who has been heard is counted from an index alone, without the voices themselves."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("sorting", "0008_find_by_day")]
    operations = [
        migrations.AddIndex(
            model_name="inboxitem",
            index=models.Index(
                fields=["organisation", "place", "channel", "said_on"],
                condition=~models.Q(state="withdrawn"),
                name="inbox_place_heard",
            ),
        ),
        migrations.AddIndex(
            model_name="inboxitem",
            index=models.Index(
                fields=["organisation", "unit", "channel", "said_on"],
                condition=~models.Q(state="withdrawn"),
                name="inbox_unit_heard",
            ),
        ),
    ]
