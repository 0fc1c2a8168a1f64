"""Views of the ledger that people keep under a name: filter, columns and order as they stand in the address."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from huixiang.kernel.tenancy import TenantModel
from huixiang.people.models import User


class LedgerView(TenantModel):
    """A way to look at the ledger; ``shared`` ones everybody sees who reads problems, ``first`` opens by itself."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=40)
    query = models.TextField()
    shared = models.BooleanField(default=False)
    first = models.BooleanField(default=False)

    class Meta:
        ordering = ("name", "id")
        constraints = [
            models.UniqueConstraint(fields=["user", "name"], name="ledger_view_name_once"),
            models.UniqueConstraint(fields=["user"], condition=Q(first=True), name="ledger_view_first_once"),
        ]
