"""The mark in the inbox goes, once what it said has been moved."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("sorting", "0010_unweighed")]
    operations = [
        migrations.RemoveIndex(model_name="inboxitem", name="inbox_unweighed"),
        migrations.RemoveField(model_name="inboxitem", name="weighed_at"),
    ]
