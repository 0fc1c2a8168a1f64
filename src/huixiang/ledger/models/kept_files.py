"""The columns of a file that lies beside a row; where it lies is ``ledger.files``' business."""

from __future__ import annotations

from uuid import uuid4

from django.db import models

from huixiang.kernel.tenancy import TenantModel


class WithFile(TenantModel):
    """A row that may have one file, already made safe; its own random id names the file."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    file_name = models.CharField(max_length=120, blank=True)
    media_type = models.CharField(max_length=120, blank=True)
    clean_path = models.CharField(max_length=200, blank=True)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        abstract = True
