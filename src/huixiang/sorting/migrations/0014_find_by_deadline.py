"""The problem list is put in order by deadline, by day of listing or by voices without reading all of it."""

import datetime as dt

from django.db import migrations, models
from django.db.models.functions import Coalesce


class Migration(migrations.Migration):
    dependencies = [("sorting", "0013_maps")]
    operations = [
        migrations.AddIndex(
            model_name="problem",
            index=models.Index(
                models.F("organisation"),
                Coalesce("due_on", models.Value(dt.date(9999, 12, 31), output_field=models.DateField())),
                models.F("id"),
                name="problem_by_due",
            ),
        ),
        migrations.AddIndex(
            model_name="problem",
            index=models.Index(fields=["organisation", "opened_on", "id"], name="problem_by_opening"),
        ),
        migrations.AddIndex(
            model_name="problem",
            index=models.Index(fields=["organisation", "voices_count", "id"], name="problem_by_voices"),
        ),
    ]
