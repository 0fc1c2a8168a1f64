"""An extension is told apart from a new hand-over: only extensions are counted."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_protect_rows")]
    operations = [
        migrations.AddField("deadlinechange", "extends", models.BooleanField(default=False)),
    ]
