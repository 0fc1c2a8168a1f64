"""A search of some months, in one state or all, reads the rows of those days alone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("sorting", "0007_withdrawn_imports")]
    operations = [
        migrations.AddIndex(
            model_name="inboxitem",
            index=models.Index(fields=["organisation", "state", "said_on"], name="inbox_state_day"),
        ),
        migrations.AddIndex(
            model_name="inboxitem",
            index=models.Index(fields=["organisation", "said_on"], name="inbox_day"),
        ),
    ]
