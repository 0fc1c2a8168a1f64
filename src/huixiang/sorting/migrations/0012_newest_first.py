from __future__ import annotations

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("sorting", "0011_drop_weighed_at")]

    operations = [
        migrations.AddIndex(
            "labelgiven", models.Index(fields=["label", "-id"], condition=Q(ended_at=None), name="label_given_newest")
        ),
        migrations.AddIndex(
            "mattervoice",
            models.Index(fields=["matter", "-id"], condition=Q(left_at=None), name="matter_members_newest"),
        ),
        migrations.RemoveIndex("mattervoice", "matter_members_now"),
    ]
