"""A place that is no longer offered has the day it was closed."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("listening", "0005_protect_sealed_cases")]
    operations = [migrations.AddField("place", "closed_on", models.DateField(blank=True, null=True))]
