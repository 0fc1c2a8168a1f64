"""One table with one column."""

from __future__ import annotations

from django.db import models


class Row(models.Model):
    """What was sent."""

    words = models.TextField()

    class Meta:
        app_label = "bare"
