"""An item knows the last act over it, so that undoing knows whether things moved on; an undone opening withdraws."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("sorting", "0002_protect_rows")]
    operations = [
        migrations.AddField(
            model_name="inboxitem",
            name="last_act",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sorting.act"
            ),
        ),
        migrations.AddField(
            model_name="problem",
            name="withdrawn_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
